/** What is wrong in the knowledge folder, and how to mend it. */

import { Icon } from "../parts/icons";
import { useSession } from "../session";
import type { KnowledgeProblem } from "../wire";
import { counted } from "../words/labels";

export function KnowledgePage() {
  const { me } = useSession();
  const problems = me.knowledge_problems;
  const refused = problems.some(({ level }) => level === "error");
  return (
    <main id="main" class="reading" tabIndex={-1}>
      <h1 tabIndex={-1}>Knowledge</h1>
      {problems.length === 0 && (
        <>
          <p class="lead">The knowledge folder is in order, and what shoppers read is what it says.</p>
          <p>Save a file there and it is in use about a second later. If a save cannot be used, this page says why.</p>
        </>
      )}
      {problems.length > 0 && (
        <>
          <p class="lead">
            {counted(problems.length, "finding")} in the knowledge folder.{" "}
            {refused
              ? "The last save is not in use: shoppers get the answers from before it."
              : "It is in use; these are worth a look."}
          </p>
          <ol class="findings">
            {problems.map((problem) => (
              <Finding key={`${problem.file}:${problem.line}:${problem.message}`} problem={problem} />
            ))}
          </ol>
        </>
      )}
    </main>
  );
}

function Finding({ problem }: { problem: KnowledgeProblem }) {
  const error = problem.level === "error";
  return (
    <li class="finding">
      <p class={`promise ${error ? "tone-breached" : "tone-risk"}`}>
        <Icon name={error ? "alert" : "clock"} />
        <span>
          <strong>{error ? "Error" : "Warning"}: </strong>
          <code>{problem.line ? `${problem.file}:${problem.line}` : problem.file}</code>
        </span>
      </p>
      <p>{problem.message}</p>
      {problem.mend && <p class="mend">{problem.mend}</p>}
    </li>
  );
}
