// What the shopper has already told in the conversation, so that the handoff need not ask for it again.

import { LONGEST } from "./intake";
import type { Message } from "./protocol";

const EMAIL = /[^\s@<>,;:"']+@[^\s@<>,;:"']+\.[a-z]{2,}/i;
const ORDER = /(?:\border\s*(?:no\.?|number|nr\.?|#)?\s*[:#]?\s*|#)([a-z]{0,4}-?\d[\w-]{3,30})/i;

export interface Known {
  details: string;
  email: string;
  order_number: string;
}

export function knownFrom(messages: readonly Message[]): Known {
  const said = messages.filter((message) => message.author.kind === "shopper").map((message) => message.text);
  const all = said.join("\n");
  return {
    details: all.slice(0, LONGEST.details),
    email: (EMAIL.exec(all)?.[0] ?? "").replace(/[.!?]+$/, ""),
    order_number: ORDER.exec(all)?.[1] ?? "",
  };
}
