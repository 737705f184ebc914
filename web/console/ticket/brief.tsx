/** What an agent needs to know before reading everything: why it came, what was asked, what the assistant answered. */

import { Link } from "../navigation";
import { ticketPath } from "../routes";
import { useSession } from "../session";
import type { Me, Story, Ticket } from "../wire";
import { saidMoment } from "../words/times";
import { unmarked } from "../words/unmarked";
import { Panel } from "./panel";
import { sayReason } from "./reasons";
import { Thumbnails } from "./thumbnails";

export function Brief({ ticket, now }: { ticket: Ticket; now: number }) {
  const { me } = useSession();
  const { brief, verification, solution } = ticket;
  return (
    <Panel title="Brief">
      <dl class="pairs">
        <dt>Received</dt>
        <dd>{saidMoment(ticket.received_at, me.shop.time_zone, now)}</dd>
        <Told story={brief} />
        {verification && (
          <>
            <dt>Checked</dt>
            <dd class="plain">{verification.checked}</dd>
            <dt>Found</dt>
            <dd class="plain">{verification.found}</dd>
          </>
        )}
        {solution && (
          <>
            <dt>Solution{solution.version > 1 ? `, version ${solution.version}` : ""}</dt>
            <dd class="plain">
              {unmarked(solution.text)}
              <br />
              <span class="faint">{saySolution(solution, me)}</span>
            </dd>
          </>
        )}
        {ticket.executed && (
          <>
            <dt>Done</dt>
            <dd class="plain">{unmarked(ticket.executed)}</dd>
          </>
        )}
      </dl>
      {brief.attachments.length > 0 && <Thumbnails attachments={brief.attachments} />}
      {brief.absorbed.map((story) => (
        <section key={story.number} class="absorbed" aria-label={`Merged into this one: ${story.number}`}>
          <h3>
            Merged into this one: <Link to={ticketPath(story.number)}>{story.number}</Link>
          </h3>
          <dl class="pairs">
            <Told story={story} />
          </dl>
        </section>
      ))}
    </Panel>
  );
}

/** Why it came, what was asked and what the assistant had answered. */
function Told({ story }: { story: Story }) {
  // What came with the form alone has been said above already.
  const asked = story.asked.filter(({ text }) => text.trim() !== story.details.trim());
  return (
    <>
      {story.reason && (
        <>
          <dt>Why it is here</dt>
          <dd>{sayReason(story.reason)}</dd>
        </>
      )}
      {story.details && (
        <>
          <dt>In their words</dt>
          <dd class="plain">{story.details}</dd>
        </>
      )}
      {asked.length > 0 && (
        <>
          <dt>Asked in the chat</dt>
          <dd>
            <ul class="asked">
              {asked.map(({ text, at }) => (
                <li key={`${at} ${text}`}>{text}</li>
              ))}
            </ul>
          </dd>
        </>
      )}
      {story.answered.length > 0 && (
        <>
          <dt>Answered by the assistant</dt>
          <dd>
            <ul class="asked">
              {story.answered.map(({ entry, title, confidence, helpful }, index) => (
                <li key={`${index} ${entry}`}>
                  {title} <span class="faint">{sayConfidence(confidence)}</span>
                  {helpful === false && <span class="faint">, did not help</span>}
                </li>
              ))}
            </ul>
          </dd>
        </>
      )}
    </>
  );
}

const sayConfidence = (confidence: number): string => `${Math.round(confidence * 100)}\u00a0%\u00a0sure`;

const FAULT_WORDS: Record<string, string> = {
  shop: "our fault",
  carrier: "the carrier's fault",
  shopper: "the shopper's fault",
  nobody: "nobody's fault",
};

function saySolution({ kind, section, fault, cost, consent }: NonNullable<Ticket["solution"]>, me: Me): string {
  const agreed = { accept: "agreed", decline: "declined" };
  const asksConsent = kind !== "information" && kind !== "guidance";
  return [
    kind,
    me.sections.find(({ ref }) => ref === section)?.title ?? section,
    FAULT_WORDS[fault] ?? fault,
    cost ? `costs the shopper ${cost}` : "free for the shopper",
    consent ? agreed[consent] : asksConsent ? "no decision yet" : "",
  ]
    .filter(Boolean)
    .join(" · ");
}
