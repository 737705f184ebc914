/** An e-mail that did not arrive, for tests. */

import type { Mail } from "./wire";

export const mail = (changes: Partial<Mail> = {}): Mail => ({
  id: "m1",
  ticket: "10001",
  kind: "reply",
  recipient: "jane@shoper.example",
  subject: "Re: Your message to Maren & Field [ticket 10001]",
  created_at: "2026-11-03T14:00:00Z",
  attempts: 1,
  error: "550 5.1.1 <jane@shoper.example>: no such mailbox",
  dead_at: "2026-11-03T14:00:02Z",
  next_attempt_at: null,
  ...changes,
});
