/** What the server tells of e-mails that wait or could not be delivered. */

export type MailState = "dead" | "waiting";

export interface Mail {
  id: string;
  /** The number of its ticket. */
  ticket: string | null;
  kind: string;
  recipient: string;
  subject: string;
  created_at: string;
  attempts: number;
  /** In the words of the mail server, or of what went wrong on the way to it. */
  error: string | null;
  dead_at: string | null;
  next_attempt_at: string | null;
}

export interface MailList {
  mails: Mail[];
  next: string | null;
  counts: Record<MailState, number>;
}
