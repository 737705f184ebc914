import { describe, expect, test } from "vitest";
import { itemsOf, readFrontMatter, textOf, written } from "./front-matter";

const front = (settings: string) => {
  const read = readFrontMatter(`---\n${settings}\n---\ntext\n`);
  if (typeof read === "string") throw new Error(read);
  return (key: string) => read.blocks.find((block) => block.key === key)?.value;
};

describe("settings", () => {
  test("are texts, plain or in quotes, and lists on one line or with dashes", () => {
    const value = front(
      [
        "title: How long, really?   # as asked in March",
        "questions:",
        "  # the short ones",
        "  - return policy",
        '  - "one thing: is there a limit"',
        "  - 'it''s late'",
        "source: customer-service#2",
        "related: [returns/start, 'refunds/timing']  # both",
        "asks: []",
        "review_by:",
      ].join("\n"),
    );
    expect(textOf(value("title"))).toBe("How long, really?");
    expect(itemsOf(value("questions"))).toEqual(["return policy", "one thing: is there a limit", "it's late"]);
    expect(textOf(value("source"))).toBe("customer-service#2");
    expect(itemsOf(value("related"))).toEqual(["returns/start", "refunds/timing"]);
    expect(itemsOf(value("asks"))).toEqual([]);
    expect(value("review_by")).toEqual({ shape: "empty", comment: "" });
  });

  test.each([
    ["text without a fence", "title: x", 'It does not begin with a line "---".'],
    ["no end", "---\ntitle: x\n", 'There is no second line "---" after the settings.'],
    ["a block of text", "---\ntitle: |\n  one\n  two\n---\n", 'The form cannot show how "title" is written in line 2.'],
    ["a key twice", "---\ntitle: a\ntitle: b\n---\n", '"title" stands there twice.'],
    ["a second line of text", "---\ntitle: a\n  b\n---\n", 'The form cannot show how "title" is written in line 2.'],
    [
      "a colon that YAML reads",
      "---\ntitle: one: two\n---\n",
      'The form cannot show how "title" is written in line 2.',
    ],
    ["no key at all", "---\n- a\n---\n", 'The form cannot read line 2: "- a".'],
    ["an open bracket", "---\nasks: [a\n---\n", 'The form cannot show how "asks" is written in line 2.'],
    ["an open quote", '---\ntitle: "a\n---\n', 'The form cannot show how "title" is written in line 2.'],
  ])("that the form cannot show are left to the text: %s", (_what, text, why) => {
    expect(readFrontMatter(text)).toBe(why);
  });
});

describe("a written text", () => {
  test.each([
    ["return policy", "return policy"],
    ["one thing: is there a limit", '"one thing: is there a limit"'],
    ["ends with:", '"ends with:"'],
    ["#1 seller", '"#1 seller"'],
    ["order # missing", '"order # missing"'],
    ["- yes", '"- yes"'],
    ['"quoted"', '"\\"quoted\\""'],
    ['so-called "clean"', 'so-called "clean"'],
    ["null", '"null"'],
    ["", '""'],
    ["30 day returns?", "30 day returns?"],
    ["a\\b", '"a\\\\b"'],
  ])("stands in quotes only where it needs them: %s", (text, expected) => {
    expect(written(text)).toBe(expected);
    const read = readFrontMatter(`---\ntitle: ${written(text)}\n---\n`);
    expect(typeof read === "string" ? read : textOf(read.blocks[0]?.value)).toBe(text);
  });

  test("needs them sooner within brackets", () => {
    expect(written("a, b")).toBe("a, b");
    expect(written("a, b", true)).toBe('"a, b"');
  });
});
