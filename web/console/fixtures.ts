/** A shop, an agent and a ticket, for tests; each test changes what it is about. */

import type { Clock, Me, Message, Ticket, TicketRow } from "./wire";

export const NEW_YORK = "America/New_York";
/** Tue 3 Nov 2026, 10:00 in New York. */
export const NOW = Date.parse("2026-11-03T15:00:00Z");

export const me: Me = {
  user: { id: "u-anna", email: "anna@shop.example", name: "Anna Keller", role: "agent" },
  shop: { name: "Maren & Field", time_zone: NEW_YORK },
  promises: {
    confirmation: { target: 2, limit: 3, said: "2-3 business days" },
    resolution: { target: 3, limit: 5, said: "3-5 business days" },
    update: { target: 2, limit: 3, said: "3 business days" },
  },
  mail_leaves: true,
  mail: { dead: 0 },
  sections: [
    { ref: "customer-service#2", title: "Service scope" },
    { ref: "customer-service#6", title: "Service commitment" },
  ],
  canned: [
    {
      name: "refund",
      title: "Your refund is on its way",
      topics: ["refunds"],
      text: "I have started your refund of [amount].",
    },
    {
      name: "number",
      title: "Please tell us the order number",
      topics: ["orders", "refunds"],
      text: "I need its order number.",
    },
    { name: "thanks", title: "Thank you for your feedback", topics: ["feedback"], text: "Thank you for telling us." },
  ],
  people: [
    { id: "u-anna", name: "Anna Keller", role: "agent" },
    { id: "u-tom", name: "Tom Okafor", role: "agent" },
    { id: "u-lea", name: "Lea Brandt", role: "lead" },
  ],
  knowledge_problems: [],
  now: "2026-11-03T15:00:00Z",
};

export const confirmation: Clock = {
  promise: "confirmation",
  started_at: "2026-11-02T15:00:00Z",
  target: "2026-11-04T22:00:00Z",
  limit: "2026-11-05T22:00:00Z",
  state: "running",
  at_risk: false,
  stopped_at: null,
};

export const resolution: Clock = {
  ...confirmation,
  promise: "resolution",
  target: "2026-11-05T22:00:00Z",
  limit: "2026-11-09T22:00:00Z",
};

export const row = (number: string, changes: Partial<TicketRow> = {}): TicketRow => ({
  number,
  version: 1,
  step: "received",
  kind: "general",
  topic: "returns",
  subject: "The rose mist arrived opened",
  assignee: null,
  waiting: null,
  next: confirmation,
  clocks: [confirmation],
  unseen: null,
  shopper: {
    name: "Jane Porter",
    email: "jane@shopper.example",
    phone: null,
    order_number: "MF-2041",
    product: "Rose mist",
    sku: "RM-100",
    online: false,
  },
  received_at: "2026-11-02T15:00:00Z",
  closed_at: null,
  outcome: null,
  closes_by_itself_at: null,
  claim_lapses_at: null,
  offered_at: null,
  snoozed_until: null,
  held: false,
  ...changes,
});

export const ticket = (changes: Partial<Ticket> = {}): Ticket => ({
  ...row("10001"),
  assignee: { id: "u-anna", name: "Anna Keller" },
  clocks: [confirmation, resolution],
  brief: {
    details: "The rose mist arrived opened.",
    about: null,
    asked: [],
    answered: [],
    reason: "The shopper asked for a person.",
    intake: {},
    attachments: [],
    absorbed: [],
  },
  messages: [],
  events: [],
  guidance: "Review the inquiry and confirm it to Jane by Thu 5 Nov, 17:00.",
  actions: ["release", "transfer", "confirm", "answer", "reply", "ask", "call", "note", "snooze", "discard"],
  solution: null,
  verification: null,
  executed: null,
  merged_into: null,
  url: "https://shop.example/t/token",
  requests: [],
  dead_mails: [],
  related: [],
  ...changes,
});

export const message = (id: string, changes: Partial<Message> = {}): Message => ({
  seq: 1,
  id,
  reply_to: null,
  author: { kind: "agent", name: "Anna Keller" },
  text: "Hello",
  html: "",
  entry: null,
  options: [],
  source: null,
  attachments: [],
  helpful: null,
  at: "2026-11-03T14:00:00Z",
  ...changes,
});
