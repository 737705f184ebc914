import { describe, expect, test } from "vitest";
import { lineDiff, merge } from "./diff";

const lines = (...all: string[]): string => all.join("\n");

test("a difference tells what went, what came and what stayed, in order", () => {
  expect(lineDiff(lines("a", "b", "c"), lines("a", "x", "c", "d"))).toEqual([
    { kind: "same", text: "a" },
    { kind: "removed", text: "b" },
    { kind: "added", text: "x" },
    { kind: "same", text: "c" },
    { kind: "added", text: "d" },
  ]);
  expect(lineDiff("a", "a")).toEqual([{ kind: "same", text: "a" }]);
});

test("texts too large to compare line by line are still both shown whole", () => {
  const old = Array.from({ length: 2100 }, (_, at) => `old ${at}`);
  const now = Array.from({ length: 2100 }, (_, at) => `new ${at}`);
  const kinds = lineDiff(lines("first", ...old), lines("first", ...now)).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === "removed")).toHaveLength(2100);
  expect(kinds.filter((kind) => kind === "added")).toHaveLength(2100);
  expect(kinds[0]).toBe("same");
});

describe("two changes of one text", () => {
  const before = lines("title", "one", "two", "three", "end");

  test("in different places come together by themselves", () => {
    const theirs = lines("new title", "one", "two", "three", "end");
    const mine = lines("title", "one", "two", "three", "four", "end");
    expect(merge(before, theirs, mine)).toEqual({
      text: lines("new title", "one", "two", "three", "four", "end"),
      collisions: 0,
    });
  });

  test("of the same line both stay, theirs first, and are counted", () => {
    const theirs = lines("title", "one", "TWO", "three", "end");
    const mine = lines("title", "one", "zwei", "three", "end");
    expect(merge(before, theirs, mine)).toEqual({
      text: lines("title", "one", "TWO", "zwei", "three", "end"),
      collisions: 1,
    });
  });

  test("that are the same change are one", () => {
    const both = lines("title", "one", "three", "end");
    expect(merge(before, both, both)).toEqual({ text: both, collisions: 0 });
  });

  test("one of them a deletion of what the other leaves alone", () => {
    const theirs = lines("title", "three", "end");
    const mine = lines("title", "one", "two", "three", "end", "more");
    expect(merge(before, theirs, mine)).toEqual({ text: lines("title", "three", "end", "more"), collisions: 0 });
  });

  test("of a new file that both wrote are told apart by nothing, so both stand there", () => {
    expect(merge("", "theirs", "mine")).toEqual({ text: "theirs\nmine", collisions: 1 });
  });
});
