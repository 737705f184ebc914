// One shopper's conversation in this tab: keeps the timeline true while lines drop, tabs multiply and servers restart.
// The server's database is the truth. Socket events are hints; whatever was missed is asked for by `seq`.

import { newId } from "./ids";
import { forget, keep, kept } from "./outbox";
import type {
  Ack,
  CaughtUp,
  Conversation,
  Decide,
  Intake,
  Promises,
  Satisfied,
  Suggestion,
  Ticket,
  Welcome,
} from "./protocol";
import type { Shelf } from "./shelf";
import { texts } from "./texts";
import type { Pending, Timeline } from "./timeline";
import * as timelines from "./timeline";
import type { Wire } from "./wire";

export interface ChatState {
  line: "connecting" | "up" | "down";
  timeline: Timeline;
  conversation: Conversation | null;
  promises: Promises | null;
  notice: string | null;
  /** How soon an inquiry usually is confirmed, where that is better than promised. */
  expectation: string | null;
  /** Somebody on the other side is typing. */
  typing: boolean;
  /** What the shopper thought of an answer, by `seq`. */
  ratings: Readonly<Record<number, boolean>>;
}

/** How long a gap may be an ack that is still on its way. */
const GAP_MS = 400;
const CATCH_UP_MS = 25_000;
const TYPING_SHOWN_MS = 5_000;
const TYPING_SENT_MS = 3_000;
const AGAIN_MS = 4_000;

export class Chat {
  state: ChatState;
  private readonly listeners = new Set<() => void>();
  private sendingNow = false;
  private welcomed = false;
  private catchingUp = false;
  private statesHeard = 0;
  private lastTyping = 0;
  private gapTimer: ReturnType<typeof setTimeout> | undefined;
  private typingTimer: ReturnType<typeof setTimeout> | undefined;

  /** @param watched whether the shopper can see the chat right now; a hidden one does not poll. */
  constructor(
    private readonly wire: Wire,
    private readonly shelf: Shelf,
    private readonly watched: () => boolean,
  ) {
    this.state = {
      line: "connecting",
      timeline: { ...timelines.empty, pending: kept(shelf, new Date(), texts.notSent) },
      conversation: null,
      promises: null,
      notice: null,
      expectation: null,
      typing: false,
      ratings: {},
    };
    wire.on("welcome", (welcome) => this.welcome(welcome));
    wire.on("message", (message) => {
      this.accept(timelines.receive(this.state.timeline, message));
      if (message.author.kind === "agent") this.change({ typing: false });
    });
    wire.on("state", ({ notice, promises, expectation, ...conversation }) => {
      this.statesHeard += 1;
      this.change({ conversation, notice, promises, expectation });
    });
    wire.on("typing", () => this.showTyping());
    wire.onDown(() => {
      this.welcomed = false;
      this.change({ line: "down" });
    });
    setInterval(() => {
      if (this.watched()) void this.catchUp();
    }, CATCH_UP_MS);
  }

  connect(): void {
    this.wire.connect();
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  get token(): string | null {
    return this.shelf.get("token");
  }

  /** Say something in the shopper's own words, or pick a suggested question. */
  say(text: string, entry?: string): void {
    this.post({ id: newId(), text, state: "sending", at: new Date().toISOString(), ...(entry ? { entry } : {}) });
  }

  /** Tap one of the options under a message. */
  choose(seq: number, option: string, label: string): void {
    this.post({ id: newId(), text: label, choice: { seq, option }, state: "sending", at: new Date().toISOString() });
  }

  retry(id: string): void {
    this.change({ timeline: timelines.retry(this.state.timeline, id) });
    void this.sendNext();
  }

  discard(id: string): void {
    forget(this.shelf, id);
    this.change({ timeline: timelines.withoutPending(this.state.timeline, id) });
  }

  async rate(seq: number, helpful: boolean): Promise<void> {
    const before = this.state.ratings;
    this.change({ ratings: { ...before, [seq]: helpful } });
    const ack = await this.ask(() => this.wire.ask("rate", { seq, helpful }));
    if (!ack?.ok) this.change({ ratings: before });
  }

  /** Questions that fit what is being typed; none when the line is down. */
  async suggest(text: string): Promise<Suggestion[]> {
    if (!this.welcomed) return [];
    const ack = await this.ask(() => this.wire.ask("suggest", { text }));
    return ack?.ok ? ack.suggestions : [];
  }

  /**
   * Hand the conversation to a person.
   * @param id made once for one form, so that trying again never makes a second ticket.
   * @returns null when no answer came.
   */
  async handOff(id: string, intake: Intake): Promise<Ack<{ ticket: Ticket }> | null> {
    const ack = await this.ask(() => this.wire.ask("hand_off", { id, intake }));
    const { conversation } = this.state;
    if (ack?.ok && conversation && !conversation.ticket) {
      this.change({ conversation: { ...conversation, owner: "queue", ticket: ack.ticket } });
    }
    return ack;
  }

  /**
   * Accept or decline the ticket's solution. The same id again decides nothing more, here and below.
   * @returns null when no answer came.
   */
  decide(decision: Decide): Promise<Ack<{ ticket: Ticket }> | null> {
    return this.decided(() => this.wire.ask("decide", decision));
  }

  /** Say whether the result is satisfying. */
  satisfied(word: Satisfied): Promise<Ack<{ ticket: Ticket }> | null> {
    return this.decided(() => this.wire.ask("satisfied", word));
  }

  private async decided(request: () => Promise<Ack<{ ticket: Ticket }>>): Promise<Ack<{ ticket: Ticket }> | null> {
    const heard = this.statesHeard;
    const ack = await this.ask(request);
    const { conversation } = this.state;
    // An event that came meanwhile tells the same, or something newer.
    if (ack?.ok && conversation && heard === this.statesHeard) {
      this.change({ conversation: { ...conversation, ticket: ack.ticket } });
    }
    // A refusal says that things stand differently by now.
    if (!ack?.ok) void this.catchUp();
    return ack;
  }

  /** Tell the other side that the shopper is typing; more often than needed does no harm. */
  typing(): void {
    const now = Date.now();
    if (this.state.conversation?.owner !== "agent" || now - this.lastTyping < TYPING_SENT_MS) return;
    this.lastTyping = now;
    this.wire.typing();
  }

  /** Ask for everything after the last message known, and how things stand now. */
  async catchUp(): Promise<void> {
    if (!this.welcomed || this.catchingUp) return;
    this.catchingUp = true;
    let more = true;
    while (more && this.welcomed) more = await this.askOn();
    this.catchingUp = false;
  }

  /** One answer's worth; whether there is more to ask for. */
  private async askOn(): Promise<boolean> {
    const [id, heard] = [this.state.conversation?.id, this.statesHeard];
    const after = timelines.lastSeq(this.state.timeline);
    const ack = await this.ask(() => this.wire.ask("catch_up", { after }));
    if (id !== this.state.conversation?.id) return true;
    if (!ack?.ok) return false;
    // An event that came meanwhile may be newer than this answer.
    const overtaken = heard !== this.statesHeard;
    if (!overtaken) this.change(standing(ack));
    if (ack.messages.length > 0) this.accept(timelines.catchUp(this.state.timeline, ack.messages));
    return overtaken || ack.more;
  }

  private welcome(welcome: Welcome): void {
    this.shelf.put("token", welcome.token);
    const same = this.state.conversation === null || this.state.conversation.id === welcome.conversation.id;
    const before = same ? this.state.timeline : { ...timelines.empty, pending: this.state.timeline.pending };
    this.welcomed = true;
    this.change({ line: "up", ...standing(welcome) });
    this.accept(timelines.catchUp(before, welcome.messages));
    void this.catchUp();
    void this.sendNext();
  }

  private post(pending: Pending): void {
    keep(this.shelf, pending);
    this.change({ timeline: timelines.echo(this.state.timeline, pending) });
    void this.sendNext();
  }

  // One at a time, so that what was said first is stored first, whatever the network does.
  private async sendNext(): Promise<void> {
    const next = this.state.timeline.pending.find((pending) => pending.state === "sending");
    if (!next || this.sendingNow || !this.welcomed) return;
    this.sendingNow = true;
    const ack = await this.ask(() => this.deliver(next));
    this.sendingNow = false;
    if (ack?.ok) {
      this.accept(timelines.acknowledge(this.state.timeline, next.id, ack.seq));
    } else if (ack && ack.error.code !== "unavailable") {
      this.change({ timeline: timelines.fail(this.state.timeline, next.id, ack.error.message) });
    } else if (this.welcomed) {
      // No answer on a line that is up, or the server asks for patience: the same id again, a little later.
      setTimeout(() => void this.sendNext(), AGAIN_MS);
      return;
    }
    void this.sendNext();
  }

  private deliver(said: Pending): Promise<Ack<{ id: string; seq: number }>> {
    return said.choice
      ? this.wire.ask("choose", { id: said.id, ...said.choice })
      : this.wire.ask("say", { id: said.id, text: said.text, ...(said.entry ? { entry: said.entry } : {}) });
  }

  private async ask<T>(request: () => Promise<T>): Promise<T | null> {
    try {
      return await request();
    } catch {
      return null;
    }
  }

  /** Show a timeline that the server has added to: what it has stored need not be sent again. */
  private accept(timeline: Timeline): void {
    const open = new Set(timeline.pending.map((pending) => pending.id));
    for (const { id } of this.state.timeline.pending) {
      if (!open.has(id)) forget(this.shelf, id);
    }
    this.change({ timeline });
    this.mendGapSoon();
  }

  private mendGapSoon(): void {
    if (!timelines.hasGap(this.state.timeline) || this.gapTimer !== undefined) return;
    this.gapTimer = setTimeout(() => {
      this.gapTimer = undefined;
      if (timelines.hasGap(this.state.timeline)) void this.catchUp();
    }, GAP_MS);
  }

  private showTyping(): void {
    clearTimeout(this.typingTimer);
    this.change({ typing: true });
    this.typingTimer = setTimeout(() => this.change({ typing: false }), TYPING_SHOWN_MS);
  }

  private change(part: Partial<ChatState>): void {
    this.state = { ...this.state, ...part };
    for (const listener of this.listeners) listener();
  }
}

function standing({ conversation, promises, notice, expectation }: CaughtUp | Welcome): Partial<ChatState> {
  return { conversation, promises, notice, expectation };
}
