/** What the server tells staff, and what a console may ask of it: the shapes of /api/v1 and of the /console namespace. */

import type { Mail } from "./mail/wire";

export type Role = "agent" | "editor" | "lead";
export type Step = "received" | "verifying" | "proposing" | "executing" | "following_up" | "closed";
export type Kind = "general" | "complex";
export type PromiseName = "confirmation" | "resolution" | "update";
export type ClockState = "running" | "paused" | "kept" | "breached" | "superseded" | "void";
export type View = "open" | "mine" | "unheld" | "waiting" | "held" | "closed";

export type Verb =
  | "claim"
  | "release"
  | "transfer"
  | "confirm"
  | "verify"
  | "propose"
  | "answer"
  | "consent"
  | "execute"
  | "follow-up"
  | "reply"
  | "ask"
  | "call"
  | "note"
  | "correct"
  | "classify"
  | "extend"
  | "snooze"
  | "discard"
  | "merge"
  | "reopen"
  | "answered"
  | "accept"
  | "only-thanks";

export interface Person {
  id: string;
  name: string;
}

export interface Colleague extends Person {
  role: Role;
}

export interface Canned {
  name: string;
  title: string;
  topics: string[];
  text: string;
}

export interface KnowledgeProblem {
  level: "error" | "warning";
  file: string;
  line: number | null;
  message: string;
  mend: string;
}

/** A time promised in business days: at risk after the target, breached after the limit. */
export interface Promised {
  target: number;
  limit: number;
  /** "2-3 business days". */
  said: string;
}

export interface Me {
  user: { id: string; email: string; name: string; role: Role };
  shop: { name: string; time_zone: string };
  promises: Record<PromiseName, Promised>;
  mail_leaves: boolean;
  /** E-mails that could not be delivered and wait for somebody. */
  mail: { dead: number };
  sections: { ref: string; title: string }[];
  canned: Canned[];
  people: Colleague[];
  knowledge_problems: KnowledgeProblem[];
  now: string;
}

export interface NextPromise {
  promise: PromiseName;
  target: string;
  limit: string;
  state: ClockState;
  at_risk: boolean;
}

export interface Clock extends NextPromise {
  started_at: string;
  stopped_at: string | null;
}

export interface Shopper {
  name: string;
  email: string | null;
  phone: string | null;
  order_number: string | null;
  product: string | null;
  sku: string | null;
  online: boolean;
}

/** What a shopper did, or what is due to them by phone, that no person has acted on yet. */
export interface Unseen {
  what: "wrote" | "accepted" | "declined" | "satisfied" | "dissatisfied" | "reopened" | "call";
  at: string;
}

export interface Waiting {
  since: string;
  for: "answer" | "consent";
}

/** A ticket as the queue lists it. */
export interface TicketRow {
  number: string;
  version: number;
  step: Step;
  kind: Kind;
  topic: string;
  /** The first line of what the shopper wrote. */
  subject: string;
  assignee: Person | null;
  waiting: Waiting | null;
  next: NextPromise | null;
  /** Every promise made, as it stands. */
  clocks: Clock[];
  unseen: Unseen | null;
  shopper: Shopper;
  received_at: string;
  closed_at: string | null;
  outcome: string | null;
  /** If its shopper says nothing, while it waits for their answer or their word on the result. */
  closes_by_itself_at: string | null;
  /** When it goes back into the queue, as long as who took it does nothing with it. */
  claim_lapses_at: string | null;
  /** Since when it is offered to everybody, as who holds it is away while a promise is at risk. */
  offered_at: string | null;
  snoozed_until: string | null;
  /** Suspected spam, held until a person has looked. */
  held: boolean;
}

export interface Attachment {
  id: string;
  name: string;
  url: string;
  width: number | null;
  height: number | null;
  size: number;
}

export interface Source {
  policy: string;
  section: string;
  title: string;
  url: string;
}

export interface Message {
  seq: number | null;
  id: string;
  reply_to: string | null;
  author: { kind: "shopper" | "assistant" | "agent" | "system" | "note"; name: string | null };
  text: string;
  html: string;
  entry: string | null;
  options: { id: string; label: string }[];
  source: Source | null;
  attachments: Attachment[];
  /** The shopper's thumb on an answer of the assistant. */
  helpful: boolean | null;
  /** All of an e-mail, where `text` is only what is new in it. */
  whole?: string | null;
  at: string;
}

export interface TicketEvent {
  kind: string;
  at: string;
  actor: { kind: string; name: string | null };
  text: string;
  data: Record<string, unknown>;
}

/** What an inquiry came with. */
export interface Story {
  details: string;
  /** The message that led to it, where the details are a whole chat. */
  about: string | null;
  asked: { text: string; at: string }[];
  answered: { entry: string; title: string; confidence: number; helpful: boolean | null }[];
  reason: string;
}

export interface Brief extends Story {
  intake: Record<string, unknown>;
  attachments: Attachment[];
  /** What the inquiries merged into it had come with. */
  absorbed: (Story & { number: string })[];
}

export interface Solution {
  version: number;
  text: string;
  kind: string;
  section: string;
  fault: string;
  /** In words; empty for nothing. */
  cost: string;
  consent: "accept" | "decline" | null;
  proposed_at: string;
}

/** A ticket as its own page shows it. */
export interface Ticket extends TicketRow {
  brief: Brief;
  messages: Message[];
  events: TicketEvent[];
  guidance: string;
  actions: Verb[];
  solution: Solution | null;
  verification: { checked: string; found: string } | null;
  /** What was done, as the shopper was told. */
  executed: string | null;
  merged_into: string | null;
  url: string;
  /** The ids under which something was asked for and done. */
  requests: string[];
  /** E-mails about it that could not be delivered and wait for somebody. */
  dead_mails: Mail[];
  /** The newest others of the same e-mail address. */
  related: Related[];
}

/** Another ticket of the same shopper. */
export interface Related {
  number: string;
  subject: string;
  step: Step;
  outcome: string | null;
  received_at: string;
}

export interface Counts {
  open: number;
  mine: number;
  unheld: number;
  /** Perhaps spam, held until a person has looked. */
  held?: number;
  at_risk: number;
  breached: number;
  /** Of those, what can be taken. */
  unheld_at_risk: number;
  unheld_breached: number;
  waiting: number;
}

export interface TicketPage {
  tickets: TicketRow[];
  next: string | null;
  counts: Counts;
}

export interface Notice {
  kind: "at_risk" | "breached" | "offer" | "new" | "mail_failed" | "somebody_wrote" | "shopper" | "review";
  number: string;
  text: string;
  at: string;
}
