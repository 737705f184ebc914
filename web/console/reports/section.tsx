/** One part of a report: what it is about, what its numbers mean, the numbers, and the same to take away. */

import type { ComponentChildren } from "preact";
import type { CsvTable } from "./wire";

interface SectionProps {
  title: string;
  /** What the numbers mean, in a sentence or two. */
  means: ComponentChildren;
  csv?: { table: CsvTable; from: string; to: string };
  children: ComponentChildren;
}

export function Section({ title, means, csv, children }: SectionProps) {
  return (
    <section class="report" aria-label={title}>
      <header class="report-head">
        <h2>{title}</h2>
        {csv && (
          <a href={csvPath(csv)} download>
            CSV<span class="visually-hidden"> of {title}</span>
          </a>
        )}
      </header>
      <p class="report-means">{means}</p>
      {children}
    </section>
  );
}

const csvPath = (csv: { table: CsvTable; from: string; to: string }): string =>
  `/api/v1/reports/sla.csv?${new URLSearchParams(csv)}`;
