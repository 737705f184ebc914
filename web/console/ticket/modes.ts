/** Which action is the next step of the process, which stand beside it, and which are out of the way? */

import type { Ticket, Verb } from "../wire";

export interface Modes {
  /** The next step: the one primary action; null where nothing is to be done but wait. */
  primary: Verb | null;
  /** Always a click away. */
  beside: readonly Verb[];
  /** Behind "More". */
  more: readonly Verb[];
}

const NEXT_STEPS: Record<Ticket["step"], readonly Verb[]> = {
  received: ["confirm", "answer"],
  verifying: ["verify"],
  proposing: ["propose"],
  executing: ["execute", "consent"],
  following_up: ["follow-up"],
  closed: [],
};

// What cannot be taken back comes last.
const MORE: readonly Verb[] = [
  "accept",
  "transfer",
  "release",
  "correct",
  "classify",
  "snooze",
  "extend",
  "reopen",
  "confirm",
  "verify",
  "propose",
  "execute",
  "follow-up",
  "merge",
  "discard",
];

const BESIDE: readonly Verb[] = [
  "claim",
  "only-thanks",
  "answer",
  "consent",
  "answered",
  "reply",
  "ask",
  "call",
  "note",
];

export function modesOf(ticket: Ticket): Modes {
  const allowed = new Set(ticket.actions);
  // One's own ticket may be claimed again, which changes nothing; a colleague's only while it is offered.
  if (ticket.assignee && !ticket.offered_at) allowed.delete("claim");
  const primary = primaryOf(ticket, allowed);
  const rest = (verb: Verb): boolean => verb !== primary && allowed.has(verb);
  return { primary, beside: BESIDE.filter(rest), more: MORE.filter(rest) };
}

function primaryOf(ticket: Ticket, allowed: ReadonlySet<Verb>): Verb | null {
  if (ticket.held && allowed.has("accept")) return "accept";
  if (!ticket.assignee && allowed.has("claim")) return "claim";
  return nextStepsOf(ticket).find((verb) => allowed.has(verb)) ?? null;
}

/** While consent is out, recording it is what an agent can do; executing comes after. */
function nextStepsOf(ticket: Ticket): readonly Verb[] {
  const undecided = ticket.step === "executing" && ticket.solution?.consent === null;
  return undecided ? ["consent", "execute"] : NEXT_STEPS[ticket.step];
}

/** Where the desk stands when the ticket opens: at what was begun and not sent, else at the next step. */
export function modeAtFirst(ticket: Ticket, hasDraft: (verb: Verb) => boolean): Verb | null {
  const { primary, beside, more } = modesOf(ticket);
  const drafted = [...beside, ...(primary ? [primary] : []), ...more].find(hasDraft);
  return drafted ?? primary ?? (ticket.step === "closed" ? null : (beside[0] ?? null));
}
