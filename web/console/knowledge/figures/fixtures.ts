/** A shop that has stated one of three figures, for tests. */

import type { Fact, Figures, FiguresPreview, Promised } from "./wire";

export const fact = (name: string, changes: Partial<Fact> = {}): Fact => ({
  name,
  said: null,
  hint: null,
  more: "",
  source: null,
  entries: [{ id: name.replace(".", "/"), title: `About ${name}` }],
  handovers: 0,
  ...changes,
});

export const figures = (changes: Partial<Figures> = {}): Figures => ({
  hash: "h1",
  period_days: 30,
  facts: [
    fact("returns.window_days", { said: "60", source: "customer-service#2" }),
    fact("shipping.cost", { hint: "Shipping costs ...", handovers: 3 }),
    fact("shipping.time", { hint: "Delivery takes ...", handovers: 7 }),
  ],
  peaks: [{ name: "Spring", from: "2027-03-01", to: "2027-03-07", extra_business_days: 1, notice: "Spring!" }],
  calendar: {
    time_zone: "America/New_York",
    working_days: ["mon", "tue", "wed", "thu", "fri"],
    hours: "09:00-17:00",
    holidays: "US",
    closed: ["2026-12-24"],
    next_days_off: [{ date: "2026-11-26", name: "Thanksgiving Day" }],
  },
  sections: [
    { ref: "customer-service#2", policy: "Customer service policy", title: "2. Help", html: "<p>60 days</p>" },
  ],
  ...changes,
});

export const promised = (changes: Partial<Promised> = {}): Promised => ({
  notice: null,
  promises: {
    general: { confirmation_by: "2026-11-05T22:00:00Z", resolution_by: "2026-11-09T22:00:00Z" },
    complex: { confirmation_by: "2026-11-05T22:00:00Z", update_by: "2026-11-05T22:00:00Z" },
  },
  ...changes,
});

export const preview = (changes: Partial<FiguresPreview> = {}): FiguresPreview => ({
  entries: [],
  fields: {},
  found_in: {},
  findings: [],
  sections: [],
  dates: { before: promised(), after: promised() },
  peaks: [],
  next_days_off: [],
  ...changes,
});
