/** How the promises were kept in a period: the shape of /api/v1/reports/sla. */

import type { Kind, Person, PromiseName } from "../wire";

export interface Tally {
  kept: number;
  broken: number;
  superseded: number;
  void: number;
  /** Of those decided, 0 to 1; null where none was. */
  share_kept: number | null;
}

export interface Times {
  count: number;
  median_business_days: number | null;
  median_open_hours: number | null;
  within: { business_days: number; count: number }[];
}

export interface Report {
  from: string;
  to: string;
  time_zone: string;
  promises: ({ promise: PromiseName } & Tally)[];
  by_kind: ({ kind: Kind } & Tally)[];
  by_topic: ({ topic: string } & Tally)[];
  by_agent: ({ agent: Person | null } & Tally)[];
  /** `week` is its Monday; only weeks in which something was decided. */
  by_week: ({ week: string } & Tally)[];
  times: { confirmation: Times; resolution: Times };
  assistant: { conversations: number; resolved: number; handed_over: number; share_resolved: number | null };
  satisfaction: {
    satisfied: number;
    dissatisfied: number;
    share_satisfied: number | null;
    by_week: { week: string; satisfied: number; dissatisfied: number }[];
    helpful: number;
    unhelpful: number;
  };
  tickets: {
    received: number;
    reopened: number;
    closed: { satisfied: number; unconfirmed: number; no_answer: number };
    discarded: { spam: number; test: number; duplicate: number };
    merged: number;
  };
}

export type CsvTable = "promises" | "by_kind" | "by_topic" | "by_agent" | "by_week" | "times" | "satisfaction";
