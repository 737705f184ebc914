/** What an agent has typed and not sent: kept per ticket and form, over reloads, lost connections and lost races. */

import { newId } from "../../shared/ids";

export type Values = Record<string, string>;

interface Draft {
  /** Null where nothing was typed: a form may be sent as it comes. */
  values: Values | null;
  /** The id under which exactly this was sent and not answered, so that sending it again does nothing twice. */
  sending?: { id: string; payload: string; values: Values | null };
  at: number;
}

const PREFIX = "console.draft.";
const KEPT_MS = 14 * 24 * 60 * 60 * 1000;

export class Drafts {
  constructor(
    private readonly storage: Storage,
    private readonly user: string,
    private readonly now: () => number = Date.now,
    private readonly makeId: () => string = newId,
  ) {}

  read(number: string, form: string): Values | null {
    return this.load(number, form)?.values ?? null;
  }

  /** Keeps what was typed, null for a form as it comes. What was sent and not answered is kept beside it. */
  write(number: string, form: string, values: Values | null): void {
    const before = this.load(number, form);
    if (values || before?.sending) this.save(number, form, { ...before, values, at: this.now() });
    else this.drop(number, form);
  }

  drop(number: string, form: string): void {
    try {
      this.storage.removeItem(this.key(number, form));
    } catch {
      // Without storage there was nothing to drop.
    }
  }

  /** The id to send `payload` under: the same for the same payload until the draft is dropped, another for another. */
  requestId(number: string, form: string, payload: string): string {
    const draft = this.load(number, form);
    if (draft?.sending?.payload === payload) return draft.sending.id;
    const id = this.makeId();
    const values = draft?.values ?? null;
    this.save(number, form, { values, sending: { id, payload, values }, at: this.now() });
    return id;
  }

  /** As `settle`, for every form of a ticket. */
  settleAll(number: string, done: readonly string[]): void {
    const start = this.key(number, "");
    for (const key of keysOf(this.storage)) {
      if (key.startsWith(start)) this.settle(number, key.slice(start.length), done);
    }
  }

  /**
   * Drops a draft that turns out to be `done`, these are ids, although the answer to sending it was lost.
   * What was typed differently since is something new and stays.
   */
  settle(number: string, form: string, done: readonly string[]): boolean {
    const draft = this.load(number, form);
    if (!draft?.sending || !done.includes(draft.sending.id)) return false;
    if (draft.values && !sameValues(draft.values, draft.sending.values)) {
      this.save(number, form, { values: draft.values, at: draft.at });
      return false;
    }
    this.drop(number, form);
    return true;
  }

  /** Forgets what nobody came back to. */
  prune(): void {
    for (const key of keysOf(this.storage)) {
      if (!key.startsWith(PREFIX)) continue;
      const draft = parse(this.storage.getItem(key));
      if (!draft || this.now() - draft.at > KEPT_MS) this.storage.removeItem(key);
    }
  }

  private key(number: string, form: string): string {
    return `${PREFIX}${this.user}.${number}.${form}`;
  }

  private load(number: string, form: string): Draft | null {
    try {
      return parse(this.storage.getItem(this.key(number, form)));
    } catch {
      return null;
    }
  }

  private save(number: string, form: string, draft: Draft): void {
    try {
      this.storage.setItem(this.key(number, form), JSON.stringify(draft));
    } catch {
      // A full or forbidden storage must not stop anybody from typing.
    }
  }
}

function sameValues(one: Values, other: Values | null): boolean {
  const names = Object.keys({ ...one, ...other });
  return names.every((name) => one[name] === other?.[name]);
}

function keysOf(storage: Storage): string[] {
  return Array.from({ length: storage.length }, (_, index) => storage.key(index)).filter((key) => key !== null);
}

function parse(text: string | null): Draft | null {
  if (!text) return null;
  try {
    const draft = JSON.parse(text) as Draft;
    return typeof draft.values === "object" && typeof draft.at === "number" ? draft : null;
  } catch {
    return null;
  }
}
