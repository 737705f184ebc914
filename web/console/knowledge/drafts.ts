/** What an editor has written and not saved: kept per file, over reloads, sign-outs and lost connections. */

import { Store } from "../store";

export interface Draft {
  text: string;
  /** The hash of the text the editor started from; null for a new file. */
  base: string | null;
  /** That text itself, to tell afterwards what is whose. */
  before: string;
  /** The version whose text this is to bring back. */
  revertOf: string | null;
  at: number;
}

const PREFIX = "console.knowledge.";
const KEPT_MS = 60 * 24 * 60 * 60 * 1000;

export class FileDrafts {
  /** Counts changes, also those of another tab, so that lists can mark what is a draft. */
  readonly changes = new Store(0);
  private readonly prefix: string;

  constructor(
    private readonly storage: Storage,
    user: string,
    private readonly now: () => number = Date.now,
  ) {
    this.prefix = `${PREFIX}${user}.`;
  }

  /** Hears what other tabs keep and drop, until the returned function is called. */
  listen(): () => void {
    const heard = (event: StorageEvent): void => {
      if (event.key === null || event.key.startsWith(this.prefix)) this.changes.update((count) => count + 1);
    };
    addEventListener("storage", heard);
    return () => removeEventListener("storage", heard);
  }

  read(file: string): Draft | null {
    try {
      return parse(this.storage.getItem(this.prefix + file));
    } catch {
      return null;
    }
  }

  /** False where the browser keeps nothing, so that the page can say so. */
  write(file: string, draft: Omit<Draft, "at">): boolean {
    try {
      this.storage.setItem(this.prefix + file, JSON.stringify({ ...draft, at: this.now() }));
      return true;
    } catch {
      return false;
    } finally {
      this.changes.update((count) => count + 1);
    }
  }

  drop(file: string): void {
    try {
      this.storage.removeItem(this.prefix + file);
    } catch {
      // Without storage there was nothing to drop.
    }
    this.changes.update((count) => count + 1);
  }

  /** The files with a draft, in order. */
  files(): string[] {
    try {
      return this.keys()
        .map((key) => key.slice(this.prefix.length))
        .sort();
    } catch {
      return [];
    }
  }

  /** Forgets what nobody came back to. */
  prune(): void {
    for (const file of this.files()) {
      const draft = this.read(file);
      if (!draft || this.now() - draft.at > KEPT_MS) this.drop(file);
    }
  }

  private keys(): string[] {
    return Array.from({ length: this.storage.length }, (_, index) => this.storage.key(index)).filter(
      (key) => key?.startsWith(this.prefix) ?? false,
    ) as string[];
  }
}

function parse(stored: string | null): Draft | null {
  if (!stored) return null;
  try {
    const draft = JSON.parse(stored) as Draft;
    return typeof draft.text === "string" && typeof draft.before === "string" && typeof draft.at === "number"
      ? draft
      : null;
  } catch {
    return null;
  }
}
