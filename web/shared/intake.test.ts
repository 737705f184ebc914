import { describe, expect, it } from "vitest";
import { message } from "./fixtures";
import { faultsOf } from "./intake";
import { knownFrom } from "./known";
import { faultOf } from "./screenshots";
import { texts } from "./texts";

const whole = { name: "Ada", email: "ada@example.org", phone: "", details: "The jar is broken." };
const said = (...lines: string[]) =>
  lines.map((text, at) => message(at + 1, { text, author: { kind: "shopper", name: "" } }));
const picture = (name: string, type: string, bytes: number): File => new File([new Uint8Array(bytes)], name, { type });

describe("what a handoff needs", () => {
  it("is a name, what it is about, and one way to answer", () => {
    expect(faultsOf(whole)).toEqual({});
    expect(faultsOf({ ...whole, email: "", phone: "+1 212 555 0100" })).toEqual({});
  });
  it("is asked for in words", () => {
    expect(faultsOf({ name: " ", email: "", phone: "", details: "" })).toEqual({
      name: texts.faultName,
      email: texts.faultReach,
      details: texts.faultDetails,
    });
  });
  it("does not take half an address or three digits", () => {
    expect(faultsOf({ ...whole, email: "ada@" })).toEqual({ email: texts.faultEmail });
    expect(faultsOf({ ...whole, phone: "123" })).toEqual({ phone: texts.faultPhone });
  });
});

describe("what is already known", () => {
  it("is what was written, an address and an order number in it", () => {
    expect(knownFrom(said("my order #10442 never came", "write to ada@example.org."))).toEqual({
      details: "my order #10442 never came\nwrite to ada@example.org.",
      email: "ada@example.org",
      order_number: "10442",
    });
  });
  it("is not guessed from other words and numbers", () => {
    expect(knownFrom(said("i want to order 2 creams", "my order is late"))).toMatchObject({
      email: "",
      order_number: "",
    });
  });
  it("is never what the assistant said", () => {
    expect(knownFrom([message(1, { text: "We answer at help@example.org" })])).toMatchObject({
      details: "",
      email: "",
    });
  });
});

describe("screenshots", () => {
  it("are PNG, JPEG or WebP of at most 5 MB, and at most five", () => {
    expect(faultOf(picture("a.png", "image/png", 10), 0)).toBeNull();
    expect(faultOf(picture("a.pdf", "application/pdf", 10), 0)).toBe(texts.wrongType("a.pdf"));
    expect(faultOf(picture("a.png", "image/png", 5_000_001), 0)).toBe(texts.tooBig("a.png", 5));
    expect(faultOf(picture("a.png", "image/png", 10), 5)).toBe(texts.tooMany(5));
  });
});
