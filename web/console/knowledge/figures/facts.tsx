/** The facts by topic: what is missing first, and of that what shoppers want most. */

import { useMemo } from "preact/hooks";
import { counted } from "../../words/labels";
import { FactFields } from "./fact-fields";
import { byTopic, mostWanted, plainName, progress } from "./forms";
import type { PartProps } from "./parts";

const SHOWN_FIRST = 3;

export function Facts({ state, stored, open }: PartProps) {
  // The order of the first look stays, so that nothing jumps away from whoever types.
  const order = useMemo(() => byTopic(stored.facts).map(({ name, facts }) => ({ name, facts: facts.map(nameOf) })), []);
  const facts = new Map(stored.facts.map((fact) => [fact.name, fact]));
  const known = new Set(order.flatMap((topic) => topic.facts));
  const added = byTopic(stored.facts.filter(({ name }) => !known.has(name)));
  const { filled, soon, all } = progress(stored, state.draft.forms);
  const wanted = mostWanted(stored.facts, SHOWN_FIRST);
  return (
    <section class="figures-part" aria-labelledby="facts">
      <h2 id="facts">Facts</h2>
      <p class="figures-progress">
        <progress aria-labelledby="filled-in" max={all} value={soon} />{" "}
        <span id="filled-in">
          {filled} of {all} filled in{soon !== filled && `, ${soon} when you have saved`}
        </span>
      </p>
      {wanted.length > 0 && (
        <p>
          Most wanted:{" "}
          {wanted.map((fact, place) => (
            <>
              {place > 0 && ", "}
              <a href={`#value-${fact.name}`}>{plainName(fact.name)}</a> ({counted(fact.handovers, "handover")})
            </>
          ))}
        </p>
      )}
      {[...order, ...added.map(({ name, facts }) => ({ name, facts: facts.map(nameOf) }))].map((topic) => (
        <section key={topic.name} class="figures-topic" aria-label={plainName(topic.name)}>
          <h3>{plainName(topic.name)}</h3>
          <ul>
            {topic.facts.map((name) => {
              const fact = facts.get(name);
              return (
                fact && (
                  <li key={name}>
                    <FactFields fact={fact} state={state} stored={stored} open={open} />
                  </li>
                )
              );
            })}
          </ul>
        </section>
      ))}
    </section>
  );
}

const nameOf = ({ name }: { name: string }): string => name;
