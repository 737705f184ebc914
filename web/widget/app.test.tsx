import { cleanup, fireEvent, render, screen, within } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Chat } from "../shared/chat";
import { caughtUp, HandWire, message, ticket, welcome } from "../shared/fixtures";
import type { Message, Ticket } from "../shared/protocol";
import { memoryShelf, type Shelf } from "../shared/shelf";
import { texts } from "../shared/texts";
import { App } from "./app";
import type { Host } from "./host";

let wire: HandWire;
let shelf: Shelf;
let host: Host & { closed: number };

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-11-02T15:00:00Z") });
  Element.prototype.scrollIntoView = () => undefined;
  wire = new HandWire();
  shelf = memoryShelf();
  host = {
    closed: 0,
    closable: true,
    watched: () => true,
    ready: () => undefined,
    close() {
      this.closed += 1;
    },
    onShown: () => undefined,
  };
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

async function open(messages: Message[] = []): Promise<void> {
  const chat = new Chat(wire, shelf, () => true);
  render(<App chat={chat} shelf={shelf} host={host} shop="Bloom" timeZone="America/New_York" />);
  wire.tell("welcome", welcome(messages));
  await wire.answer("catch_up", caughtUp());
  await settled();
}

const settled = (): Promise<unknown> => vi.advanceTimersByTimeAsync(50);
const box = (): HTMLTextAreaElement => screen.getByLabelText(texts.message);
const field = (label: string): HTMLInputElement => screen.getByLabelText(new RegExp(`^${label}`));
const button = (name: string): HTMLElement => screen.getByRole("button", { name });
const answer = (seq: number, given: Partial<Message> = {}): Message =>
  message(seq, { html: "<p>Within <strong>60 days</strong>.</p>", entry: "returns/window", ...given });

async function type(text: string): Promise<void> {
  fireEvent.input(box(), { target: { value: text } });
  await vi.advanceTimersByTimeAsync(300);
}
async function fill(label: string, value: string): Promise<void> {
  fireEvent.input(field(label), { target: { value } });
  await settled();
}
async function press(element: HTMLElement): Promise<void> {
  fireEvent.click(element);
  await settled();
}

describe("a question", () => {
  it("is shown as it was typed, in one element from the echo to the ack", async () => {
    await open();
    await type("is <b>this</b> safe");
    fireEvent.keyDown(box(), { key: "Enter" });
    await settled();
    const echo = screen.getByText("is <b>this</b> safe");
    expect(box().value).toBe("");
    await wire.answer("say", { ok: true, id: "x", seq: 1 });
    await settled();
    expect(screen.getByText("is <b>this</b> safe")).toBe(echo);
    expect(screen.queryByText(texts.sending)).toBeNull();
  });

  it("is not sent by Shift and Enter, nor when there is nothing but blanks", async () => {
    await open();
    await type("one line");
    fireEvent.keyDown(box(), { key: "Enter", shiftKey: true });
    await type("   ");
    fireEvent.keyDown(box(), { key: "Enter" });
    expect(wire.of("say")).toEqual([]);
  });

  it("is kept as a draft over a reload", async () => {
    await open();
    await type("half a quest");
    cleanup();
    wire = new HandWire();
    await open();
    expect(box().value).toBe("half a quest");
  });
});

describe("an answer", () => {
  it("shows the server's markup, its source, and asks whether it helped", async () => {
    const source = {
      policy: "customer-service",
      section: "2",
      title: "Customer service policy",
      url: "/policies/x#2",
    };
    await open([answer(1, { source })]);
    expect(screen.getByText("60 days").tagName).toBe("STRONG");
    expect(screen.getByRole("link", { name: texts.from("Customer service policy", "2") }).getAttribute("href")).toBe(
      "/policies/x#2",
    );
    await press(button(texts.yes));
    expect(await wire.answer("rate", { ok: true })).toEqual({ seq: 1, helpful: true });
    await settled();
    expect(screen.getByText(texts.helped)).toBeTruthy();
  });

  it("is not rated when it is small talk", async () => {
    await open([answer(1, { entry: "chat/greeting" })]);
    expect(screen.queryByText(texts.didItHelp)).toBeNull();
  });

  it("offers its options until something is said after it", async () => {
    await open([answer(1, { options: [{ id: "refunds/timing", label: "How long does a refund take?" }] })]);
    await press(button("How long does a refund take?"));
    expect(screen.queryByRole("button", { name: "How long does a refund take?" })).toBeNull();
    expect(await wire.answer("choose", { ok: true, id: "x", seq: 2 })).toMatchObject({
      seq: 1,
      option: "refunds/timing",
    });
  });
});

describe("suggestions", () => {
  const found = { ok: true, suggestions: [{ id: "returns/window", title: "How long may I return?" }] };

  it("come after three characters and a pause, and are picked without leaving the text", async () => {
    await open();
    await type("ho");
    expect(wire.of("suggest")).toEqual([]);
    await type("how");
    await wire.answer("suggest", found);
    await settled();
    expect(screen.getByRole("option")).toBeTruthy();
    fireEvent.keyDown(box(), { key: "ArrowDown" });
    await settled();
    expect(box().getAttribute("aria-activedescendant")).toBe(screen.getByRole("option").id);
    fireEvent.keyDown(box(), { key: "Enter" });
    await settled();
    expect(wire.of("say")[0]?.payload).toMatchObject({ text: "How long may I return?", entry: "returns/window" });
  });

  it("go away with Escape, which closes the chat only when they are gone", async () => {
    await open();
    await type("how");
    await wire.answer("suggest", found);
    await settled();
    fireEvent.keyDown(box(), { key: "Escape", bubbles: true });
    await settled();
    expect(screen.queryByRole("option")).toBeNull();
    expect(host.closed).toBe(0);
    fireEvent.keyDown(box(), { key: "Escape", bubbles: true });
    expect(host.closed).toBe(1);
  });

  it("do not come to a shopper who writes to a person", async () => {
    await open();
    const { conversation, promises, notice, expectation } = welcome([], { owner: "agent", agent: "Maya" });
    wire.tell("state", { ...conversation, promises, notice, expectation });
    await settled();
    await type("how long");
    expect(wire.of("suggest")).toEqual([]);
    expect(box().placeholder).toBe(texts.agentPlaceholder("Maya"));
  });
});

describe("handing over", () => {
  const made = ticket({ url: "/t/secret" });
  const said = message(1, { author: { kind: "shopper", name: "" }, text: "the jar of order #10442 is broken" });

  it("asks for what is missing, shows the dates, and ends in a ticket with its link", async () => {
    await open([said]);
    await press(button(texts.person));
    expect(document.activeElement).toBe(field(texts.name));
    expect(field(texts.details).value).toBe("the jar of order #10442 is broken");
    expect(field(texts.order_number).value).toBe("10442");
    expect(screen.getByText(/Thu 5 Nov, 17:00.*Mon 9 Nov, 17:00/)).toBeTruthy();
    await fill(texts.name, "Ada");
    await fill(texts.email, "ada@example.org");
    await press(button(texts.handOff));
    const given = await wire.answer("hand_off", { ok: true, ticket: made });
    expect(given).toMatchObject({
      intake: {
        name: "Ada",
        email: "ada@example.org",
        details: "the jar of order #10442 is broken",
        order_number: "10442",
      },
    });
    expect((given as { intake: object }).intake).not.toHaveProperty("phone");
    await settled();
    const bar = screen.getByRole("region", { name: texts.ticket("10001") });
    expect(within(bar).getByLabelText<HTMLInputElement>(texts.ticketLink).value).toMatch(/\/t\/secret$/);
    expect(document.activeElement).toBe(within(bar).getAllByRole("button")[0]);
    expect(screen.queryByRole("button", { name: texts.handOff })).toBeNull();
  });

  it("shows the dates of now, though the chat was opened the day before", async () => {
    await open([said]);
    await press(button(texts.person));
    const { promises } = welcome();
    const general = { confirmation_by: "2026-11-06T22:00:00+00:00", resolution_by: "2026-11-10T22:00:00+00:00" };
    await wire.answer("catch_up", caughtUp([], { promises: { ...promises, general } }));
    await settled();
    expect(screen.getByText(/Fri 6 Nov, 17:00.*Tue 10 Nov, 17:00/)).toBeTruthy();
  });

  it("tells how soon it usually is, beside the promised dates", async () => {
    await open([said]);
    await press(button(texts.person));
    const expectation = "Most inquiries were confirmed within 5 working hours lately. This is an estimate.";
    await wire.answer("catch_up", caughtUp([], { expectation }));
    await settled();
    expect(screen.getByText(expectation)).toBeTruthy();
  });

  it("tells what is missing at its field, and brings the focus there", async () => {
    await open([said]);
    await press(button(texts.person));
    await fill(texts.name, "Ada");
    await press(button(texts.handOff));
    const email = field(texts.email);
    expect(email.getAttribute("aria-invalid")).toBe("true");
    expect(document.getElementById(email.getAttribute("aria-describedby") ?? "")?.textContent).toBe(texts.faultReach);
    expect(document.activeElement).toBe(email);
    expect(wire.of("hand_off")).toEqual([]);
  });

  it("takes a phone number in place of an address", async () => {
    await open([said]);
    await press(button(texts.person));
    await press(button(texts.phoneInstead));
    await fill(texts.name, "Ada");
    await fill(texts.phone, "+1 212 555 0100");
    await press(button(texts.handOff));
    const given = (await wire.answer("hand_off", { ok: true, ticket: made })) as { intake: object };
    expect(given.intake).toMatchObject({ phone: "+1 212 555 0100" });
    expect(given.intake).not.toHaveProperty("email");
  });

  it("shows what the server refuses, and sends the same id again", async () => {
    await open([said]);
    await press(button(texts.person));
    await fill(texts.name, "Ada");
    await fill(texts.email, "ada@example.bad");
    await press(button(texts.handOff));
    const refusal = { code: "missing_fields", message: "Please check.", fields: { email: "No mail arrives there." } };
    const first = (await wire.answer("hand_off", { ok: false, error: refusal })) as { id: string };
    await settled();
    expect(screen.getByText("No mail arrives there.")).toBeTruthy();
    await fill(texts.email, "ada@example.org");
    expect(screen.queryByText("No mail arrives there.")).toBeNull();
    await press(button(texts.handOff));
    expect(wire.of("hand_off")[0]?.payload).toMatchObject({ id: first.id });
  });

  it("opens by itself when the assistant passes on, and leaves the focus where it is", async () => {
    await open([said, message(2, { handoff: "intake", asks: ["product"] })]);
    expect(field(texts.product)).toBeTruthy();
    expect(document.activeElement).toBe(box());
    await press(button(texts.notNow));
    expect(screen.queryByRole("button", { name: texts.handOff })).toBeNull();
    expect(button(texts.person)).toBeTruthy();
  });
});

describe("what the ticket asks", () => {
  const proposed = message(2, { author: { kind: "agent", name: "Maya" }, html: "<p>We send a new jar.</p>" });
  const asks = (given: Partial<Ticket>): void => {
    const { conversation, promises, notice, expectation } = welcome([], { owner: "agent", ticket: ticket(given) });
    wire.tell("state", { ...conversation, promises, notice, expectation });
  };
  const consent = (version = 1): Partial<Ticket> => ({
    step: "executing",
    waiting: "consent",
    asks: { kind: "consent", version, cost: "USD 4.90" },
    next: "It is your turn.",
  });

  it("says plainly that it is the shopper's turn, and by when", async () => {
    await open([message(1), proposed]);
    asks({
      step: "verifying",
      waiting: "answer",
      next: "It is your turn: without an answer we close after Thu 12 Nov.",
    });
    await settled();
    const bar = screen.getByRole("region", { name: texts.ticket("10001") });
    expect(within(bar).getByRole("status").textContent).toBe(texts.waitingFor.answer);
    await press(within(bar).getByRole("button", { name: new RegExp(texts.waitingFor.answer) }));
    expect(screen.getByText(/without an answer we close after Thu 12 Nov/)).toBeTruthy();
  });

  it("is agreed to with one button, outside of the log, and thanked for where the button was", async () => {
    await open([message(1), proposed]);
    asks(consent());
    await settled();
    expect(within(screen.getByRole("log")).queryByText(texts.consentTitle)).toBeNull();
    expect(screen.getByText(texts.consentCosts("USD 4.90"))).toBeTruthy();
    await press(button(texts.accept));
    await press(button(texts.accept));
    expect(wire.of("decide")).toHaveLength(1);
    const given = await wire.answer("decide", { ok: true, ticket: ticket({ step: "executing" }) });
    expect(given).toMatchObject({ decision: "accept", version: 1 });
    await settled();
    expect(screen.queryByRole("button", { name: texts.accept })).toBeNull();
    expect(document.activeElement?.textContent).toBe(texts.accepted);
  });

  it("sends the same id again when no answer came, and another for another version", async () => {
    await open([message(1), proposed]);
    asks(consent());
    await settled();
    await press(button(texts.decline));
    const first = wire.of("decide")[0]?.payload as { id: string };
    wire.of("decide")[0]?.lose();
    wire.asked = [];
    await settled();
    expect(screen.getByRole("alert").textContent).toBe(texts.noAnswer);
    await press(button(texts.decline));
    expect(wire.of("decide")[0]?.payload).toEqual({ id: first.id, decision: "decline", version: 1, ticket: "10001" });
    asks(consent(2));
    await settled();
    expect(screen.getByText(new RegExp(texts.consentAgain))).toBeTruthy();
    await press(button(texts.decline));
    const again = wire.of("decide")[1]?.payload as { id: string; version: number };
    expect([again.version, again.id === first.id]).toEqual([2, false]);
  });

  it("shows in the server's words why a decision was refused", async () => {
    await open([message(1), proposed]);
    asks(consent());
    await settled();
    await press(button(texts.accept));
    await wire.answer("decide", { ok: false, error: { code: "changed", message: "The solution has changed since." } });
    await settled();
    expect(screen.getByRole("alert").textContent).toBe("The solution has changed since.");
  });

  it("takes the word on the result with a comment", async () => {
    await open([message(1), proposed]);
    asks({ step: "following_up", asks: { kind: "satisfaction" } });
    await settled();
    await fill(texts.comment, "Quick and kind.");
    await press(button(texts.settled));
    const done = ticket({ step: "closed", asks: null });
    const given = await wire.answer("satisfied", { ok: true, ticket: done });
    expect(given).toMatchObject({ satisfied: true, comment: "Quick and kind." });
    await settled();
    expect(document.activeElement?.textContent).toBe(texts.satisfied);
  });

  it("asks of a closed ticket in its bar alone, so that the chat can go on", async () => {
    await open([message(1), proposed]);
    asks({ step: "closed", asks: { kind: "satisfaction" } });
    await settled();
    expect(screen.queryByText(texts.satisfactionTitle)).toBeNull();
    await press(screen.getByRole("button", { name: new RegExp(texts.ticket("10001")) }));
    expect(screen.getByText(texts.satisfactionTitle)).toBeTruthy();
  });
});

it("says after a moment that the connection is lost, and no more once it is back", async () => {
  await open([message(1)]);
  wire.cut();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(screen.queryByText(texts.lost)).toBeNull();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(screen.getByText(texts.lost)).toBeTruthy();
  wire.tell("welcome", welcome([message(1)]));
  await settled();
  expect(screen.queryByText(texts.lost)).toBeNull();
});
