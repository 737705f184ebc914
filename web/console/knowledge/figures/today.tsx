/** What the changed peaks and days off do to the dates that are promised right now. */

import { useSession } from "../../session";
import { PromisedDates } from "./promised-dates";
import type { FiguresPreview } from "./wire";

export function Today({ preview }: { preview: FiguresPreview | null }) {
  const { me } = useSession();
  if (!preview || JSON.stringify(preview.dates.before) === JSON.stringify(preview.dates.after)) return null;
  return (
    <section class="figures-part" aria-label="Promised dates">
      <PromisedDates before={preview.dates.before} after={preview.dates.after} zone={me.shop.time_zone} />
    </section>
  );
}
