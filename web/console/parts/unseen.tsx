/** What a shopper did that nobody has acted on yet: a shape and words, so that it is seen without its colour. */

import { useSession } from "../session";
import type { TicketRow } from "../wire";
import { sayUnseen } from "../words/unseen";
import { Icon } from "./icons";

export function UnseenMark({ ticket, now }: { ticket: TicketRow; now: number }) {
  const { me } = useSession();
  const said = sayUnseen(ticket, me.shop.time_zone, now);
  if (!said) return null;
  return (
    <span class="unseen">
      <Icon name={said.icon} />
      <span>
        <strong>{said.text}</strong>
        {said.when && <span class="beside"> · {said.when}</span>}
      </span>
    </span>
  );
}
