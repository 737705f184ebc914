/** How long shoppers waited: for the confirmation, and for the solution. */

import { useSession } from "../session";
import type { Promised } from "../wire";
import type { Column, Tone } from "./columns";
import { ColumnsPlot } from "./columns-plot";
import { Section } from "./section";
import type { Report, Times } from "./wire";
import { sayDays, sayTimes } from "./words";

export function Waits({ report }: { report: Report }) {
  const { me } = useSession();
  const { from, to, times } = report;
  const { confirmation, resolution } = me.promises;
  return (
    <>
      <Section
        title="Time to confirmation"
        csv={{ table: "times", from, to }}
        means={
          <>
            <strong>{sayTimes(times.confirmation)}</strong> Counted from the moment a ticket was received, as promises
            are: 0 is until closing time of that day. The assistant's time is never in it. Promised are{" "}
            {confirmation.said}.
          </>
        }
      >
        <Distribution times={times.confirmation} promised={confirmation} what="confirmed" />
      </Section>
      <Section
        title="Time to resolution"
        means={
          <>
            <strong>{sayTimes(times.resolution)}</strong> Until the complete reply, or word of the carried-out solution;
            time spent waiting for the shopper is in it. Promised are {resolution.said} for general inquiries; complex
            ones are here too, and are promised news instead.
          </>
        }
      >
        <Distribution times={times.resolution} promised={resolution} what="resolved" />
      </Section>
    </>
  );
}

const MOST_COLUMNS = 16;

function Distribution({ times, promised, what }: { times: Times; promised: Promised; what: string }) {
  if (times.count === 0) return null;
  const columns = columnsOf(times, promised);
  return (
    <>
      <ColumnsPlot
        columns={columns}
        marks={marksOf(promised)}
        legend={legendOf(promised)}
        alternative={sayDistribution(times, promised, what)}
      />
      <details class="in-numbers">
        <summary>The same in numbers</summary>
        <table class="tally">
          <caption class="visually-hidden">Tickets {what} within so many business days</caption>
          <thead>
            <tr>
              <th scope="col">Business days</th>
              <th scope="col">Tickets</th>
            </tr>
          </thead>
          <tbody>
            {times.within.map(({ business_days, count }) => (
              <tr key={business_days}>
                <th scope="row">{business_days}</th>
                <td>{count}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}

/** One column for each number of business days, and the longest waits in one. */
export function columnsOf({ within }: Times, { target, limit }: Pick<Promised, "target" | "limit">): readonly Column[] {
  const longest = Math.max(limit + 1, ...within.map(({ business_days }) => business_days));
  const last = Math.min(longest, Math.max(MOST_COLUMNS, limit + 2) - 1);
  const toneOf = (days: number): Tone => (days <= target ? "kept" : days <= limit ? "risk" : "broken");
  return Array.from({ length: last + 1 }, (_, days) => {
    const isRest = days === last && longest > last;
    const value = within
      .filter(({ business_days }) => (isRest ? business_days >= days : business_days === days))
      .reduce((sum, { count }) => sum + count, 0);
    return { label: isRest ? `${days}+` : `${days}`, parts: [{ value, tone: toneOf(days) }] };
  });
}

const marksOf = ({ target, limit }: Promised) => [
  ...(target < limit ? [{ column: target, text: "target", side: "before" as const }] : []),
  { column: limit, text: "limit", side: "after" as const },
];

const legendOf = ({ target, limit }: Promised) => [
  { tone: "kept" as const, text: `within ${sayDays(target)}` },
  ...(target < limit ? [{ tone: "risk" as const, text: `within ${limit}` }] : []),
  { tone: "broken" as const, text: "later" },
];

/** "31 tickets by the business days until they were confirmed: 28 within 2, 2 more within 3, 1 later." */
export function sayDistribution(
  { count, within }: Times,
  { target, limit }: Pick<Promised, "target" | "limit">,
  what: string,
): string {
  const among = (from: number, to: number): number =>
    within.filter(({ business_days: days }) => days > from && days <= to).reduce((sum, each) => sum + each.count, 0);
  const parts = [`${among(-1, target)} within ${target}`];
  if (target < limit) parts.push(`${among(target, limit)} more within ${limit}`);
  parts.push(`${among(limit, Number.POSITIVE_INFINITY)} later`);
  return `${count} tickets by the business days until they were ${what}: ${parts.join(", ")}.`;
}
