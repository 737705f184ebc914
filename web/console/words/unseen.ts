/** What did a shopper do that nobody has acted on yet, in words? */

import type { IconName } from "../parts/icons";
import type { TicketRow, Unseen } from "../wire";
import { saidDay, saidSince } from "./times";

export interface UnseenSaid {
  icon: IconName;
  /** "Bo declined". */
  text: string;
  /** "2 h ago", "Thu 3 Dec"; empty for what happened just now, and for a call that is due. */
  when: string;
}

const DEEDS: Record<Exclude<Unseen["what"], "call">, { icon: IconName; said: string }> = {
  wrote: { icon: "speech", said: "wrote" },
  accepted: { icon: "check", said: "agreed" },
  declined: { icon: "close", said: "declined" },
  satisfied: { icon: "check", said: "is satisfied" },
  dissatisfied: { icon: "close", said: "is not satisfied" },
  reopened: { icon: "again", said: "opened this again" },
};

export function sayUnseen(
  { unseen, shopper }: Pick<TicketRow, "unseen" | "shopper">,
  timeZone: string,
  now: number,
): UnseenSaid | null {
  if (!unseen) return null;
  const name = shopper.name.trim().split(/\s+/)[0] || "The shopper";
  if (unseen.what === "call") {
    const whom = name === "The shopper" ? "the shopper" : name;
    return { icon: "phone", text: `Call ${whom}: a reminder is due and there is no e-mail address`, when: "" };
  }
  const { icon, said } = DEEDS[unseen.what];
  const since = saidSince(unseen.at, timeZone, now);
  const when = since.startsWith("since ") ? saidDay(unseen.at, timeZone, now) : since;
  return { icon, text: `${name} ${said}`, when };
}
