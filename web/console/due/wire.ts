/** What falls due in the next business days: the shape of /api/v1/calendar. */

import type { Person, PromiseName } from "../wire";

/** A ticket with the promise that must be kept next. */
export interface FallsDue {
  number: string;
  subject: string;
  /** Their name. */
  shopper: string;
  promise: PromiseName;
  target: string;
  limit: string;
  at_risk: boolean;
  assignee: Person | null;
  waiting: boolean;
}

export interface Day {
  /** 2026-11-26, a local day of the shop. */
  date: string;
  business_day: boolean;
  /** The name of a public holiday, where it is one. */
  day_off: string | null;
  peak: { name: string; extra_business_days: number; notice: string } | null;
  count: number;
  by_promise: Record<PromiseName, number>;
  /** The first twenty. */
  tickets: FallsDue[];
  closes_by_itself: number;
}

export interface DueDays {
  today: string;
  time_zone: string;
  overdue: { count: number; tickets: FallsDue[] };
  days: Day[];
}
