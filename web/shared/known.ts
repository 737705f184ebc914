// What the shopper has already told in the conversation, so that the handoff need not ask for it again.

import { LONGEST } from "./intake";
import type { AuthorKind, Message } from "./protocol";

const EMAIL = /[^\s@<>,;:"']+@[^\s@<>,;:"']+\.[a-z]{2,}/i;
const ORDER = /(?:\border\s*(?:no\.?|number|nr\.?|#)?\s*[:#]?\s*|#)([a-z]{0,4}-?\d[\w-]{3,30})/i;

export interface Known {
  details: string;
  email: string;
  order_number: string;
}

export function knownFrom(messages: readonly Message[]): Known {
  const all = saidBy(messages).join("\n");
  return {
    details: theEndOf(concernOf(messages)),
    email: (EMAIL.exec(all)?.[0] ?? "").replace(/[.!?]+$/, ""),
    order_number: ORDER.exec(all)?.[1] ?? "",
  };
}

/** As much as the form takes; what was said last tells most. A character that was cut in two is left out. */
function theEndOf(text: string): string {
  return text
    .slice(-LONGEST.details)
    .replace(/^[\uDC00-\uDFFF]/, "")
    .trim();
}

const SHOP: readonly AuthorKind[] = ["agent", "system"];

/** What the shopper wrote since the shop last did: without taps, small talk and wishes for a person. */
function concernOf(messages: readonly Message[]): string {
  const answered = messages.reduce((at, { author }, here) => (SHOP.includes(author.kind) ? here + 1 : at), 0);
  const recent = messages.slice(answered);
  const offered = new Set(recent.flatMap(({ options }) => options.map(({ label }) => label)));
  const chatted = smallTalkIn(recent);
  const own = recent.filter(({ id, text }) => !offered.has(text) && !chatted.has(id) && !isWish(text));
  return saidBy(own).join("\n");
}

const saidBy = (messages: readonly Message[]): string[] =>
  messages.filter(({ author }) => author.kind === "shopper").map(({ text }) => text);

/** Ids of what got nothing but a friendly word back: no answer, no choice and no person. */
function smallTalkIn(messages: readonly Message[]): Set<string> {
  const replies = messages.filter(({ author, reply_to }) => author.kind === "assistant" && reply_to !== null);
  const taken = new Set(replies.filter((reply) => !isFriendlyWord(reply)).map(({ reply_to }) => reply_to));
  return new Set(replies.flatMap(({ reply_to }) => (reply_to === null || taken.has(reply_to) ? [] : [reply_to])));
}

const isFriendlyWord = ({ entry, options, handoff }: Message): boolean =>
  entry === null && options.length === 0 && handoff === null;

const PERSON = wordsOf(
  "human humans person people ppl agent someone somebody representative rep operator manager supervisor staff team",
);
const AROUND = wordsOf(
  "a an the any some real live actual i im id we me us my you your they he she it is are am be being can could may " +
    "would will like want wanna need wish have get give let put pass hand connect transfer bring take talk speak chat " +
    "write call contact ask to with through over on from of for at in member customer service support care here there " +
    "now please pls plz thanks hi hello hey just ok not no bot robot machine computer this that instead of dont don t d",
);

/** Nothing but the wish for a person: the ticket itself is the answer to it. */
function isWish(text: string): boolean {
  const words = text.toLowerCase().match(/\p{L}+|\p{N}+/gu) ?? [];
  return words.some((word) => PERSON.has(word)) && words.every((word) => PERSON.has(word) || AROUND.has(word));
}

function wordsOf(list: string): ReadonlySet<string> {
  return new Set(list.split(" "));
}
