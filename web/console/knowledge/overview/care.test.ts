import { describe, expect, test } from "vitest";
import { entry, finding, health, shippingCost } from "../fixtures";
import { byCare, byTopic, caresOf, fitting, helpfulShare } from "./care";

const words = (...given: Parameters<typeof caresOf>): string[] => caresOf(...given).map((care) => care.words);

describe("what needs care", () => {
  test("is nothing in good health, though a few were handed over", () => {
    expect(words(entry())).toEqual([]);
  });

  test("is a missing figure, a thin entry, likeness and a review, the gravest first", () => {
    const poor = entry({
      missing_facts: ["shipping.cost", "shipping.time"],
      health: health({ handed_over: 12, thin: true, alike: ["returns/start"], review_due: true }),
    });
    expect(words(poor)).toEqual([
      "Waits for figures: shipping cost, shipping time",
      "Thin: hard to find",
      "Much like returns/start",
      "Review due",
    ]);
  });

  test("is an answer that seldom helps, once enough shoppers have said so", () => {
    expect(words(entry({ health: health({ helpful: 2, unhelpful: 3 }) }))).toEqual(["Seldom helps"]);
    expect(words(entry({ health: health({ helpful: 1, unhelpful: 3 }) }))).toEqual([]);
  });

  test("is an answer after which shoppers want a person, except where that is its purpose", () => {
    const often = health({ answered: 20, handed_over: 7 });
    expect(words(entry({ health: often }))).toEqual(["Often handed over"]);
    expect(words(entry({ health: often, handoff: "always" }))).toEqual([]);
  });

  test("is an error of the check before anything else", () => {
    expect(words(shippingCost, [finding({ file: shippingCost.file }), finding()])).toEqual([
      "1 error",
      "Waits for a figure: cost",
    ]);
  });
});

test("the entries that need care come first, then the most used", () => {
  const used = entry({ id: "returns/start", health: health({ answered: 90 }) });
  expect(byCare([entry(), used, shippingCost], []).map(({ id }) => id)).toEqual([
    "shipping/cost",
    "returns/start",
    "returns/window",
  ]);
});

test("entries stand with their topic, and are found by title, id, source and missing figure", () => {
  const all = [entry(), shippingCost];
  expect(byTopic(all).map(({ topic }) => topic)).toEqual(["returns", "shipping"]);
  const ids = (typed: string): string[] => fitting(all, typed).map(({ id }) => id);
  expect(ids("long return")).toEqual(["returns/window"]);
  expect(ids("customer-service#7")).toEqual(["shipping/cost"]);
  expect(ids("shipping.cost")).toEqual(["shipping/cost"]);
  expect(ids("")).toHaveLength(2);
});

test("how often an answer helped is the share of those who said, and nobody's is none", () => {
  expect(helpfulShare(entry())).toBe(0.9);
  expect(helpfulShare(entry({ health: health({ helpful: 0, unhelpful: 0 }) }))).toBeNull();
});
