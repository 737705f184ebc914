/** What an agent has typed and not sent: kept per ticket and form, over reloads, lost connections and lost races. */

import { newId } from "../../shared/ids";

export type Values = Record<string, string>;

interface Draft {
  values: Values;
  /** The id under which exactly this text was tried, so that trying again stores nothing twice. */
  sending?: { id: string; text: string };
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

  /** Keeps what was typed; a form that holds nothing of its own keeps nothing. */
  write(number: string, form: string, values: Values): void {
    const before = this.load(number, form);
    this.save(number, form, { ...before, values, at: this.now() });
  }

  drop(number: string, form: string): void {
    try {
      this.storage.removeItem(this.key(number, form));
    } catch {
      // Without storage there was nothing to drop.
    }
  }

  /** The id to send `text` under: the same for the same text until the draft is dropped, another for another text. */
  messageId(number: string, form: string, text: string): string {
    const draft = this.load(number, form);
    if (draft?.sending?.text === text) return draft.sending.id;
    const id = this.makeId();
    this.save(number, form, { values: draft?.values ?? { text }, sending: { id, text }, at: this.now() });
    return id;
  }

  /**
   * Drops a draft whose message turns out to be stored, although the answer to sending it was lost.
   * What was typed differently since is a new message and stays.
   */
  settle(number: string, form: string, stored: readonly { id: string }[]): boolean {
    const draft = this.load(number, form);
    if (!draft?.sending || !stored.some((message) => message.id === draft.sending?.id)) return false;
    if (draft.values.text !== undefined && draft.values.text !== draft.sending.text) {
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

function keysOf(storage: Storage): string[] {
  return Array.from({ length: storage.length }, (_, index) => storage.key(index)).filter((key) => key !== null);
}

function parse(text: string | null): Draft | null {
  if (!text) return null;
  try {
    const draft = JSON.parse(text) as Draft;
    return typeof draft.values === "object" && draft.values !== null && typeof draft.at === "number" ? draft : null;
  } catch {
    return null;
  }
}
