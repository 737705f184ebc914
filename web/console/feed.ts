/** When is something fetched again? Soon after a hint, but never twice at once, and never missing the last hint. */

const AFTER_A_HINT_MS = 150;

export class Refetcher {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running = false;
  private again = false;
  private stopped = false;

  constructor(
    private readonly fetch: () => Promise<void>,
    private readonly delay = AFTER_A_HINT_MS,
  ) {}

  /** Soon; several hints in a moment make one fetch. */
  soon(): void {
    if (this.stopped) return;
    this.timer ??= setTimeout(() => void this.now(), this.delay);
  }

  /** At once, or right after the fetch that is under way, which may have looked too early. */
  async now(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.stopped) return;
    if (this.running) {
      this.again = true;
      return;
    }
    this.running = true;
    try {
      do {
        this.again = false;
        await this.fetch();
      } while (this.again && !this.stopped);
    } finally {
      this.running = false;
    }
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }
}
