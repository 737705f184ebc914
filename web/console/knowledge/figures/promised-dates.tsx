/** What an inquiry is promised before a change and after it, as a table. */

import { useNow } from "../../clock";
import { saidDay, saidMoment } from "../../words/times";
import type { Promised } from "./wire";

interface PromisedDatesProps {
  /** When the inquiry is sent; absent for now. */
  at?: string;
  before: Promised;
  after: Promised;
  zone: string;
}

export function PromisedDates({ at, before, after, zone }: PromisedDatesProps) {
  const now = useNow(60_000);
  const rows: [string, string, string][] = [
    ["Confirmation", before.promises.general.confirmation_by, after.promises.general.confirmation_by],
    ["General question answered", before.promises.general.resolution_by, after.promises.general.resolution_by],
    ["News of a complex matter", before.promises.complex.update_by, after.promises.complex.update_by],
  ];
  return (
    <table class="promised">
      <caption>An inquiry sent {at ? `on ${saidDay(at, zone, now)}` : "now"} is promised</caption>
      <thead>
        <tr>
          <th scope="col">By when</th>
          <th scope="col">{at ? "Otherwise" : "So far"}</th>
          <th scope="col">{at ? "In this period" : "From then on"}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([what, was, is]) => (
          <tr key={what}>
            <th scope="row">{what}</th>
            <td>{saidMoment(was, zone, now)}</td>
            <td class={was === is ? undefined : "changed"}>{saidMoment(is, zone, now)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
