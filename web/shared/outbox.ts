// What the shopper has said and the server has not acknowledged, kept over a reload. One key each, so that two tabs never
// overwrite each other's; both may send the same one, which the server stores once.

import type { Shelf } from "./shelf";
import type { Pending } from "./timeline";

const PREFIX = "outbox.";
// Older than this, a message may no longer be meant: it is shown as not sent, and the shopper decides.
const STALE_MS = 60 * 60 * 1000;

export function keep(shelf: Shelf, pending: Pending): void {
  shelf.put(PREFIX + pending.id, JSON.stringify(pending));
}

export function forget(shelf: Shelf, id: string): void {
  shelf.drop(PREFIX + id);
}

/** Everything kept, oldest first. */
export function kept(shelf: Shelf, now: Date, staleFault: string): Pending[] {
  return shelf
    .keys(PREFIX)
    .map((key) => read(shelf.get(key)))
    .filter((pending) => pending !== null)
    .sort((one, other) => one.at.localeCompare(other.at))
    .map((pending) =>
      now.getTime() - Date.parse(pending.at) > STALE_MS ? { ...pending, state: "failed", fault: staleFault } : pending,
    );
}

function read(stored: string | null): Pending | null {
  try {
    const pending = JSON.parse(stored ?? "");
    return typeof pending.id === "string" && typeof pending.text === "string" && typeof pending.at === "string"
      ? pending
      : null;
  } catch {
    return null;
  }
}
