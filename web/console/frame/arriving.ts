/** Says once, on signing in and when the connection is back, what is late or at risk and held by nobody. */

import type { Live } from "../live";
import { arrival, sayUnheld } from "../notices";
import type { QueueFeed } from "../queue/feed";
import type { Counts } from "../wire";

export function tellOnArriving(queue: Pick<QueueFeed, "state">, live: Pick<Live, "on">): void {
  let arriving = true;
  let known: Counts | null = null;
  live.on("back", () => {
    arriving = true;
  });
  queue.state.subscribe(() => {
    const { counts } = queue.state.value;
    // Counts from before the connection was lost say nothing of now.
    if (!counts || counts === known) return;
    known = counts;
    // While it stands it says how many there are by now.
    if (arriving || arrival.value) arrival.set(sayUnheld(counts));
    arriving = false;
  });
}
