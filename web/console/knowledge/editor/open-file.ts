/**
 * One open file: what lies in the folder, what the editor has written beside it, and what becomes of both.
 *
 * The draft is kept at every keystroke, so nothing here can lose it: a refused save leaves it, somebody else's save
 * stands beside it until the editor has chosen, and only a save that went through, or the editor, ends it.
 */

import { ApiError } from "../../api";
import { serverNow } from "../../clock";
import { Refetcher } from "../../feed";
import type { Live } from "../../live";
import { Store } from "../../store";
import type { Draft, FileDrafts } from "../drafts";
import { roomApi } from "../room-api";
import type { Change, Finding, Saved, StoredFile, Theirs } from "../wire";

export type Stored = Omit<StoredFile, "file">;

export interface OpenState {
  /** Whether the server has told what lies in the folder. */
  loaded: boolean;
  /** What lies there; null where no such file is. */
  stored: Stored | null;
  draft: Draft | null;
  /** Why the file could not be loaded just now. */
  fault: ApiError | null;
  saving: boolean;
  /** What the last save was refused for. */
  refused: Refusal | null;
  /** What happened last, in words. */
  said: string;
  /** The check's warnings after a save that went through. */
  warnings: readonly Finding[];
  /** What was thrown away last, so that it can be had back. */
  dropped: Draft | null;
  /** False where the browser keeps no drafts. */
  kept: boolean;
}

export interface Refusal {
  message: string;
  /** What was refused; null where that was a deletion. */
  text: string | null;
  findings: readonly Finding[];
}

const NOTHING_YET: OpenState = {
  loaded: false,
  stored: null,
  draft: null,
  fault: null,
  saving: false,
  refused: null,
  said: "",
  warnings: [],
  dropped: null,
  kept: true,
};

/** What the editor sees and edits. */
export const textOf = ({ draft, stored }: OpenState): string => draft?.text ?? stored?.text ?? "";

/** The file changed under the draft: both stand side by side until the editor has chosen. */
export const inConflict = ({ loaded, draft, stored }: OpenState): boolean =>
  loaded && draft !== null && draft.base !== (stored?.hash ?? null);

/** The draft as a change to try, check or save; none where there is no draft. */
export const changeOf = (file: string, { draft, stored }: OpenState): Change[] =>
  draft ? [{ file, text: draft.text, base: stored?.hash ?? null }] : [];

const EVERY_MS = 30_000;

type Asks = Pick<typeof roomApi, "file" | "save">;

export class OpenFile {
  readonly state: Store<OpenState>;
  private readonly refetcher = new Refetcher(() => this.fetch());
  private readonly leave: (() => void)[];

  constructor(
    readonly file: string,
    live: Live,
    private readonly drafts: FileDrafts,
    private readonly me: string,
    private readonly ask: Asks = roomApi,
  ) {
    this.state = new Store({ ...NOTHING_YET, draft: drafts.read(file) });
    const timer = setInterval(() => void this.refetcher.now(), EVERY_MS);
    this.leave = [
      live.on("knowledge", () => this.refetcher.soon()),
      live.on("back", () => void this.refetcher.now()),
      // Another tab of the same editor writes the same draft.
      drafts.changes.subscribe(() => this.lookAtDraft()),
      () => clearInterval(timer),
    ];
    void this.refetcher.now();
  }

  stop(): void {
    this.refetcher.stop();
    for (const leave of this.leave) leave();
  }

  refetch(): void {
    void this.refetcher.now();
  }

  edit(text: string): void {
    const { draft, stored } = this.state.value;
    if (stored && text === stored.text && (!draft || draft.base === stored.hash)) {
      this.patch({ draft: null, dropped: null, refused: null });
      this.drafts.drop(this.file);
      return;
    }
    const from = draft ?? { base: stored?.hash ?? null, before: stored?.text ?? "", revertOf: null };
    this.keep({ ...from, text });
  }

  /** Throws the draft away; `undrop` has it back. */
  drop(): void {
    const { draft } = this.state.value;
    this.patch({ draft: null, dropped: draft, refused: null, said: "" });
    this.drafts.drop(this.file);
  }

  undrop(): void {
    const { dropped } = this.state.value;
    if (dropped) this.keep(dropped);
  }

  /** Goes on from what lies there now, with `text`: mine, or both in one. */
  settle(text: string): void {
    const { draft, stored } = this.state.value;
    if (stored && text === stored.text) {
      this.drop();
      return;
    }
    this.keep({ text, base: stored?.hash ?? null, before: stored?.text ?? "", revertOf: draft?.revertOf ?? null });
    this.patch({ refused: null, said: "Both texts were looked at. Save when you are done." });
  }

  /** True when it is saved. */
  async save(note: string): Promise<boolean> {
    const { draft, saving } = this.state.value;
    if (!draft || saving) return false;
    return this.send([{ file: this.file, text: draft.text, base: draft.base }], note, draft.revertOf, draft.text);
  }

  /** Takes the file out of the folder. */
  async remove(note: string): Promise<boolean> {
    const { stored, saving } = this.state.value;
    if (!stored || saving) return false;
    return this.send([{ file: this.file, text: null, base: stored.hash }], note, null, null);
  }

  private async send(
    changes: readonly Change[],
    note: string,
    revertOf: string | null,
    sent: string | null,
  ): Promise<boolean> {
    this.patch({ saving: true, refused: null, said: "" });
    try {
      const saved = await this.ask.save(changes, note.trim() || null, revertOf);
      this.saved(sent, saved);
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return this.notSaved(error, sent);
    } finally {
      this.patch({ saving: false });
    }
  }

  private saved(text: string | null, saved: Saved): void {
    // A text that is the file's already is no change, and is not told of.
    const told = saved.files.find(({ file }) => file === this.file);
    const hash = told ? told.hash : (this.state.value.stored?.hash ?? null);
    const saved_at = new Date(serverNow()).toISOString();
    const stored = text === null || hash === null ? null : { text, hash, saved_at, saved_by: this.me };
    this.patch({ loaded: true, stored, warnings: saved.findings, dropped: null, said: SAVED });
    this.afterSaving(text, stored);
  }

  /** What was typed while the save was under way is a draft of what is saved now. */
  private afterSaving(text: string | null, stored: Stored | null): void {
    const { draft } = this.state.value;
    if (stored && draft && draft.text !== text) {
      this.keep({ text: draft.text, base: stored.hash, before: stored.text, revertOf: null });
      return;
    }
    this.patch({ draft: null });
    this.drafts.drop(this.file);
  }

  private notSaved(error: ApiError, text: string | null): boolean {
    const told = (error.body ?? {}) as { findings?: Finding[]; theirs?: Theirs[] };
    const theirs = told.theirs?.find(({ file }) => file === this.file);
    if (error.status === 409 && theirs) {
      const stored = storedOf(theirs);
      if (text !== null && stored?.text === text) {
        // The answer to an earlier try was lost, but it had been saved; or both wrote the same.
        this.patch({ loaded: true, stored, said: SAVED });
        this.afterSaving(text, stored);
        return true;
      }
      this.patch({ loaded: true, stored });
    }
    const kept = text === null ? "" : " What you wrote is kept here.";
    this.patch({ refused: { message: `${error.message}${kept}`, text, findings: told.findings ?? [] } });
    return false;
  }

  private async fetch(): Promise<void> {
    try {
      this.found(await this.ask.file(this.file));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status === 404) this.found(null);
      else this.patch({ fault: error });
    }
  }

  private found(file: StoredFile | null): void {
    const { stored: before, draft, loaded, saving } = this.state.value;
    // What is fetched while a save is under way may be older than what it leaves.
    if (saving) return;
    const stored = file && storedOf(file);
    if (before?.hash === stored?.hash && loaded) {
      this.patch({ stored: stored ?? before, fault: null });
      return;
    }
    const said = loaded && !draft ? news(stored) : this.state.value.said;
    this.patch({ loaded: true, stored, fault: null, said, warnings: [] });
    // Somebody saved exactly this.
    if (draft && stored && draft.text === stored.text) this.afterSaving(draft.text, stored);
  }

  private keep(draft: Omit<Draft, "at">): void {
    const kept = this.drafts.write(this.file, draft);
    this.patch({ draft: { ...draft, at: Date.now() }, dropped: null, said: "", kept });
  }

  private lookAtDraft(): void {
    const there = this.drafts.read(this.file);
    const { draft, kept } = this.state.value;
    if (there?.text === draft?.text && there?.base === draft?.base) return;
    if (kept) this.patch({ draft: there });
  }

  private patch(change: Partial<OpenState>): void {
    this.state.update((state) => ({ ...state, ...change }));
  }
}

export const SAVED = "Saved. It is in use a second from now.";

function storedOf({ text, hash, saved_at, saved_by }: Theirs | StoredFile): Stored | null {
  return text === null || hash === null ? null : { text, hash, saved_at, saved_by };
}

function news(stored: Stored | null): string {
  if (!stored) return "This file was deleted just now.";
  return `${stored.saved_by ?? "Somebody"} saved this file just now. You see the new text.`;
}
