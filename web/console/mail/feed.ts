/** Keeps the list of e-mails up to date while its page is open: after hints, every minute, and when the connection is back. */

import { ApiError } from "../api";
import { Refetcher } from "../feed";
import type { Live } from "../live";
import { Store } from "../store";
import { mailApi } from "./mail-api";
import type { Mail, MailList, MailState } from "./wire";

export interface MailListing {
  state: MailState;
  list: MailList | null;
  fault: ApiError | null;
}

const EVERY_MS = 60_000;

export class MailFeed {
  readonly state = new Store<MailListing>({ state: "dead", list: null, fault: null });
  private readonly refetcher = new Refetcher(() => this.fetch());
  private readonly leave: (() => void)[];

  constructor(
    live: Live,
    private readonly load: (state: MailState, cursor?: string | null) => Promise<MailList> = mailApi.list,
  ) {
    const timer = setInterval(() => void this.refetcher.now(), EVERY_MS);
    this.leave = [
      live.on("mail", () => this.refetcher.soon()),
      live.on("back", () => void this.refetcher.now()),
      () => clearInterval(timer),
    ];
    void this.refetcher.now();
  }

  stop(): void {
    this.refetcher.stop();
    for (const leave of this.leave) leave();
  }

  show(state: MailState): void {
    if (state === this.state.value.state) return;
    this.state.set({ state, list: null, fault: null });
    void this.refetcher.now();
  }

  refetch(): void {
    void this.refetcher.now();
  }

  /** The next page, below what is shown. */
  async more(): Promise<void> {
    const { state, list } = this.state.value;
    if (!list?.next) return;
    await this.loading(state, async () => {
      const further = await this.load(state, list.next);
      return { ...further, mails: joined(list.mails, further.mails) };
    });
  }

  private async fetch(): Promise<void> {
    const { state } = this.state.value;
    await this.loading(state, () => this.load(state));
  }

  private async loading(state: MailState, load: () => Promise<MailList>): Promise<void> {
    try {
      const list = await load();
      if (this.state.value.state === state) this.state.set({ state, list, fault: null });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.state.update((before) => (before.state === state ? { ...before, fault: error } : before));
    }
  }
}

/** What came in between two pages may stand on both. */
function joined(shown: readonly Mail[], further: readonly Mail[]): Mail[] {
  const known = new Set(shown.map(({ id }) => id));
  return [...shown, ...further.filter(({ id }) => !known.has(id))];
}
