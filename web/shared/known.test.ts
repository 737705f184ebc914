import { describe, expect, it, test } from "vitest";
import { message } from "./fixtures";
import { knownFrom } from "./known";
import type { Message } from "./protocol";

const said = (seq: number, text: string): Message => message(seq, { author: { kind: "shopper", name: "" }, text });
const reply = (seq: number, given: Partial<Message>): Message => message(seq, { reply_to: `m${seq - 1}`, ...given });
const details = (...messages: Message[]): string => knownFrom(messages).details;

describe("the details of a handoff", () => {
  it("are what the shopper wrote, line by line", () => {
    expect(details(said(1, "The jar is broken"), message(2), said(3, "and it leaks"))).toBe(
      "The jar is broken\nand it leaks",
    );
  });

  it("are the last 8000 characters of a long chat", () => {
    const kept = details(said(1, "first"), said(2, "x".repeat(7_990)), said(3, "the end"));
    expect(kept).toHaveLength(8_000);
    expect(kept.startsWith("t\nx") && kept.endsWith("x\nthe end")).toBe(true);
    expect(details(said(1, `\u{1F339}${"a".repeat(7_999)}`))).toBe("a".repeat(7_999));
  });

  it("leave taps out", () => {
    const options = [
      { id: "refunds/timing", label: "How long does a refund take?" },
      { id: "person", label: "Talk to a person" },
    ];
    const chat = [said(1, "my refund"), reply(2, { options }), said(3, "How long does a refund take?")];
    expect(details(...chat, reply(4, { entry: "refunds/timing", options }), said(5, "Talk to a person"))).toBe(
      "my refund",
    );
  });

  it("leave small talk out, and nothing that got an answer, a choice or a person", () => {
    const chat = [
      ...[said(1, "hi there"), reply(2, {})],
      ...[said(3, "how long for a refund"), reply(4, { entry: "refunds/timing" })],
      ...[said(5, "it came back wobbly"), reply(6, { options: [{ id: "person", label: "Talk to a person" }] })],
      ...[said(7, "wobbly all over"), reply(8, { handoff: "intake" })],
      ...[said(9, "many thanks"), reply(10, {})],
    ];
    expect(details(...chat)).toBe("how long for a refund\nit came back wobbly\nwobbly all over");
  });

  test.each(["I want to talk to a human", "agent please!", "can i speak to someone from your team", "real person now"])(
    "leave the wish out: %s",
    (wish) => {
      expect(details(said(1, "The jar is broken"), said(2, wish))).toBe("The jar is broken");
    },
  );

  test.each(["the delivery person threw it", "my refund was refused, i want a human", "person 4711"])(
    "keep what says more than a wish: %s",
    (text) => {
      expect(details(said(1, text))).toBe(text);
    },
  );

  it("are those of this inquiry, not of the one that the shop has answered", () => {
    const chat = [said(1, "The jar is broken"), message(2, { author: { kind: "agent", name: "Maya" } })];
    expect(details(...chat, said(3, "Now the second one broke"))).toBe("Now the second one broke");
  });
});

describe("an address and an order number", () => {
  it("are found wherever the shopper wrote them", () => {
    const known = knownFrom([
      said(1, "Order no. MF-2041, write to ann@example.com."),
      message(2, { author: { kind: "agent", name: "Maya" } }),
      said(3, "It broke again"),
    ]);
    expect(known).toEqual({ details: "It broke again", email: "ann@example.com", order_number: "MF-2041" });
  });
});
