/** What the server tells of the shop's figures: the shapes of /api/v1/knowledge/figures. */

import type { Finding } from "../wire";

export interface Fact {
  name: string;
  /** As a placeholder says it ("60", "5-10"); null while the shop has not said. */
  said: string | null;
  /** The sentence that the value completes: "Shipping costs ...". */
  hint: string | null;
  /** What else to think of. */
  more: string;
  /** A section, "shipping#1"; null for what is in no policy. */
  source: string | null;
  /** The entries that quote it. */
  entries: { id: string; title: string }[];
  /** Chats about these entries that were handed over lately. */
  handovers: number;
}

export interface Peak {
  name: string;
  from: string;
  to: string;
  extra_business_days: number;
  notice: string;
}

export interface DayOff {
  date: string;
  /** Of a public holiday; empty for a day of the shop's own. */
  name: string;
}

export interface PolicySection {
  ref: string;
  /** The policy's title. */
  policy: string;
  /** "1. Costs". */
  title: string;
  html: string;
}

export interface Figures {
  /** Of policy.yaml as it lies in the folder. */
  hash: string;
  period_days: number;
  facts: Fact[];
  peaks: Peak[];
  calendar: {
    time_zone: string;
    working_days: string[];
    hours: string;
    holidays: string | null;
    closed: string[];
    next_days_off: DayOff[];
  };
  sections: PolicySection[];
}

/** What an inquiry would be promised, as the chat is told it. */
export interface Promised {
  notice: string | null;
  promises: {
    general: { confirmation_by: string; resolution_by: string };
    complex: { confirmation_by: string; update_by: string };
  };
}

/** An answer as it is and as it would be. */
export interface Effect {
  id: string;
  title: string;
  before: string;
  after: string;
  /** What it quotes, and what of this is not stated even then. */
  facts: string[];
  still_missing: string[];
}

export interface PeakEffect {
  name: string;
  over: boolean;
  at: string;
  without: Promised;
  with: Promised;
}

export interface FiguresPreview {
  entries: Effect[];
  /** What is wrong, by field: "facts.shipping.cost.source", "peaks.0.from". */
  fields: Record<string, string>;
  /** Sections that say the value of a fact without a source. */
  found_in: Record<string, string[]>;
  findings: Finding[];
  /** Of the new policies. */
  sections: PolicySection[];
  dates: { before: Promised; after: Promised };
  peaks: PeakEffect[];
  next_days_off: DayOff[];
}

/** A pasted policy in numbered sections. */
export interface Arranged {
  name: string;
  title: string;
  markdown: string;
  intro_html: string;
  sections: { number: string; title: string; html: string }[];
  findings: Finding[];
}

/** All forms as they are sent; absent is what was not touched. */
export interface SentForms {
  facts: Record<string, { value: string; source: string | null }>;
  peaks?: PeakForm[];
  closed?: string[];
  policies: Record<string, string>;
}

/** A peak as it is typed. */
export interface PeakForm {
  name: string;
  from: string;
  to: string;
  extra_business_days: string;
  notice: string;
}
