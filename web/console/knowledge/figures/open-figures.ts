/**
 * The figures as they lie in the folder, what somebody typed into the forms beside it, and what would come of that.
 *
 * What was typed is kept at every keystroke and ends only by a save that went through, or by the editor.
 */

import { ApiError } from "../../api";
import { Refetcher } from "../../feed";
import type { Live } from "../../live";
import { Store } from "../../store";
import type { Finding } from "../wire";
import { figuresApi } from "./figures-api";
import { afterSaving, type Draft, isTouched, rebased, sent, UNTOUCHED } from "./forms";
import type { Figures, FiguresPreview } from "./wire";

export interface FiguresState {
  stored: Figures | null;
  draft: Draft;
  /** What would come of it, as far as the server has told. */
  preview: FiguresPreview | null;
  /** Fields that somebody else changed since the typing there began. */
  overtaken: readonly string[];
  /** Why the figures could not be loaded just now. */
  fault: ApiError | null;
  saving: boolean;
  /** Whether a save was tried: from then on empty fields are pointed out, too. */
  tried: boolean;
  refused: { code: string; message: string; findings: readonly Finding[] } | null;
  /** What happened last, in words. */
  said: string;
  /** What was thrown away last, so that it can be had back. */
  dropped: Draft | null;
  /** False where the browser keeps nothing. */
  kept: boolean;
}

const PREFIX = "console.figures.";
const AFTER_TYPING_MS = 300;
const OVERTAKEN = "changed_underneath";

export class OpenFigures {
  readonly state: Store<FiguresState>;
  private readonly refetcher = new Refetcher(() => this.fetch());
  private readonly key: string;
  private readonly leave: (() => void)[];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;

  constructor(
    live: Live,
    private readonly storage: Storage,
    user: string,
    private readonly ask: typeof figuresApi = figuresApi,
  ) {
    this.key = PREFIX + user;
    this.state = new Store<FiguresState>({
      stored: null,
      draft: this.read(),
      preview: null,
      overtaken: [],
      fault: null,
      saving: false,
      tried: false,
      refused: null,
      said: "",
      dropped: null,
      kept: true,
    });
    this.leave = [live.on("knowledge", () => this.refetcher.soon()), live.on("back", () => void this.refetcher.now())];
    void this.refetcher.now();
  }

  stop(): void {
    this.refetcher.stop();
    clearTimeout(this.timer);
    for (const leave of this.leave) leave();
  }

  edit(change: (draft: Draft, stored: Figures) => Draft): void {
    const { stored, draft } = this.state.value;
    if (!stored) return;
    this.keep(change(draft, stored));
  }

  /** Lets somebody else's figure stand in the place of mine. */
  takeTheirs(field: string): void {
    const { draft } = this.state.value;
    const forms = { ...draft.forms };
    if (field === "peaks" || field === "closed") forms[field] = null;
    else forms.facts = Object.fromEntries(Object.entries(forms.facts).filter(([name]) => `facts.${name}` !== field));
    this.keep({ forms, seen: draft.seen });
  }

  /** Throws away all that was typed; `undrop` has it back. */
  drop(): void {
    const { draft } = this.state.value;
    this.keep(UNTOUCHED);
    this.patch({ dropped: draft, refused: null, tried: false, said: "" });
  }

  undrop(): void {
    const { dropped } = this.state.value;
    if (dropped) this.keep(dropped);
  }

  /** True when it is saved. Where somebody else changed only other figures, both changes stand. */
  async save(note: string): Promise<boolean> {
    if (this.state.value.saving || !isTouched(this.state.value.draft.forms)) return false;
    const done = await this.send(note);
    if (done || this.state.value.refused?.code !== OVERTAKEN || this.state.value.overtaken.length > 0) return done;
    return this.send(note);
  }

  private async send(note: string): Promise<boolean> {
    const { stored, draft } = this.state.value;
    if (!stored) return false;
    this.patch({ saving: true, tried: true, refused: null, said: "" });
    try {
      const saved = await this.ask.save(sent(draft.forms), stored.hash, note.trim() || null);
      this.keep(afterSaving(this.state.value.draft, draft.forms));
      this.patch({ tried: false, said: saidOf(saved.findings) });
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.notSaved(error);
      return false;
    } finally {
      this.patch({ saving: false });
      await this.refetcher.now();
    }
  }

  private notSaved(error: ApiError): void {
    const { findings = [] } = (error.body ?? {}) as { findings?: Finding[] };
    const overtaken = error.code === OVERTAKEN;
    const message = overtaken
      ? "Somebody else saved the figures meanwhile, so nothing was saved. What you typed is still here: look at the marked fields, then save again."
      : `${error.message} What you typed is kept here.`;
    this.patch({ refused: { code: error.code, message, findings: findings.filter(({ level }) => level === "error") } });
    if (Object.keys(error.fields).length > 0 && !overtaken) {
      this.state.update((state) =>
        state.preview ? { ...state, preview: { ...state.preview, fields: { ...error.fields } } } : state,
      );
    }
  }

  private async fetch(): Promise<void> {
    try {
      const stored = await this.ask.look();
      // What is fetched while a save is under way may be older than what it leaves.
      if (this.state.value.saving) return;
      const { draft, overtaken } = rebased(this.state.value.draft, stored);
      this.patch({ stored, fault: null, overtaken });
      this.write(draft);
      this.look(0);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.patch({ fault: error });
    }
  }

  private keep(draft: Draft): void {
    this.write(draft);
    const { stored, refused } = this.state.value;
    if (stored) this.patch({ overtaken: rebased(draft, stored).overtaken });
    this.patch({ dropped: null, said: "", refused: isTouched(draft.forms) ? refused : null });
    this.look(AFTER_TYPING_MS);
  }

  /** Asks what would come of the draft, a moment after the last keystroke. */
  private look(after: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.fetchPreview(), after);
  }

  private async fetchPreview(): Promise<void> {
    this.asked += 1;
    const asked = this.asked;
    try {
      const preview = await this.ask.preview(sent(this.state.value.draft.forms));
      if (asked === this.asked) this.patch({ preview });
    } catch (error) {
      // The last preview stands; the banner says when the server is away.
      if (!(error instanceof ApiError)) throw error;
    }
  }

  private read(): Draft {
    try {
      const kept = JSON.parse(this.storage.getItem(this.key) ?? "null") as Draft | null;
      return kept && typeof kept.forms?.facts === "object" && typeof kept.seen?.facts === "object" ? kept : UNTOUCHED;
    } catch {
      return UNTOUCHED;
    }
  }

  private write(draft: Draft): void {
    let kept = true;
    try {
      if (isTouched(draft.forms)) this.storage.setItem(this.key, JSON.stringify(draft));
      else this.storage.removeItem(this.key);
    } catch {
      kept = false;
    }
    this.patch({ draft, kept });
  }

  private patch(change: Partial<FiguresState>): void {
    this.state.update((state) => ({ ...state, ...change }));
  }
}

function saidOf(findings: readonly Finding[]): string {
  const errors = findings.filter(({ level }) => level === "error").length;
  return errors > 0
    ? "Saved, but the folder has an error from before: see Entries."
    : "Saved. The answers that waited for it are on.";
}
