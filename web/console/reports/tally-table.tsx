/** Promises kept and broken, one line for each of something. */

import type { ComponentChildren } from "preact";
import type { Tally } from "./wire";
import { sayShare } from "./words";

export interface TallyRow extends Tally {
  key: string;
  name: ComponentChildren;
}

interface TallyTableProps {
  /** What the lines are: "Promise", "Topic". */
  of: string;
  caption: string;
  rows: readonly TallyRow[];
  /** With what was neither kept nor broken. */
  others?: boolean;
}

export function TallyTable({ of, caption, rows, others = false }: TallyTableProps) {
  return (
    <table class="tally">
      <caption class="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{of}</th>
          <th scope="col">Kept</th>
          <th scope="col">Broken</th>
          <th scope="col">Share kept</th>
          {others && (
            <th scope="col" class="roomy">
              Superseded
            </th>
          )}
          {others && (
            <th scope="col" class="roomy">
              Void
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <th scope="row">{row.name}</th>
            <td>{row.kept}</td>
            <td class={row.broken > 0 ? "tone-breached" : "faint"}>{row.broken}</td>
            <td class="tally-share">
              <Share share={row.share_kept} />
              <span>{sayShare(row.share_kept)}</span>
            </td>
            {others && <td class="faint roomy">{row.superseded}</td>}
            {others && <td class="faint roomy">{row.void}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The share as a strip; the number beside it says it. */
const Share = ({ share }: { share: number | null }) =>
  share === null ? null : (
    <svg class="strip" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect class="strip-ground" width="100" height="8" />
      <rect class="bar-kept" width={share * 100} height="8" />
    </svg>
  );
