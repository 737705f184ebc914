/** Which fields does an action need, what do they start with, and what is sent? Pure; drawn by action-form.tsx. */

import type { Me, Ticket, Verb } from "../wire";
import { stepWords } from "../words/labels";
import { promiseName } from "../words/promises";
import { momentOfWallTime, saidMoment, wallTimeOf } from "../words/times";
import type { Values } from "./drafts";

export interface Choice {
  value: string;
  label: string;
}

export interface Field {
  name: string;
  label: string;
  as: "text" | "area" | "message" | "choice" | "pick" | "moment" | "day" | "ticket";
  hint?: string;
  optional?: boolean;
  choices?: readonly Choice[];
  /** The latest moment that can be chosen. */
  latest?: string;
}

export interface Form {
  /** What the form is called on its tab. */
  name: string;
  /** What its button says. */
  submit: string;
  /** Why, and what follows from it: one sentence. */
  purpose: string;
  /** What to think of before sending. */
  caution?: string;
  fields: readonly Field[];
  /** The shopper reads it. */
  reaches?: boolean;
  danger?: boolean;
}

export interface Around {
  ticket: Ticket;
  me: Me;
  now: number;
}

const YES_NO = (yes: string, no: string): Choice[] => [
  { value: "yes", label: yes },
  { value: "no", label: no },
];

export const SOLUTION_KINDS: readonly Choice[] = [
  { value: "information", label: "Information" },
  { value: "guidance", label: "Guidance" },
  { value: "refund", label: "Refund" },
  { value: "redelivery", label: "Redelivery" },
  { value: "replacement", label: "Replacement" },
  { value: "other", label: "Other" },
];

export const FAULTS: readonly Choice[] = [
  { value: "shop", label: "Ours" },
  { value: "carrier", label: "The carrier's" },
  { value: "shopper", label: "The shopper's" },
  { value: "nobody", label: "Nobody's" },
];

const message = (label = "Message"): Field => ({ name: "text", label, as: "message" });
const noteField = (label: string, optional = true): Field => ({ name: "note", label, as: "area", optional });

export function formOf(verb: Verb, { ticket, me, now }: Around): Form {
  const shopper = ticket.shopper.name || "The shopper";
  const sections = me.sections.map(({ ref, title }) => ({ value: ref, label: title }));
  const section: Field = { name: "section", label: "Policy section it rests on", as: "pick", choices: sections };
  const checked: Field = {
    name: "checked",
    label: "What was checked",
    as: "text",
    hint: "Order record, product information, transaction",
  };
  switch (verb) {
    case "claim":
      return { name: "Claim", submit: "Claim this ticket", purpose: "Nobody holds this ticket.", fields: [] };
    case "release":
      return {
        name: "Release",
        submit: "Release the ticket",
        purpose: "It goes back to the queue, at its place. Promises run on.",
        fields: [],
      };
    case "transfer":
      return {
        name: "Transfer",
        submit: "Transfer the ticket",
        purpose: "Promises run on; your colleague sees your note.",
        fields: [
          { name: "to", label: "To", as: "pick", choices: colleagues(me, ticket) },
          noteField("How it stands", false),
        ],
      };
    case "confirm":
      return {
        name: "Confirm receipt",
        submit: "Send confirmation",
        purpose: `Says that you have reviewed the inquiry, and repeats its key information so that ${shopper} can correct it.`,
        fields: [message("Confirmation")],
        reaches: true,
      };
    case "verify":
      return {
        name: "Record verification",
        submit: "Record what was found",
        purpose: "Stays with the team. The solution is built on it.",
        fields: [checked, { name: "found", label: "What was found", as: "area" }],
      };
    case "propose":
      return {
        name: ticket.solution ? "Propose another solution" : "Propose a solution",
        submit: "Send the solution",
        purpose: `${shopper} reads it, and decides on it on their ticket page.`,
        fields: [
          message("Solution"),
          {
            name: "kind",
            label: "Kind of solution",
            as: "choice",
            hint: "Information and guidance need no consent",
            choices: SOLUTION_KINDS,
          },
          section,
          { name: "fault", label: "Whose fault was it?", as: "choice", choices: FAULTS },
          { name: "cost", label: "What it costs the shopper", as: "text", hint: "0 for nothing" },
        ],
        reaches: true,
      };
    case "answer":
      return {
        name: "Answer at once",
        submit: "Send the answer",
        purpose: "For a plain question: confirms, records what you checked and solves, in one message.",
        fields: [message("Answer"), checked, section],
        reaches: true,
      };
    case "consent":
      return {
        name: "Record consent",
        submit: "Record the decision",
        purpose: `For what ${shopper} told you in chat or by phone. They can also decide on their ticket page.`,
        fields: [
          { name: "decision", label: "Decision", as: "choice", choices: CONSENT },
          noteField("When and how it was given", false),
        ],
      };
    case "execute":
      return {
        name: "Tell it is done",
        submit: "Send and go to follow-up",
        purpose: `Tells ${shopper} what was done, and asks whether they are satisfied.`,
        fields: [message("What was done")],
        reaches: true,
      };
    case "follow-up":
      return {
        name: "Record the follow-up",
        submit: "Record the answer",
        purpose: "Satisfied closes the ticket; not satisfied goes back to the solution.",
        fields: [
          {
            name: "satisfied",
            label: "Is the shopper satisfied?",
            as: "choice",
            choices: YES_NO("Satisfied", "Not satisfied"),
          },
          noteField("What they said"),
        ],
      };
    case "reply":
      return {
        name: "Reply",
        submit: "Send reply",
        purpose: ticket.shopper.online
          ? `${shopper} is in the chat now and reads it at once.`
          : `${shopper} reads it in the chat, on the ticket page or by e-mail.`,
        fields: [message("Reply")],
        reaches: true,
      };
    case "ask":
      return {
        name: "Ask and wait",
        submit: "Send and wait",
        purpose:
          ticket.kind === "general"
            ? "The resolution promise pauses until the shopper answers; reminders go out by themselves."
            : "Waits for the shopper's answer; reminders go out by themselves. Updates stay promised meanwhile.",
        caution: confirmationOwed(ticket, me.shop.time_zone, now),
        fields: [message("Question")],
        reaches: true,
      };
    case "call":
      return {
        name: "Log a call",
        submit: "Log the call",
        purpose: "A call that reached the shopper counts as an update.",
        fields: [
          { name: "reached", label: "Did you reach them?", as: "choice", choices: YES_NO("Reached", "Not reached") },
          noteField("What was said", false),
        ],
      };
    case "note":
      return {
        name: "Note",
        submit: "Add note",
        purpose: "Only the team sees notes.",
        fields: [{ name: "text", label: "Note", as: "area" }],
      };
    case "correct":
      return {
        name: "Correct the details",
        submit: "Correct",
        purpose: `What ${shopper} gave, put right. E-mails that wait go to the new address; the record says which fields.`,
        fields: DETAILS.map(({ name, label }) => ({ name, label, as: "text" })),
      };
    case "classify":
      return {
        name: ticket.kind === "general" ? "Make complex" : "Make general",
        submit: ticket.kind === "general" ? "Make it complex" : "Make it general",
        purpose:
          ticket.kind === "general"
            ? "The resolution promise is replaced by regular updates. The shopper is told."
            : "Regular updates are replaced by a resolution promise. The shopper is told.",
        fields: [{ name: "reason", label: "Reason", as: "area" }],
        reaches: true,
      };
    case "extend":
      return {
        name: "Extend a promise",
        submit: "Extend and tell the shopper",
        purpose: "Only before the limit, and never without telling the shopper the new date.",
        fields: [
          { name: "clock", label: "Promise", as: "choice", choices: running(ticket) },
          { name: "until", label: "New limit", as: "day", hint: "Closing time of that day, a business day" },
          message("Message that names the new date"),
          { name: "reason", label: "Reason, for the record", as: "area" },
        ],
        reaches: true,
      };
    case "snooze":
      return {
        name: "Snooze",
        submit: "Snooze",
        purpose: "Set aside until then, or until the shopper writes; its place in the queue stays. Never past a limit.",
        fields: [snoozeUntil(ticket, me.shop.time_zone, now)],
      };
    case "discard":
      return {
        name: "Discard",
        submit: "Discard the ticket",
        purpose: "For what is no inquiry. Its promises end as void and are counted apart.",
        fields: [{ name: "reason", label: "It is", as: "choice", choices: DISCARDS }, noteField("Why")],
        danger: true,
      };
    case "merge":
      return {
        name: "Merge",
        submit: "Merge into that ticket",
        purpose: "Everything moves there; the earliest receipt and dates are kept, and this ticket's link leads there.",
        fields: [{ name: "into", label: "Number of the ticket that stays", as: "ticket" }],
        danger: true,
      };
    case "answered":
      return {
        name: "Record their answer",
        submit: "Record the answer",
        purpose: `For an answer that ${shopper} gave elsewhere. The wait ends and the promise runs on.`,
        fields: [noteField("How they answered, and what", false)],
      };
    case "accept":
      return {
        name: "Accept as an inquiry",
        submit: "It is an inquiry",
        purpose: "It was held as perhaps spam. Accepted, it joins the queue and its receipt goes out.",
        fields: [],
      };
    case "only-thanks":
      return {
        name: "It was only thanks",
        submit: "Take the reopening back",
        purpose: "The message that reopened this ticket asked for nothing.",
        fields: [],
      };
    case "reopen":
      return {
        name: "Reopen",
        submit: "Reopen the ticket",
        purpose: "Goes back to the solution, with a fresh promise from now.",
        fields: [{ name: "reason", label: "Reason", as: "area" }],
      };
  }
}

/** Asking does not stop the confirmation's clock, and pauses nothing of it. */
function confirmationOwed({ clocks }: Ticket, timeZone: string, now: number): string | undefined {
  const owed = clocks.find(({ promise, stopped_at }) => promise === "confirmation" && !stopped_at);
  if (!owed) return undefined;
  const limit = saidMoment(owed.limit, timeZone, now);
  const still = Date.parse(owed.limit) < now ? `is owed since ${limit}` : `is still owed by ${limit}`;
  return `The confirmation ${still}: confirm first, or ask within the confirmation.`;
}

/** What a shopper gives with an inquiry, and agents may put right. */
const DETAILS = [
  { name: "name", label: "Name" },
  { name: "email", label: "E-mail" },
  { name: "phone", label: "Phone" },
  { name: "order_number", label: "Order number" },
  { name: "product", label: "Product" },
  { name: "sku", label: "SKU" },
] as const;

const given = ({ shopper }: Ticket): Values =>
  Object.fromEntries(DETAILS.map(({ name }) => [name, shopper[name] ?? ""]));

/** What differs from what is on record; empty takes it away. */
function corrected(values: Values, ticket: Ticket): Values {
  const before = given(ticket);
  return Object.fromEntries(
    DETAILS.map(({ name }) => [name, (values[name] ?? before[name] ?? "").trim()] as const).filter(
      ([name, value]) => value !== before[name],
    ),
  );
}

function snoozeUntil({ next }: Ticket, timeZone: string, now: number): Field {
  const field: Field = { name: "until", label: "Until", as: "moment" };
  if (!next || Date.parse(next.limit) <= now) return field;
  const hint = `At the latest ${saidMoment(next.limit, timeZone, now)}, when a promise falls due`;
  return { ...field, hint, latest: wallTimeOf(next.limit, timeZone) };
}

const CONSENT: readonly Choice[] = [
  { value: "accept", label: "Agreed" },
  { value: "decline", label: "Declined" },
];

const DISCARDS: readonly Choice[] = [
  { value: "spam", label: "Spam" },
  { value: "test", label: "A test" },
  { value: "duplicate", label: "A duplicate" },
];

const colleagues = (me: Me, ticket: Ticket): Choice[] =>
  me.people
    .filter(({ id, role }) => role !== "editor" && id !== ticket.assignee?.id)
    .map(({ id, name, role }) => ({ value: id, label: role === "lead" ? `${name} (lead)` : name }));

const running = (ticket: Ticket): Choice[] =>
  ticket.clocks
    .filter(({ state }) => state === "running")
    .map(({ promise }) => ({ value: promise, label: promiseName(promise) }));

/** What a form holds before anything is typed. */
export function valuesAtFirst(verb: Verb, around: Around): Values {
  const values: Values = Object.fromEntries(formOf(verb, around).fields.map(({ name }) => [name, ""]));
  const { ticket } = around;
  if (verb === "confirm") return { ...values, text: confirmationText(around) };
  if (verb === "execute" && ticket.solution) return { ...values, text: executionText(around) };
  if (verb === "propose" && ticket.solution) {
    const { text, kind, section, fault, cost } = ticket.solution;
    return { ...values, text, kind, section, fault, cost: cost || "0" };
  }
  if (verb === "correct") return { ...values, ...given(ticket) };
  if (verb === "extend") return { ...values, clock: running(ticket)[0]?.value ?? "" };
  return values;
}

/** The confirmation that the policy asks for: reviewed, the key information restated, and what happens next. */
export function confirmationText({ ticket, me, now }: Around): string {
  const { shopper } = ticket;
  const known = [
    shopper.order_number && `- Order number: ${shopper.order_number}`,
    (shopper.product || shopper.sku) && `- Product: ${productWords(shopper.product, shopper.sku)}`,
    ticket.brief.attachments.length > 0 && `- Screenshots: ${ticket.brief.attachments.length}`,
  ].filter((line): line is string => typeof line === "string");
  return [
    `Hello ${firstName(shopper.name)},`,
    "",
    "thank you for writing to us. I have reviewed your inquiry:",
    "",
    // As a quotation: what the shopper wrote is not the agent's own words.
    `> ${firstLines(ticket.brief.about ?? ticket.brief.details)}`,
    "",
    ...(known.length > 0 ? ["With it I have noted:", "", ...known, ""] : []),
    `${nextWords(ticket, me.shop.time_zone, now)} If anything here is not right, please tell me on your ticket page.`,
    "",
    ...greeting(me),
  ].join("\n");
}

function nextWords(ticket: Ticket, timeZone: string, now: number): string {
  const resolution = ticket.clocks.find(({ promise, state }) => promise === "resolution" && state === "running");
  const limit = resolution && Date.parse(resolution.limit) > now ? saidMoment(resolution.limit, timeZone, now) : null;
  return limit
    ? `I am now checking the details; you will have our complete reply by ${limit}.`
    : "I am now checking the details and will keep you up to date until it is resolved.";
}

const DONE_GAP = "[what was done]";

const executionText = ({ ticket, me }: Around): string =>
  [
    `Hello ${firstName(ticket.shopper.name)},`,
    "",
    `we have done what we agreed: ${DONE_GAP}.`,
    "",
    "Is everything as you need it now? You can tell us on your ticket page.",
    "",
    ...greeting(me),
  ].join("\n");

// Two spaces at the end keep the line break where the text is read as Markdown.
const greeting = (me: Me): string[] => ["Kind regards,  ", firstName(me.user.name)];

const productWords = (product: string | null, sku: string | null): string =>
  product && sku ? `${product} (${sku})` : (product ?? sku ?? "");

const firstName = (name: string): string => name.trim().split(/\s+/)[0] || "there";

const QUOTED = 400;

function firstLines(details: string): string {
  const flat = details.trim().replaceAll(/\s+/g, " ");
  return flat.length > QUOTED ? `${flat.slice(0, QUOTED).trimEnd()}...` : flat;
}

/** At fault `shop`, a cost is refused: the field is not even asked. */
export const costAsked = (values: Values): boolean => values.fault !== "shop";

/** What is missing or cannot be, by field, before the server is bothered. */
export function faultsOf(verb: Verb, values: Values, around: Around): Record<string, string> {
  const faults: Record<string, string> = {};
  if (verb === "correct") return correctionFaults(values, around);
  for (const field of formOf(verb, around).fields) {
    const value = (values[field.name] ?? "").trim();
    if (field.name === "cost" && !costAsked(values)) continue;
    const gap = field.as === "message" ? gapIn(value, around.me) : null;
    if (!value && !field.optional) faults[field.name] = missing(field);
    else if (gap) faults[field.name] = `There is still a gap to fill in: ${gap}`;
    else if (value && field.as === "ticket") {
      const number = ticketNumber(value);
      if (!number) faults[field.name] = "Write the number of a ticket, like 10001.";
      else if (number === around.ticket.number) faults[field.name] = "This is the number of this ticket.";
    } else if (value && field.as === "moment") {
      const moment = momentOfWallTime(value, around.me.shop.time_zone);
      if (!moment || Date.parse(moment) <= around.now) faults[field.name] = "Choose a moment that is still to come.";
    }
  }
  return faults;
}

function correctionFaults(values: Values, { ticket }: Around): Record<string, string> {
  const now = { ...given(ticket), ...values };
  if (!now.name?.trim()) return { name: "Please fill this in." };
  if (!now.email?.trim() && !now.phone?.trim()) return { email: "Keep an e-mail address or a phone number." };
  return Object.keys(corrected(values, ticket)).length === 0 ? { email: "Nothing is changed yet." } : {};
}

/** Prepared texts leave gaps, "[amount]": none of those may reach a shopper. */
export function gapIn(text: string, me: Me): string | null {
  const gaps = [DONE_GAP, ...me.canned.flatMap((canned) => canned.text.match(GAP) ?? [])];
  return gaps.find((gap) => text.includes(gap)) ?? null;
}

/** In square brackets, and no link. */
export const GAP = /\[[^\]\n]+\](?!\()/g;

function missing(field: Field): string {
  if (field.as === "choice" || field.as === "pick") return "Please choose one.";
  if (field.as === "moment") return "Please choose a date and a time.";
  if (field.as === "day") return "Please choose a day.";
  return "Please fill this in.";
}

const ticketNumber = (value: string): string | null => /^#?(\d{1,18})$/.exec(value.trim())?.[1] ?? null;

/** Asked of a lead, and of nobody else, once the server has found words of disrespect. */
export const RESPECT_REASON: Field = {
  name: "respect_reason",
  label: "Why these words may go out all the same",
  as: "text",
  optional: true,
  hint: "Better reword them. As a lead you can let them pass; the reason goes on record.",
};

/** The body of the POST, but for the id that makes it done once. */
export function payloadOf(verb: Verb, values: Values, around: Around): Record<string, unknown> {
  const released = (values[RESPECT_REASON.name] ?? "").trim();
  const evidence = evidenceOf(verb, values, around);
  return released ? { ...evidence, [RESPECT_REASON.name]: released } : evidence;
}

function evidenceOf(verb: Verb, values: Values, around: Around): Record<string, unknown> {
  const text = (name: string): string => (values[name] ?? "").trim();
  const moment = (name: string): string | null => momentOfWallTime(text(name), around.me.shop.time_zone);
  switch (verb) {
    case "claim":
    case "release":
    case "accept":
    case "only-thanks":
      return {};
    case "answered":
      return { note: text("note") };
    case "transfer":
      return { to: text("to"), note: text("note") };
    case "confirm":
    case "execute":
    case "note":
    case "reply":
    case "ask":
      return { text: text("text") };
    case "verify":
      return { checked: text("checked"), found: text("found") };
    case "propose":
      return {
        text: text("text"),
        kind: text("kind"),
        section: text("section"),
        fault: text("fault"),
        cost: costAsked(values) ? text("cost") : "0",
      };
    case "answer":
      return { text: text("text"), checked: text("checked"), section: text("section") };
    case "consent":
      return { decision: text("decision"), note: text("note") };
    case "follow-up":
      return { satisfied: text("satisfied") === "yes", note: text("note") };
    case "call":
      return { reached: text("reached") === "yes", note: text("note") };
    case "correct":
      return corrected(values, around.ticket);
    case "classify":
      return { kind: around.ticket.kind === "general" ? "complex" : "general", reason: text("reason") };
    case "extend":
      return { clock: text("clock"), until: text("until"), text: text("text"), reason: text("reason") };
    case "snooze":
      return { until: moment("until") };
    case "discard":
      return { reason: text("reason"), note: text("note") };
    case "merge":
      return { into: ticketNumber(text("into")) };
    case "reopen":
      return { reason: text("reason") };
  }
}

/** What was done, in words, for the line that says so. */
export function doneWords(verb: Verb, ticket: Ticket): string {
  switch (verb) {
    case "claim":
      return "You hold this ticket now.";
    case "release":
      return "The ticket is back in the queue.";
    case "transfer":
      return `The ticket is with ${ticket.assignee?.name ?? "your colleague"} now.`;
    case "reply":
    case "ask":
      return "Sent.";
    case "note":
      return "Note added.";
    case "call":
      return "Call logged.";
    case "correct":
      return "Corrected.";
    case "snooze":
      return "Snoozed; it comes back by itself.";
    case "extend":
      return "Extended; the shopper is told.";
    case "classify":
      return `The ticket is ${ticket.kind} now.`;
    default:
      return ticket.step === "closed"
        ? "The ticket is closed."
        : `Done. Step now: ${stepWords(ticket.step).toLowerCase()}.`;
  }
}
