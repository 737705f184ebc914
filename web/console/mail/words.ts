/** Why did an e-mail not arrive, what was it, and what helps? In words. */

import type { Mail } from "./wire";

const KINDS: Record<string, string> = {
  receipt: "Receipt",
  confirmation: "Confirmation",
  reply: "Reply",
  question: "Question",
  solution: "Solution",
  answer: "Answer",
  executed: "Word of what was done",
  notice: "Notice",
  reminder: "Reminder",
  at_risk: "Alarm to a colleague: at risk",
  breached: "Alarm to a colleague: broken",
  somebody_wrote: "Alarm to a colleague: another sender",
};

const ALARMS = ["at_risk", "breached", "somebody_wrote"];

export const kindOf = ({ kind }: Mail): string => KINDS[kind] ?? kind;

/** Whether the shopper was to read it, and not a colleague. */
export const isToShopper = ({ kind }: Mail): boolean => !ALARMS.includes(kind);

/** By the codes of SMTP: the enhanced ones say more, so they come first. */
const REASONS: readonly [RegExp, string][] = [
  [/\b5\.1\.\d+\b|\b5\.2\.1\b|\b55[013] (?!5\.)/, "There is no such mailbox. The address may be mistyped."],
  [/\b[45]\.2\.2\b|\b[45]52\b/, "The mailbox is full."],
  [/\b5\.3\.4\b/, "It was too large for the mailbox."],
  [/\b5\.7\.\d+\b|\b554\b/, "The mail server refuses our e-mails. Please tell whoever runs this console."],
  [/no address with such letters/, "Our mail server takes no address with such letters."],
  [/Authentication|\b53[05]\b/, "Our mail server does not let us in. Please tell whoever runs this console."],
  [/^Returned/, "The mail server of the address gave it back."],
  [/^4\d\d|\b4\.\d\.\d\b/, "The mail server asked us to try later, again and again."],
  [/^\w*(Error|Exception|Disconnected|timeout)\w*$/i, "The mail server could not be reached."],
];

export function reasonOf({ error }: Pick<Mail, "error">): string {
  if (!error) return "The reason is not known.";
  return REASONS.find(([pattern]) => pattern.test(error))?.[1] ?? "The mail server did not take it.";
}
