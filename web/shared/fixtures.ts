// A server played by hand, and messages, for the tests.

import type { Ack, CaughtUp, Message, Requests, ServerEvents, Ticket, Welcome } from "./protocol";
import type { Wire } from "./wire";

type Asked = { event: keyof Requests; payload: unknown; answer: (ack: unknown) => void; lose: () => void };

export class HandWire implements Wire {
  /** Everything the client has asked and not been answered, oldest first. */
  asked: Asked[] = [];
  typingSent = 0;
  private readonly listeners: Partial<Record<string, (...given: never[]) => void>> = {};
  private down: () => void = () => undefined;

  on<E extends keyof ServerEvents>(event: E, listener: ServerEvents[E]): void {
    this.listeners[event] = listener;
  }
  onDown(listener: () => void): void {
    this.down = listener;
  }
  connect(): void {}
  typing(): void {
    this.typingSent += 1;
  }
  ask<E extends keyof Requests>(event: E, payload: Requests[E]["send"]): Promise<Ack<Requests[E]["answer"]>> {
    return new Promise((resolve, reject) => {
      this.asked.push({
        event,
        payload,
        answer: resolve as (ack: unknown) => void,
        lose: () => reject(new Error("lost")),
      });
    });
  }

  tell<E extends keyof ServerEvents>(event: E, ...given: Parameters<ServerEvents[E]>): void {
    this.listeners[event]?.(...(given as never[]));
  }
  /** Cut the line: what is unanswered stays so. */
  cut(): void {
    this.down();
    for (const asked of this.asked.splice(0)) asked.lose();
  }
  /** Every open request of one kind. */
  of(event: keyof Requests): Asked[] {
    return this.asked.filter((asked) => asked.event === event);
  }
  /** Answer the oldest open request of one kind, and let the client go on. */
  async answer(event: keyof Requests, ack: unknown): Promise<unknown> {
    const asked = this.of(event)[0];
    if (!asked) throw new Error(`nobody asked ${event}`);
    this.asked.splice(this.asked.indexOf(asked), 1);
    asked.answer(ack);
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    return asked.payload;
  }
}

export function message(seq: number, given: Partial<Message> = {}): Message {
  return {
    seq,
    id: `m${seq}`,
    reply_to: null,
    author: { kind: "assistant", name: "" },
    text: `message ${seq}`,
    html: `<p>message ${seq}</p>`,
    entry: null,
    options: [],
    handoff: null,
    asks: [],
    source: null,
    at: "2026-11-02T15:00:00+00:00",
    ...given,
  };
}

export function welcome(messages: Message[] = [], given: Partial<Welcome["conversation"]> = {}): Welcome {
  return {
    token: "token-1",
    conversation: { id: "c1", owner: "assistant", agent: null, ticket: null, ...given },
    messages,
    notice: null,
    expectation: null,
    promises: {
      general: { confirmation_by: "2026-11-05T22:00:00+00:00", resolution_by: "2026-11-09T22:00:00+00:00" },
      complex: { confirmation_by: "2026-11-05T22:00:00+00:00", update_by: "2026-11-05T22:00:00+00:00" },
    },
  };
}

/** A ticket received just now, unless something else is given. */
export function ticket(given: Partial<Ticket> = {}): Ticket {
  return {
    number: "10001",
    url: "https://help.example/t/abc",
    step: "received",
    kind: "general",
    confirmation_by: "2026-11-05T22:00:00+00:00",
    resolution_by: "2026-11-09T22:00:00+00:00",
    update_by: null,
    notice: null,
    waiting: null,
    asks: null,
    next: "One of us will review your inquiry and confirm it to you by Thu 5 Nov, 17:00.",
    ...given,
  };
}

/** What `catch_up` answers. */
export function caughtUp(messages: Message[] = [], given: Partial<CaughtUp> = {}): { ok: true } & CaughtUp {
  const { conversation, notice, promises, expectation } = welcome();
  return { ok: true, conversation, notice, promises, expectation, messages, more: false, ...given };
}
