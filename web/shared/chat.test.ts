import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Chat } from "./chat";
import { caughtUp, HandWire, message, ticket, welcome } from "./fixtures";
import type { Say } from "./protocol";
import { memoryShelf, type Shelf } from "./shelf";

let wire: HandWire;
let shelf: Shelf;
let visible: boolean;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-11-02T15:00:00Z") });
  wire = new HandWire();
  shelf = memoryShelf();
  visible = true;
});
afterEach(() => {
  vi.useRealTimers();
});

const open = (): Chat => new Chat(wire, shelf, () => visible);
const texts = (chat: Chat): string[] => chat.state.timeline.messages.map((shown) => shown.text);

const { notice, promises, expectation } = welcome();
const outlook = { notice, promises, expectation };

async function welcomed(messages = [message(1)]): Promise<Chat> {
  const chat = open();
  wire.tell("welcome", welcome(messages));
  await wire.answer("catch_up", caughtUp());
  return chat;
}

describe("saying something", () => {
  it("shows it at once, and as sent under the server's number after the ack", async () => {
    const chat = await welcomed();
    chat.say("where is my parcel");
    expect(chat.state.timeline.pending).toMatchObject([{ text: "where is my parcel", state: "sending" }]);
    const id = chat.state.timeline.pending[0]?.id;
    await wire.answer("say", { ok: true, id, seq: 2 });
    expect(chat.state.timeline.pending).toEqual([]);
    expect(chat.state.timeline.messages.at(-1)).toMatchObject({ seq: 2, id, author: { kind: "shopper" } });
  });

  it("sends the second message only after the first is stored", async () => {
    const chat = await welcomed();
    chat.say("first");
    chat.say("second");
    expect(wire.of("say").map((asked) => (asked.payload as Say).text)).toEqual(["first"]);
    await wire.answer("say", { ok: true, id: "x", seq: 2 });
    expect(wire.of("say").map((asked) => (asked.payload as Say).text)).toEqual(["second"]);
  });

  it("waits for the line when it is down", () => {
    const chat = open();
    chat.say("hello");
    expect(wire.of("say")).toEqual([]);
    wire.tell("welcome", welcome());
    expect(wire.of("say")).toHaveLength(1);
  });

  it("sends the same id again after the line was cut before the ack", async () => {
    const chat = await welcomed();
    chat.say("hello");
    const first = wire.of("say")[0]?.payload;
    wire.cut();
    await vi.advanceTimersByTimeAsync(0);
    expect(chat.state.line).toBe("down");
    wire.tell("welcome", welcome([message(1)]));
    await vi.advanceTimersByTimeAsync(0);
    expect(wire.of("say").map((asked) => asked.payload)).toEqual([first]);
  });

  it("does not send again what the server has stored though its ack was lost", async () => {
    const chat = await welcomed();
    chat.say("hello");
    const id = chat.state.timeline.pending[0]?.id ?? "";
    wire.cut();
    await vi.advanceTimersByTimeAsync(0);
    wire.tell(
      "welcome",
      welcome([message(1), message(2, { id, author: { kind: "shopper", name: "" }, text: "hello" })]),
    );
    expect(wire.of("say")).toEqual([]);
    expect(texts(chat)).toEqual(["message 1", "hello"]);
    expect(shelf.keys("outbox.")).toEqual([]);
  });

  it("tries the same id again when no ack comes on a line that is up", async () => {
    const chat = await welcomed();
    chat.say("hello");
    const first = wire.of("say")[0];
    wire.asked = [];
    first?.lose();
    await vi.advanceTimersByTimeAsync(4_000);
    expect(wire.of("say").map((asked) => asked.payload)).toEqual([first?.payload]);
    expect(chat.state.timeline.pending).toHaveLength(1);
  });

  it("tells a refusal in the server's words and sends again on retry, under the same id", async () => {
    const chat = await welcomed();
    chat.say("hello");
    const id = chat.state.timeline.pending[0]?.id ?? "";
    await wire.answer("say", { ok: false, error: { code: "too_many", message: "Please wait 10 seconds." } });
    expect(chat.state.timeline.pending).toMatchObject([{ state: "failed", fault: "Please wait 10 seconds." }]);
    chat.retry(id);
    expect(wire.of("say").map((asked) => (asked.payload as Say).id)).toEqual([id]);
  });

  it("lets what follows a refused message go out", async () => {
    const chat = await welcomed();
    chat.say("refused");
    chat.say("fine");
    await wire.answer("say", { ok: false, error: { code: "malformed", message: "No." } });
    expect(wire.of("say").map((asked) => (asked.payload as Say).text)).toEqual(["fine"]);
  });

  it("keeps trying while the database is away, without calling it failed", async () => {
    const chat = await welcomed();
    chat.say("hello");
    await wire.answer("say", { ok: false, error: { code: "unavailable", message: "Away." } });
    expect(chat.state.timeline.pending).toMatchObject([{ state: "sending" }]);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(wire.of("say")).toHaveLength(1);
  });

  it("survives a reload, and is sent under the same id", async () => {
    const before = open();
    before.say("written offline");
    const id = before.state.timeline.pending[0]?.id;
    wire = new HandWire();
    const after = open();
    expect(after.state.timeline.pending).toMatchObject([{ id, text: "written offline" }]);
    wire.tell("welcome", welcome());
    expect(wire.of("say").map((asked) => (asked.payload as Say).id)).toEqual([id]);
  });

  it("does not send by itself what was written more than an hour ago", () => {
    open().say("yesterday's words");
    vi.setSystemTime(new Date("2026-11-02T17:00:00Z"));
    const after = open();
    wire.tell("welcome", welcome());
    expect(wire.of("say")).toEqual([]);
    expect(after.state.timeline.pending).toMatchObject([{ state: "failed" }]);
  });
});

describe("hearing", () => {
  it("shows messages in the order of seq, though a reply overtakes the ack", async () => {
    const chat = await welcomed();
    chat.say("hello");
    wire.tell("message", message(3, { text: "reply" }));
    expect(texts(chat)).toEqual(["message 1"]);
    await wire.answer("say", { ok: true, id: "x", seq: 2 });
    expect(texts(chat)).toEqual(["message 1", "hello", "reply"]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(wire.of("catch_up")).toEqual([]);
  });

  it("ignores what it has", async () => {
    const chat = await welcomed([message(1), message(2)]);
    wire.tell("message", message(2));
    wire.tell("message", message(1));
    expect(texts(chat)).toEqual(["message 1", "message 2"]);
  });

  it("asks for what a gap hides, after what it has", async () => {
    const chat = await welcomed();
    wire.tell("message", message(4));
    wire.tell("message", message(4));
    expect(texts(chat)).toEqual(["message 1"]);
    await vi.advanceTimersByTimeAsync(400);
    const asked = await wire.answer("catch_up", caughtUp([message(2), message(3), message(4)]));
    expect(asked).toEqual({ after: 1 });
    expect(texts(chat)).toEqual(["message 1", "message 2", "message 3", "message 4"]);
  });

  it("catches up after every reconnection", async () => {
    const chat = await welcomed();
    wire.cut();
    await vi.advanceTimersByTimeAsync(0);
    wire.tell("welcome", welcome([message(1), message(2)]));
    expect(await wire.answer("catch_up", caughtUp([message(3)]))).toEqual({ after: 2 });
    expect(texts(chat)).toEqual(["message 1", "message 2", "message 3"]);
  });

  it("asks every 25 seconds, but only while somebody looks", async () => {
    await welcomed();
    visible = false;
    await vi.advanceTimersByTimeAsync(25_000);
    expect(wire.of("catch_up")).toEqual([]);
    visible = true;
    await vi.advanceTimersByTimeAsync(25_000);
    expect(wire.of("catch_up")).toHaveLength(1);
  });

  it("asks on until it has all of a long conversation, in order and without a gap", async () => {
    const chat = open();
    wire.tell("welcome", welcome([message(1), message(2)]));
    wire.tell("message", message(7));
    expect(await wire.answer("catch_up", caughtUp([message(3), message(4)], { more: true }))).toEqual({ after: 2 });
    expect(texts(chat)).toEqual(["message 1", "message 2", "message 3", "message 4"]);
    expect(await wire.answer("catch_up", caughtUp([message(5), message(6)]))).toEqual({ after: 4 });
    expect(chat.state.timeline.messages.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(wire.of("catch_up")).toEqual([]);
  });

  it("learns from catching up that an agent has taken over, though the event was lost", async () => {
    const chat = open();
    wire.tell("welcome", welcome([message(1)]));
    const { conversation } = welcome([], { owner: "agent", agent: "Maya" });
    await wire.answer("catch_up", caughtUp([], { conversation }));
    expect(chat.state.conversation).toMatchObject({ owner: "agent", agent: "Maya" });
  });

  it("is not set back by an answer that an event has overtaken, and asks again", async () => {
    const chat = open();
    wire.tell("welcome", welcome([message(1)]));
    const { conversation } = welcome([], { owner: "agent", agent: "Maya" });
    wire.tell("state", { ...conversation, ...outlook });
    await wire.answer("catch_up", caughtUp());
    expect(chat.state.conversation?.owner).toBe("agent");
    await wire.answer("catch_up", caughtUp([], { conversation }));
    expect(chat.state.conversation?.owner).toBe("agent");
    expect(wire.of("catch_up")).toEqual([]);
  });

  it("keeps the dates of the next inquiry fresh, by every state and every catching up", async () => {
    const chat = await welcomed();
    const later = { confirmation_by: "2026-11-06T22:00:00+00:00", resolution_by: "2026-11-10T22:00:00+00:00" };
    const peak = "We are busier than usual.";
    const { conversation } = welcome();
    const usual = "Most inquiries were confirmed within 5 working hours lately.";
    const told = { notice: peak, promises: { ...promises, general: later }, expectation: usual };
    wire.tell("state", { ...conversation, ...told });
    expect(chat.state).toMatchObject({ conversation, ...told });
    void chat.catchUp();
    await wire.answer("catch_up", caughtUp());
    expect(chat.state).toMatchObject({ notice: null, promises, expectation: null });
  });

  it("begins anew when the server no longer knows the conversation, and keeps what is not sent", async () => {
    const chat = await welcomed();
    wire.cut();
    chat.say("still mine");
    wire.tell("welcome", { ...welcome([], { id: "c2" }), token: "token-2" });
    expect(texts(chat)).toEqual([]);
    expect(chat.token).toBe("token-2");
    expect(wire.of("say")).toHaveLength(1);
  });

  it("shows typing for five seconds, or until the agent's message is there", async () => {
    const chat = await welcomed();
    wire.tell("typing");
    expect(chat.state.typing).toBe(true);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(chat.state.typing).toBe(false);
    wire.tell("typing");
    wire.tell("message", message(2, { author: { kind: "agent", name: "Maya" } }));
    expect(chat.state.typing).toBe(false);
  });
});

describe("deciding", () => {
  const asked = ticket({ step: "executing", waiting: "consent", asks: { kind: "consent", version: 1, cost: null } });
  const decision = { id: "decision-1", decision: "accept", version: 1, ticket: "10001" } as const;

  async function asking(): Promise<Chat> {
    const chat = await welcomed();
    wire.tell("state", { ...welcome([], { owner: "agent", ticket: asked }).conversation, ...outlook });
    return chat;
  }

  it("shows how the ticket stands as soon as the decision is acknowledged", async () => {
    const chat = await asking();
    void chat.decide(decision);
    expect(await wire.answer("decide", { ok: true, ticket: { ...asked, asks: null } })).toEqual(decision);
    expect(chat.state.conversation?.ticket?.asks).toBeNull();
  });

  it("is not set back by an answer that an event has overtaken", async () => {
    const chat = await asking();
    void chat.decide(decision);
    const next = { ...asked, asks: { kind: "consent", version: 2, cost: null } as const };
    wire.tell("state", { ...welcome([], { owner: "agent", ticket: next }).conversation, ...outlook });
    await wire.answer("decide", { ok: true, ticket: { ...asked, asks: null } });
    expect(chat.state.conversation?.ticket?.asks).toEqual({ kind: "consent", version: 2, cost: null });
  });

  it("looks how things stand when it is refused", async () => {
    const chat = await asking();
    const word = chat.satisfied({ id: "word-0001", satisfied: true, ticket: "10001" });
    await wire.answer("satisfied", { ok: false, error: { code: "wrong_step", message: "Not now." } });
    expect(await word).toMatchObject({ ok: false });
    expect(wire.of("catch_up")).toHaveLength(1);
  });
});

describe("the rest", () => {
  it("tells an agent of typing at most every three seconds, and the assistant never", async () => {
    const chat = await welcomed();
    chat.typing();
    expect(wire.typingSent).toBe(0);
    wire.tell("state", { ...welcome([], { owner: "agent", agent: "Maya" }).conversation, ...outlook });
    chat.typing();
    chat.typing();
    expect(wire.typingSent).toBe(1);
    await vi.advanceTimersByTimeAsync(3_000);
    chat.typing();
    expect(wire.typingSent).toBe(2);
  });

  it("takes a rating back when the server did not keep it", async () => {
    const chat = await welcomed();
    void chat.rate(1, true);
    expect(chat.state.ratings).toEqual({ 1: true });
    await wire.answer("rate", { ok: false, error: { code: "malformed", message: "No." } });
    expect(chat.state.ratings).toEqual({});
  });

  it("shows the ticket as soon as the handoff is acknowledged", async () => {
    const chat = await welcomed();
    void chat.handOff("h1", { name: "Ada", email: "ada@example.org", details: "help" });
    await wire.answer("hand_off", { ok: true, ticket: ticket() });
    expect(chat.state.conversation).toMatchObject({ owner: "queue", ticket: { number: "10001" } });
  });
});
