// What is shown of a conversation, from what has arrived so far. Socket events may come twice, late or not at all;
// `seq` tells. Pure: every function gives a new timeline back.

import type { AuthorKind, Message } from "./protocol";

/** Something the shopper has said that the server has not acknowledged yet. */
export interface Pending {
  id: string;
  text: string;
  /** The suggestion that was picked, or the option that was chosen. */
  entry?: string;
  choice?: { seq: number; option: string };
  state: "sending" | "failed";
  /** Why it failed, in words. */
  fault?: string;
  at: string;
}

export interface Timeline {
  /** In order of `seq`, without a gap that the server has not confirmed. */
  messages: readonly Message[];
  /** Arrived ahead of their turn: something before them is still missing. */
  held: readonly Message[];
  pending: readonly Pending[];
}

export const empty: Timeline = { messages: [], held: [], pending: [] };

export function lastSeq(timeline: Timeline): number {
  return timeline.messages.at(-1)?.seq ?? 0;
}

export function hasGap(timeline: Timeline): boolean {
  return timeline.held.length > 0;
}

/** One message came by itself. Known ones change nothing; one that is ahead of its turn is held until the gap closes. */
export function receive(timeline: Timeline, message: Message): Timeline {
  const known = message.seq <= lastSeq(timeline) || timeline.held.some((held) => held.seq === message.seq);
  return known ? timeline : settle(timeline, [...timeline.held, message], 0);
}

/** The server said what it has, up to the last of these: what is missing among them does not exist. */
export function catchUp(timeline: Timeline, messages: readonly Message[]): Timeline {
  const fresh = messages.filter((message) => message.seq > lastSeq(timeline));
  const freshSeqs = new Set(fresh.map((message) => message.seq));
  const held = timeline.held.filter((message) => !freshSeqs.has(message.seq));
  return settle(timeline, [...held, ...fresh], fresh.at(-1)?.seq ?? 0);
}

/** Show at once what was typed. */
export function echo(timeline: Timeline, pending: Pending): Timeline {
  return { ...timeline, pending: [...timeline.pending, pending] };
}

/** The server has stored what was said, as number `seq`. It does not send it back to the tab that said it. */
export function acknowledge(timeline: Timeline, id: string, seq: number): Timeline {
  const said = timeline.pending.find((pending) => pending.id === id);
  if (!said) return timeline;
  const rest = withoutPending(timeline, id);
  return seq <= lastSeq(rest) ? rest : receive(rest, asMessage(said, seq));
}

export function fail(timeline: Timeline, id: string, fault: string): Timeline {
  return changePending(timeline, id, (pending) => ({ ...pending, state: "failed", fault }));
}

export function retry(timeline: Timeline, id: string): Timeline {
  return changePending(timeline, id, ({ fault: _, ...pending }) => ({ ...pending, state: "sending" }));
}

export function withoutPending(timeline: Timeline, id: string): Timeline {
  return { ...timeline, pending: timeline.pending.filter((pending) => pending.id !== id) };
}

/** `seq` of the last message of this author, 0 when there is none. */
export function lastSeqBy(timeline: Timeline, kind: AuthorKind): number {
  return timeline.messages.reduce((seq, message) => (message.author.kind === kind ? message.seq : seq), 0);
}

/** `seq` of the last message of anybody but this author, 0 when there is none. */
export function lastSeqNotBy(timeline: Timeline, kind: AuthorKind): number {
  return timeline.messages.reduce((seq, message) => (message.author.kind === kind ? seq : message.seq), 0);
}

/** Move what follows on without a gap, and everything up to `confirmed`, from held to shown. */
function settle(timeline: Timeline, arrived: readonly Message[], confirmed: number): Timeline {
  const waiting = [...arrived].sort((one, other) => one.seq - other.seq);
  const messages = [...timeline.messages];
  while (waiting[0] && (waiting[0].seq <= confirmed || waiting[0].seq === (messages.at(-1)?.seq ?? 0) + 1)) {
    messages.push(waiting.shift() as Message);
  }
  const shown = new Set(messages.map((message) => message.id));
  return { messages, held: waiting, pending: timeline.pending.filter((pending) => !shown.has(pending.id)) };
}

function changePending(timeline: Timeline, id: string, change: (pending: Pending) => Pending): Timeline {
  return {
    ...timeline,
    pending: timeline.pending.map((pending) => (pending.id === id ? change(pending) : pending)),
  };
}

/** A message as it will be once the server has stored it. */
export function asMessage(said: Pending, seq: number): Message {
  return {
    seq,
    id: said.id,
    reply_to: null,
    author: { kind: "shopper", name: "" },
    text: said.text,
    html: "",
    entry: null,
    options: [],
    handoff: null,
    asks: [],
    source: null,
    at: said.at,
  };
}
