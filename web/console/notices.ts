/** What has happened while an agent does something else, and which of it comes first. Drawn by toasts.tsx. */

import { Store } from "./store";
import type { Counts, Notice } from "./wire";
import { counted } from "./words/labels";

export const notices = new Store<readonly Notice[]>([]);

/** What is late or at risk and held by nobody, said once on arriving; empty for nothing. */
export const arrival = new Store("");

export interface Toast {
  kind: Notice["kind"];
  /** Several only where they are offers, which are told together. */
  about: readonly Notice[];
}

/** The newest first; a later notice replaces an earlier one of the same ticket about the same. */
export function noticed(before: readonly Notice[], notice: Notice): readonly Notice[] {
  const replaced = (each: Notice): boolean =>
    each.number === notice.number && subjectOf(each.kind) === subjectOf(notice.kind);
  return [notice, ...before.filter((each) => !replaced(each))];
}

export const dismissed = (before: readonly Notice[], gone: readonly Notice[]): readonly Notice[] =>
  before.filter((notice) => !gone.includes(notice));

/** The most urgent first, of equal urgency the newest; offers as one. `holds` tells the tickets one holds oneself. */
export function toastsOf(all: readonly Notice[], holds: (number: string) => boolean): readonly Toast[] {
  const inOrder = [...all].sort((one, other) => urgencyOf(one, holds) - urgencyOf(other, holds));
  const offers = inOrder.filter(({ kind }) => kind === "offer");
  return inOrder
    .filter((notice) => notice.kind !== "offer" || notice === offers[0])
    .map((notice) => ({ kind: notice.kind, about: notice.kind === "offer" ? offers : [notice] }));
}

/** "2 tickets are late and 3 at risk, and nobody holds them."; empty where everything late has somebody. */
export function sayUnheld({ unheld_breached: late, unheld_at_risk: atRisk }: Counts): string {
  if (!late && !atRisk) return "";
  const verb = (late || atRisk) === 1 ? "is" : "are";
  const said = late
    ? `${counted(late, "ticket")} ${verb} late${atRisk ? ` and ${atRisk} at risk` : ""}`
    : `${counted(atRisk, "ticket")} ${verb} at risk`;
  return `${said}, and nobody holds ${late + atRisk === 1 ? "it" : "them"}.`;
}

/** Own breaches, then others'; what of one's own is at risk; what a shopper did; offers; everything else. */
function urgencyOf({ kind, number }: Notice, holds: (number: string) => boolean): number {
  if (kind === "breached") return holds(number) ? 0 : 1;
  const place = (["at_risk", "shopper", "offer"] as const).indexOf(kind as "at_risk" | "shopper" | "offer");
  return place < 0 ? 5 : 2 + place;
}

/** How a promise stands is told once a ticket; what its shopper did stands beside it. */
const subjectOf = (kind: Notice["kind"]): string =>
  kind === "at_risk" || kind === "breached" || kind === "offer" ? "promise" : kind;
