import { describe, expect, test } from "vitest";
import { me, NOW, resolution, ticket } from "../fixtures";
import type { Ticket, Verb } from "../wire";
import type { Values } from "./drafts";
import { type Around, confirmationText, faultsOf, formOf, payloadOf, valuesAtFirst } from "./forms";

const around = (changes: Partial<Ticket> = {}): Around => ({ ticket: ticket(changes), me, now: NOW });
const send = (verb: Verb, values: Values, changes: Partial<Ticket> = {}) => payloadOf(verb, values, around(changes));

describe("what is sent", () => {
  test.each<[Verb, Values, Record<string, unknown>]>([
    ["claim", {}, {}],
    ["release", {}, {}],
    ["transfer", { to: "u-tom", note: " Knows the carrier " }, { to: "u-tom", note: "Knows the carrier" }],
    ["confirm", { text: "Hello Jane" }, { text: "Hello Jane" }],
    ["verify", { checked: "Order", found: "Opened" }, { checked: "Order", found: "Opened" }],
    [
      "answer",
      { text: "Yes", checked: "Ingredients", section: "customer-service#2" },
      { text: "Yes", checked: "Ingredients", section: "customer-service#2" },
    ],
    ["consent", { decision: "accept", note: "By phone" }, { decision: "accept", note: "By phone" }],
    ["execute", { text: "Sent today" }, { text: "Sent today" }],
    ["follow-up", { satisfied: "yes", note: "" }, { satisfied: true, note: "" }],
    ["follow-up", { satisfied: "no", note: "Still leaks" }, { satisfied: false, note: "Still leaks" }],
    ["reply", { text: " Hello " }, { text: "Hello" }],
    ["ask", { text: "Which one?" }, { text: "Which one?" }],
    ["call", { reached: "no", note: "Voicemail" }, { reached: false, note: "Voicemail" }],
    ["note", { text: "Batch 7" }, { text: "Batch 7" }],
    ["answered", { note: "By phone: the 30 ml" }, { note: "By phone: the 30 ml" }],
    ["correct", { email: " jane@shopper.test ", phone: "", sku: "" }, { email: "jane@shopper.test", sku: "" }],
    ["classify", { reason: "A dispute" }, { kind: "complex", reason: "A dispute" }],
    ["snooze", { until: "2026-11-04T09:30" }, { until: "2026-11-04T14:30:00.000Z" }],
    ["discard", { reason: "spam", note: "" }, { reason: "spam", note: "" }],
    ["merge", { into: " #10002 " }, { into: "10002" }],
    ["reopen", { reason: "Wrote again" }, { reason: "Wrote again" }],
    ["accept", {}, {}],
    ["only-thanks", {}, {}],
    [
      "extend",
      { clock: "resolution", until: "2026-11-12", text: "We need until Thursday", reason: "Lab" },
      { clock: "resolution", until: "2026-11-12", text: "We need until Thursday", reason: "Lab" },
    ],
  ])("for %s is its evidence", (verb, values, payload) => {
    expect(send(verb, values)).toEqual(payload);
  });

  test("makes a complex ticket general", () => {
    expect(send("classify", { reason: "Plain after all" }, { kind: "complex" })).toEqual({
      kind: "general",
      reason: "Plain after all",
    });
  });

  test("asks the shopper for nothing where the shop is at fault, whatever was typed before", () => {
    const values = { text: "New one", kind: "redelivery", section: "customer-service#6", cost: "4.90" };
    expect(send("propose", { ...values, fault: "shop" }).cost).toBe("0");
    expect(send("propose", { ...values, fault: "carrier" }).cost).toBe("4.90");
  });

  test("carries a lead's reason for words of disrespect only where one is given", () => {
    expect(send("reply", { text: "Hello", respect_reason: " It is a product name " })).toEqual({
      text: "Hello",
      respect_reason: "It is a product name",
    });
    expect(send("reply", { text: "Hello", respect_reason: " " })).toEqual({ text: "Hello" });
  });
});

describe("what is missing", () => {
  test("is said at its field, all at once", () => {
    expect(faultsOf("propose", { text: " ", kind: "", section: "", fault: "carrier", cost: "" }, around())).toEqual({
      text: "Please fill this in.",
      kind: "Please choose one.",
      section: "Please choose one.",
      cost: "Please fill this in.",
    });
    expect(faultsOf("verify", { checked: "Order", found: "" }, around())).toEqual({ found: "Please fill this in." });
  });

  test("is nothing for optional fields and for a cost that is not asked", () => {
    expect(faultsOf("discard", { reason: "test", note: "" }, around())).toEqual({});
    const free = { text: "New one", kind: "refund", section: "customer-service#6", fault: "shop", cost: "" };
    expect(faultsOf("propose", free, around())).toEqual({});
  });

  test("is a gap that a canned reply has left", () => {
    const faults = faultsOf("reply", { text: "I have started your refund of [amount]." }, around());
    expect(faults).toEqual({ text: "There is still a gap to fill in: [amount]" });
    expect(faultsOf("reply", { text: "As [agreed] by you" }, around())).toEqual({});
  });

  test("is a moment to come, and another ticket's number", () => {
    expect(faultsOf("snooze", { until: "2026-11-03T09:59" }, around())).toHaveProperty("until");
    expect(faultsOf("snooze", { until: "2026-11-03T10:01" }, around())).toEqual({});
    expect(faultsOf("merge", { into: "ten" }, around())).toHaveProperty("into");
    expect(faultsOf("merge", { into: "10001" }, around())).toEqual({ into: "This is the number of this ticket." });
  });
});

describe("a correction", () => {
  test("starts with what is on record", () => {
    expect(valuesAtFirst("correct", around())).toMatchObject({ name: "Jane Porter", email: "jane@shopper.example" });
  });

  test("needs a change, a name and a way to reach the shopper", () => {
    const first = valuesAtFirst("correct", around());
    expect(faultsOf("correct", first, around())).toEqual({ email: "Nothing is changed yet." });
    expect(faultsOf("correct", { ...first, name: " " }, around())).toHaveProperty("name");
    expect(faultsOf("correct", { ...first, email: "" }, around())).toHaveProperty("email");
    expect(faultsOf("correct", { ...first, email: "", phone: "+1 555 0100" }, around())).toEqual({});
  });
});

describe("the confirmation", () => {
  test("restates the key information, quotes the shopper and names the date of the complete reply", () => {
    expect(confirmationText(around())).toBe(
      [
        "Hello Jane,",
        "",
        "thank you for writing to us. I have reviewed your inquiry:",
        "",
        "> The rose mist arrived opened.",
        "",
        "With it I have noted:",
        "",
        "- Order number: MF-2041",
        "- Product: Rose mist (RM-100)",
        "",
        "I am now checking the details; you will have our complete reply by Mon 9 Nov, 17:00. " +
          "If anything here is not right, please tell me on your ticket page.",
        "",
        "Kind regards,  ",
        "Anna",
      ].join("\n"),
    );
  });

  test("promises no date that has passed, and none for a complex issue", () => {
    const late = { ...resolution, limit: "2026-11-02T22:00:00Z" };
    expect(confirmationText(around({ clocks: [late] }))).toContain("will keep you up to date until it is resolved");
    expect(confirmationText(around({ clocks: [] }))).toContain("will keep you up to date until it is resolved");
  });

  test("keeps a long or many-lined inquiry inside one quotation", () => {
    const details = `first line\n\nsecond line ${"x".repeat(600)}`;
    const text = confirmationText(around({ brief: { ...ticket().brief, details } }));
    const quoted = text.split("\n").filter((line) => line.startsWith("> "));
    expect(quoted).toHaveLength(1);
    expect(quoted[0]).toMatch(/^> first line second line x+\.\.\.$/);
  });

  test("leaves out what was not given", () => {
    const shopper = { ...ticket().shopper, order_number: null, product: null, sku: null, name: "" };
    const text = confirmationText(around({ shopper }));
    expect(text).toContain("Hello there,");
    expect(text).not.toContain("noted");
  });
});

describe("a form", () => {
  const solution: NonNullable<Ticket["solution"]> = {
    version: 1,
    text: "We send a new one.",
    kind: "redelivery",
    section: "customer-service#6",
    fault: "shop",
    cost: "",
    consent: "decline",
    proposed_at: "2026-11-03T15:00:00Z",
  };

  test("for another solution starts from the last one", () => {
    expect(valuesAtFirst("propose", around({ solution }))).toEqual({
      text: "We send a new one.",
      kind: "redelivery",
      section: "customer-service#6",
      fault: "shop",
      cost: "0",
    });
    expect(formOf("propose", around({ solution })).name).toBe("Propose another solution");
  });

  test("for telling what was done cannot go out as it is prepared", () => {
    const prepared = valuesAtFirst("execute", around({ solution }));
    expect(faultsOf("execute", prepared, around({ solution }))).toEqual({
      text: "There is still a gap to fill in: [what was done]",
    });
  });

  test("for a transfer names every colleague but the one who holds the ticket", () => {
    const choices = formOf("transfer", around()).fields[0]?.choices?.map(({ label }) => label);
    expect(choices).toEqual(["Tom Okafor", "Lea Brandt (lead)"]);
  });

  test("for snoozing says until when at the latest", () => {
    const field = formOf("snooze", around()).fields[0];
    expect(field?.hint).toBe("At the latest Thu 5 Nov, 17:00, when a promise falls due");
    expect(field?.latest).toBe("2026-11-05T17:00");
  });

  test("for an extension offers the promises that run", () => {
    const paused = { ...resolution, state: "paused" as const };
    const clocks = [ticket().clocks[0] as Ticket["clocks"][0], paused];
    expect(formOf("extend", around({ clocks })).fields[0]?.choices).toEqual([
      { value: "confirmation", label: "Confirmation" },
    ]);
  });
});
