// What the server and a shopper's browser say to each other, on the socket and over HTTP alike.
// Times are ISO 8601 with offset. Ids made here are UUIDs; ids made by the server are opaque.

export type Owner = "assistant" | "queue" | "agent";
export type AuthorKind = "shopper" | "assistant" | "agent" | "system";
export type Step = "received" | "verifying" | "proposing" | "executing" | "following_up" | "closed";
export type TicketKind = "general" | "complex";
export type IntakeField = "name" | "email" | "phone" | "order_number" | "product" | "sku" | "details";

export interface Option {
  /** An entry id, `none_of_these` or `person`. */
  id: string;
  label: string;
}

export interface Source {
  policy: string;
  section: string;
  /** What the policy is called. */
  title: string;
  url: string;
}

export interface Message {
  seq: number;
  id: string;
  /** Id of the shopper's message this one answers. */
  reply_to: string | null;
  author: { kind: AuthorKind; name: string };
  text: string;
  /** Sanitised by the server; empty for a shopper's own words. */
  html: string;
  entry: string | null;
  options: Option[];
  handoff: "offer" | "intake" | null;
  asks: IntakeField[];
  source: Source | null;
  /** Pictures that went along with it. */
  attachments?: Upload[];
  /** What the shopper thought of this answer. */
  helpful?: boolean | null;
  at: string;
}

export interface Ticket {
  number: string;
  url: string;
  step: Step;
  kind: TicketKind;
  confirmation_by: string;
  resolution_by: string | null;
  update_by: string | null;
  notice: string | null;
  /** It is the shopper's turn: what we wait for. */
  waiting: "answer" | "consent" | null;
  asks: Asks | null;
  /** What happens next and by when, in a sentence. */
  next: string;
}

/** What the shopper is asked to decide. `cost` is what the solution costs them, in words; null for nothing. */
export type Asks = { kind: "consent"; version: number; cost: string | null } | { kind: "satisfaction" };

export interface Conversation {
  id: string;
  owner: Owner;
  agent: string | null;
  ticket: Ticket | null;
}

export interface Promises {
  general: { confirmation_by: string; resolution_by: string };
  complex: { confirmation_by: string; update_by: string };
}

/** What an inquiry sent now would be promised. It changes while a page stays open. */
export interface Outlook {
  notice: string | null;
  promises: Promises;
  /** How soon it usually is, where that is better than promised: a sentence. */
  expectation: string | null;
}

export interface Welcome extends Outlook {
  token: string;
  conversation: Conversation;
  /** Of a long conversation the beginning. */
  messages: Message[];
}

export interface CaughtUp extends Outlook {
  conversation: Conversation;
  messages: Message[];
  /** There are still more messages: ask on after the last of these. */
  more: boolean;
}

export interface Suggestion {
  id: string;
  title: string;
}

export interface Intake {
  name: string;
  details: string;
  email?: string;
  phone?: string;
  order_number?: string;
  product?: string;
  sku?: string;
  attachments?: string[];
}

export interface Upload {
  id: string;
  name: string;
  size: number;
  url: string;
}

export interface Refusal {
  code: string;
  message: string;
  fields?: Record<string, string>;
}

export type Refused = { ok: false; error: Refusal };
export type Ack<T> = ({ ok: true } & T) | Refused;

export interface Say {
  id: string;
  text: string;
  entry?: string;
}

export interface Choose {
  id: string;
  seq: number;
  option: string;
}

export interface Decide {
  id: string;
  decision: "accept" | "decline";
  /** Of the solution that the shopper has read. */
  version: number;
  /** Number of the ticket it was read on. */
  ticket: string;
}

export interface Satisfied {
  id: string;
  satisfied: boolean;
  comment?: string;
  /** Number of the ticket in sight. */
  ticket: string;
}

/** Each event a shopper's client may send with its payload and what the ack carries when all is well. */
export interface Requests {
  say: { send: Say; answer: { id: string; seq: number } };
  choose: { send: Choose; answer: { id: string; seq: number } };
  suggest: { send: { text: string }; answer: { suggestions: Suggestion[] } };
  catch_up: { send: { after: number }; answer: CaughtUp };
  rate: { send: { seq: number; helpful: boolean }; answer: object };
  hand_off: { send: { id: string; intake: Intake }; answer: { ticket: Ticket } };
  decide: { send: Decide; answer: { ticket: Ticket } };
  satisfied: { send: Satisfied; answer: { ticket: Ticket } };
}

/** What the server says of its own accord. Hints only: `catch_up` is the truth. */
export interface ServerEvents {
  welcome: (welcome: Welcome) => void;
  message: (message: Message) => void;
  state: (standing: Conversation & Outlook) => void;
  typing: () => void;
}

export interface ClientEvents {
  say: (send: Say, ack: (answer: Ack<Requests["say"]["answer"]>) => void) => void;
  choose: (send: Choose, ack: (answer: Ack<Requests["choose"]["answer"]>) => void) => void;
  suggest: (send: Requests["suggest"]["send"], ack: (answer: Ack<Requests["suggest"]["answer"]>) => void) => void;
  catch_up: (send: Requests["catch_up"]["send"], ack: (answer: Ack<Requests["catch_up"]["answer"]>) => void) => void;
  rate: (send: Requests["rate"]["send"], ack: (answer: Ack<Requests["rate"]["answer"]>) => void) => void;
  hand_off: (send: Requests["hand_off"]["send"], ack: (answer: Ack<Requests["hand_off"]["answer"]>) => void) => void;
  decide: (send: Decide, ack: (answer: Ack<Requests["decide"]["answer"]>) => void) => void;
  satisfied: (send: Satisfied, ack: (answer: Ack<Requests["satisfied"]["answer"]>) => void) => void;
  typing: (send: Record<string, never>) => void;
}
