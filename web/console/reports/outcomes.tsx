/** What came of it for shoppers: answered by the assistant, satisfied, and how tickets ended. */

import { ColumnsPlot } from "./columns-plot";
import { Section } from "./section";
import type { Report } from "./wire";
import { sayShare, sayWeek, weeksThrough } from "./words";

export function Outcomes({ report }: { report: Report }) {
  const { assistant, satisfaction, tickets, from, to } = report;
  return (
    <>
      <Section
        title="Resolved by the assistant"
        means="Conversations that were answered, led to no ticket, whose last question was not in vain and of which no answer got a thumb down."
      >
        <Numbers
          rows={[
            ["Share resolved", sayShare(assistant.share_resolved)],
            ["Conversations", assistant.conversations],
            ["Resolved", assistant.resolved],
            ["Handed over to a person", assistant.handed_over],
          ]}
        />
      </Section>
      <Section
        title="Satisfaction"
        csv={{ table: "satisfaction", from, to }}
        means="What shoppers said after the solution, and their thumbs for answers of the assistant. Who says nothing counts on neither side."
      >
        <Numbers
          rows={[
            ["Share satisfied", sayShare(satisfaction.share_satisfied)],
            ["Satisfied", satisfaction.satisfied],
            ["Not satisfied", satisfaction.dissatisfied],
            ["Answers that helped", satisfaction.helpful],
            ["Answers that did not", satisfaction.unhelpful],
          ]}
        />
        {satisfaction.by_week.length > 0 && <SatisfiedWeeks weeks={satisfaction.by_week} />}
      </Section>
      <Section title="Tickets" means="What came in during this time, and how tickets ended in it.">
        <Numbers
          rows={[
            ["Received", tickets.received],
            ["Closed satisfied", tickets.closed.satisfied],
            ["Closed without the shopper's word", tickets.closed.unconfirmed],
            ["Closed for want of an answer", tickets.closed.no_answer],
            ["Opened again", tickets.reopened],
            ["Merged into another", tickets.merged],
            ["Discarded as spam", tickets.discarded.spam],
            ["Discarded as a test", tickets.discarded.test],
            ["Discarded as a duplicate", tickets.discarded.duplicate],
          ]}
        />
      </Section>
    </>
  );
}

const Numbers = ({ rows }: { rows: readonly [string, string | number][] }) => (
  <dl class="numbers">
    {rows.map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd class={value === 0 ? "faint" : ""}>{value}</dd>
      </div>
    ))}
  </dl>
);

const SATISFIED = [
  { tone: "kept", text: "satisfied" },
  { tone: "broken", text: "not satisfied" },
] as const;

function SatisfiedWeeks({ weeks }: { weeks: Report["satisfaction"]["by_week"] }) {
  const known = new Map(weeks.map((row) => [row.week, row]));
  const columns = weeksThrough(weeks.map(({ week }) => week)).map((week) => ({
    label: sayWeek(week),
    parts: [
      { value: known.get(week)?.satisfied ?? 0, tone: "kept" as const },
      { value: known.get(week)?.dissatisfied ?? 0, tone: "broken" as const },
    ],
  }));
  return (
    <>
      <ColumnsPlot columns={columns} legend={SATISFIED} alternative="Satisfied and not satisfied shoppers by week." />
      <details class="in-numbers">
        <summary>The same in numbers</summary>
        <table class="tally">
          <caption class="visually-hidden">Satisfied and not satisfied shoppers by week</caption>
          <thead>
            <tr>
              <th scope="col">Week of</th>
              <th scope="col">Satisfied</th>
              <th scope="col">Not satisfied</th>
            </tr>
          </thead>
          <tbody>
            {weeks.map(({ week, satisfied, dissatisfied }) => (
              <tr key={week}>
                <th scope="row">{sayWeek(week)}</th>
                <td>{satisfied}</td>
                <td>{dissatisfied}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}
