/** Every promise of the ticket: when it started, its target and limit, and what became of it. */

import { Icon } from "../parts/icons";
import { useSession } from "../session";
import type { Ticket } from "../wire";
import { promiseName, sayClock } from "../words/promises";
import { saidMoment } from "../words/times";
import { Panel } from "./panel";

const ICONS = { calm: "clock", risk: "clock", breached: "alert", quiet: "pause", kept: "check" } as const;

export function Clocks({ ticket, now }: { ticket: Ticket; now: number }) {
  const { me } = useSession();
  const zone = me.shop.time_zone;
  return (
    <Panel title="Promises">
      <ul class="clocks">
        {ticket.clocks.map((clock) => {
          const said = sayClock(clock, zone, now);
          return (
            <li key={`${clock.promise} ${clock.started_at}`}>
              <h3>{promiseName(clock.promise)}</h3>
              <p class={`promise tone-${said.tone}`}>
                <Icon name={ICONS[said.tone]} />
                <span>{said.text}</span>
              </p>
              <dl class="pairs">
                <dt>Started</dt>
                <dd>{saidMoment(clock.started_at, zone, now)}</dd>
                <dt>Target</dt>
                <dd>{saidMoment(clock.target, zone, now)}</dd>
                <dt>Limit</dt>
                <dd>{saidMoment(clock.limit, zone, now)}</dd>
              </dl>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
