/** A folder of two entries, for tests; each test changes what it is about. */

import type { EntrySummary, Finding, Health, Preview, Room, StoredFile } from "./wire";

export const WINDOW_FILE = "answers/returns/window.md";

export const WINDOW_TEXT = `---
title: How long do I have to return something?
questions:
  - return policy
  - how many days
source: customer-service#2
---
**{{ returns.window_days }} days** is how long.
`;

export const stored = (changes: Partial<StoredFile> = {}): StoredFile => ({
  file: WINDOW_FILE,
  text: WINDOW_TEXT,
  hash: "h1",
  saved_at: "2026-11-03T14:00:00Z",
  saved_by: "Tom Okafor",
  ...changes,
});

export const health = (changes: Partial<Health> = {}): Health => ({
  answered: 40,
  helpful: 9,
  unhelpful: 1,
  handed_over: 3,
  thin: false,
  review_due: false,
  alike: [],
  ...changes,
});

export const entry = (changes: Partial<EntrySummary> = {}): EntrySummary => ({
  id: "returns/window",
  topic: "returns",
  title: "How long do I have to return something?",
  file: WINDOW_FILE,
  kind: "general",
  handoff: "offer",
  source: "customer-service#2",
  review_by: null,
  questions: 2,
  missing_facts: [],
  health: health(),
  ...changes,
});

export const shippingCost = entry({
  id: "shipping/cost",
  topic: "shipping",
  title: "What does shipping cost?",
  file: "answers/shipping/cost.md",
  source: "customer-service#7",
  missing_facts: ["shipping.cost"],
});

export const room = (changes: Partial<Room> = {}): Room => ({
  fingerprint: "f1",
  in_use: true,
  problems: [],
  period_days: 30,
  entries: [entry(), shippingCost],
  policies: [
    {
      name: "customer-service",
      title: "Customer service policy",
      file: "policies/customer-service.md",
      sections: [
        { ref: "customer-service#2", title: "What we can help with" },
        { ref: "customer-service#7", title: "Other policies" },
      ],
    },
  ],
  other_files: [
    { file: "policy.yaml", title: "Figures, calendar and promises" },
    { file: "canned/ask-photos.md", title: "Please show us what you see" },
  ],
  ...changes,
});

export const preview = (changes: Partial<Preview> = {}): Preview => ({
  title: "How long do I have to return something?",
  html: "<p><strong>60 days</strong> is how long.</p>",
  html_without_facts: null,
  source: { policy: "customer-service", section: 2, title: "Customer service policy" },
  options: ["How do I return something?"],
  questions: ["return policy", "how many days"],
  findings: [],
  ...changes,
});

export const finding = (changes: Partial<Finding> = {}): Finding => ({
  level: "error",
  file: WINDOW_FILE,
  line: 5,
  message: '"how many days" is a question of returns/start already',
  mend: "keep it in one of the two",
  ...changes,
});
