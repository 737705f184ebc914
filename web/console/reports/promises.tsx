/** The promises: kept and broken in all, week by week, and by what the tickets were and who answers for them. */

import { humanWords, kindWords } from "../words/labels";
import { promiseName } from "../words/promises";
import { ColumnsPlot } from "./columns-plot";
import { Section } from "./section";
import { TallyTable } from "./tally-table";
import type { Report, Tally } from "./wire";
import { sayOthers, sayPromises, sayShare, sayWeek, weeksThrough } from "./words";

const KEPT_AND_BROKEN = [
  { tone: "kept", text: "kept" },
  { tone: "broken", text: "broken" },
] as const;

export function Promises({ report }: { report: Report }) {
  const { from, to } = report;
  return (
    <div class="report-side">
      <Section
        title="Promises"
        csv={{ table: "promises", from, to }}
        means={
          <>
            <strong>{sayPromises(report.promises)}</strong> A promise counts on the day it was kept or broken. One that
            is broken stays so, whatever came of the ticket. Superseded: another promise took its place. Void: nothing
            was owed any more.
          </>
        }
      >
        <TallyTable
          others
          of="Promise"
          caption="Promises kept and broken"
          rows={report.promises.map((row) => ({ ...row, key: row.promise, name: promiseName(row.promise) }))}
        />
        <p class="tally-others faint">{sayOthers(report.promises)}</p>
      </Section>
      {report.by_week.length > 0 && <Weeks report={report} />}
      {report.by_kind.length > 0 && (
        <Section
          title="By kind"
          csv={{ table: "by_kind", from, to }}
          means="What the tickets are now: an agent may have made one complex or general."
        >
          <TallyTable
            of="Kind"
            caption="Promises kept and broken by kind"
            rows={report.by_kind.map((row) => ({ ...row, key: row.kind, name: kindWords(row.kind) }))}
          />
        </Section>
      )}
      {report.by_topic.length > 0 && (
        <Section
          title="By topic"
          csv={{ table: "by_topic", from, to }}
          means="The topic of the answer that led to the ticket."
        >
          <TallyTable
            of="Topic"
            caption="Promises kept and broken by topic"
            rows={report.by_topic.map((row) => ({
              ...row,
              key: row.topic,
              name: row.topic ? humanWords(row.topic) : "None",
            }))}
          />
        </Section>
      )}
      {report.by_agent.length > 0 && (
        <Section
          title="By agent"
          csv={{ table: "by_agent", from, to }}
          means="Who kept the promise, or who held the ticket when it broke, whoever has it now. Few promises say little about a person: look at the tickets first."
        >
          <TallyTable
            of="Agent"
            caption="Promises kept and broken by agent"
            rows={report.by_agent.map((row) => ({
              ...row,
              key: row.agent?.id ?? "",
              name: row.agent?.name ?? <span class="faint">Held by nobody</span>,
            }))}
          />
        </Section>
      )}
    </div>
  );
}

function Weeks({ report }: { report: Report }) {
  const { from, to, by_week } = report;
  const known = new Map<string, Tally>(by_week.map((row) => [row.week, row]));
  const columns = weeksThrough(by_week.map(({ week }) => week)).map((week) => ({
    label: sayWeek(week),
    parts: [
      { value: known.get(week)?.kept ?? 0, tone: "kept" as const },
      { value: known.get(week)?.broken ?? 0, tone: "broken" as const },
    ],
  }));
  return (
    <Section
      title="Week by week"
      csv={{ table: "by_week", from, to }}
      means="Promises kept and broken in each week, by its Monday."
    >
      <ColumnsPlot columns={columns} legend={KEPT_AND_BROKEN} alternative={sayWeeks(by_week)} />
      <details class="in-numbers">
        <summary>The same in numbers</summary>
        <TallyTable
          of="Week of"
          caption="Promises kept and broken by week"
          rows={by_week.map((row) => ({ ...row, key: row.week, name: sayWeek(row.week) }))}
        />
      </details>
    </Section>
  );
}

/** "Promises kept and broken by week, from 2 Nov to 16 Nov. The worst week is that of 9 Nov: 80 % kept." */
export function sayWeeks(weeks: Report["by_week"]): string {
  const [first, last] = [weeks[0], weeks.at(-1)];
  if (!first || !last) return "";
  const worst = [...weeks].sort((one, other) => (one.share_kept ?? 1) - (other.share_kept ?? 1))[0];
  const span =
    first === last
      ? `in the week of ${sayWeek(first.week)}`
      : `by week, from ${sayWeek(first.week)} to ${sayWeek(last.week)}`;
  const low =
    worst && worst.broken > 0
      ? `The lowest share is in the week of ${sayWeek(worst.week)}: ${sayShare(worst.share_kept)} kept.`
      : "None was broken.";
  return `Promises kept and broken ${span}. ${low}`;
}
