/** The views of the queue, with how much is in each. */

import { Link } from "../navigation";
import { Icon } from "../parts/icons";
import { queuePath } from "../routes";
import type { Counts, View } from "../wire";
import type { Query } from "./state";

const VIEWS: readonly { view: View; label: string; count?: keyof Counts }[] = [
  { view: "open", label: "Open", count: "open" },
  { view: "mine", label: "Mine", count: "mine" },
  { view: "unheld", label: "Nobody's", count: "unheld" },
  { view: "waiting", label: "Waiting", count: "waiting" },
  { view: "held", label: "Perhaps spam", count: "held" },
  { view: "closed", label: "Closed" },
];

export function Views({ current, counts }: { current: Query; counts: Counts | null }) {
  return (
    <div class="views">
      <nav aria-label="Views">
        <ul>
          {VIEWS.filter(({ view }) => view !== "held" || view === current.view || counts?.held !== 0).map(
            ({ view, label, count }) => (
              <li key={view}>
                <Link to={queuePath(view, current.q)} aria-current={view === current.view ? "page" : undefined}>
                  {label}
                  {count && counts?.[count] !== undefined && <span class="count">{counts[count]}</span>}
                </Link>
              </li>
            ),
          )}
        </ul>
      </nav>
      {counts && (counts.breached > 0 || counts.at_risk > 0) && (
        <p class="alarms">
          {counts.breached > 0 && (
            <span class="promise tone-breached">
              <Icon name="alert" />
              {counts.breached} breached
            </span>
          )}
          {counts.at_risk > 0 && (
            <span class="promise tone-risk">
              <Icon name="clock" />
              {counts.at_risk} at risk
            </span>
          )}
        </p>
      )}
    </div>
  );
}
