import { describe, expect, test } from "vitest";
import { type EntryFields, fieldAt, freshEntry, readEntry, withField, withQuestion } from "./entry-text";

const WINDOW = `---
# asked most before Christmas
title: How long do I have?
questions:
  # the short ones
  - return policy   # two words
  - 'how many days'
  # the long ones
  - until when can i send it back
source: customer-service#2
owner: anna
related: [returns/start]
review_by: 2027-06-30   # with the policy
---

**{{ returns.window_days }} days** is how long.

Our team helps.

<!-- not stated -->
Our policy does not say.
`;

const fields = (text: string): EntryFields => {
  const read = readEntry(text);
  if ("why" in read) throw new Error(read.why);
  return read.fields;
};

describe("an entry's file", () => {
  test("is shown as fields, with what goes without saying filled in", () => {
    expect(fields(WINDOW)).toEqual({
      title: "How long do I have?",
      questions: ["return policy", "how many days", "until when can i send it back"],
      source: "customer-service#2",
      kind: "general",
      handoff: "offer",
      related: ["returns/start"],
      asks: [],
      reviewBy: "2027-06-30",
      answer: "**{{ returns.window_days }} days** is how long.\n\nOur team helps.",
      notStated: "Our policy does not say.",
    });
  });

  test("stays as it is, to the letter, when a field gets the value it has", () => {
    const read = fields(WINDOW);
    let text = WINDOW;
    for (const name of Object.keys(read) as (keyof EntryFields)[]) text = withField(text, name, read[name]);
    expect(text).toBe(WINDOW);
  });

  test("keeps every other line when the title changes, comments and unknown keys included", () => {
    expect(withField(WINDOW, "title", "Time to return: how long?")).toBe(
      WINDOW.replace("title: How long do I have?", 'title: "Time to return: how long?"'),
    );
  });

  test("keeps the comments around questions, whichever of them goes, comes or changes", () => {
    const without = withField(WINDOW, "questions", ["return policy", "until when can i send it back"]);
    expect(without).toBe(WINDOW.replace("  - 'how many days'\n", ""));
    const changed = withField(WINDOW, "questions", [
      "return policy",
      "how many weeks",
      "until when can i send it back",
    ]);
    expect(changed).toBe(WINDOW.replace("'how many days'", "how many weeks"));
    const more = withField(WINDOW, "questions", [...fields(WINDOW).questions, "one thing: how long"]);
    expect(more).toBe(WINDOW.replace("send it back\n", 'send it back\n  - "one thing: how long"\n'));
    const none = withField(WINDOW, "questions", []);
    expect(none).toContain("questions:\n  # the short ones\n  # the long ones\nsource:");
  });

  test("puts a new key where files have it, and takes an emptied one away", () => {
    expect(withField(WINDOW, "handoff", "always")).toBe(
      WINDOW.replace("source: customer-service#2\n", "source: customer-service#2\nhandoff: always\n"),
    );
    expect(withField(WINDOW, "asks", ["order_number", "sku"])).toBe(
      WINDOW.replace("related: [returns/start]\n", "related: [returns/start]\nasks: [order_number, sku]\n"),
    );
    expect(withField(WINDOW, "related", [])).toBe(WINDOW.replace("related: [returns/start]\n", ""));
    expect(withField(WINDOW, "reviewBy", "2028-01-31")).toBe(
      WINDOW.replace("review_by: 2027-06-30   # with the policy", "review_by: 2028-01-31  # with the policy"),
    );
  });

  test("takes a new answer, a new second part and none", () => {
    const answered = withField(WINDOW, "answer", "60 days.\n");
    expect(answered).toContain("---\n60 days.\n\n<!-- not stated -->\nOur policy does not say.\n");
    const silent = withField(WINDOW, "notStated", null);
    expect(silent.endsWith("---\n\n**{{ returns.window_days }} days** is how long.\n\nOur team helps.\n")).toBe(true);
    expect(withField(silent, "notStated", "Not stated.").endsWith("helps.\n\n<!-- not stated -->\nNot stated.\n")).toBe(
      true,
    );
  });

  test("that the form cannot read is left alone", () => {
    const broken = WINDOW.replace("title: How long do I have?", "title: [how long");
    expect(readEntry(broken)).toEqual({ why: 'The form cannot show how "title" is written in line 3.' });
    expect(withField(broken, "title", "x")).toBe(broken);
    expect(readEntry(WINDOW.replace("source: customer-service#2", "kind: urgent"))).toEqual({
      why: '"kind" is "urgent"; the form knows general and complex.',
    });
  });
});

test("a question is added once, however it is written", () => {
  const once = withQuestion(WINDOW, " is it too late ");
  expect(fields(once).questions.at(-1)).toBe("is it too late");
  expect(withQuestion(once, "Is it too late")).toBe(once);
});

test("a new entry has what every entry needs, and reads back", () => {
  const text = freshEntry("Do you gift-wrap?", ["gift wrap", "note: for my mum"], "customer-service#2");
  expect(text).toBe(`---
title: Do you gift-wrap?
questions:
  - gift wrap
  - "note: for my mum"
source: customer-service#2
kind: general
handoff: offer
---
`);
  expect(withField(text, "answer", "We do.")).toBe(`${text}We do.\n`);
});

test("a finding's line leads to its field, and to the question that is meant", () => {
  const read = readEntry(WINDOW);
  expect(fieldAt(read, 3)).toEqual({ name: "title" });
  expect(fieldAt(read, 7)).toEqual({ name: "questions", item: 1 });
  expect(fieldAt(read, 4)).toEqual({ name: "questions" });
  expect(fieldAt(read, 11)).toBeNull();
  expect(fieldAt(read, 13)).toEqual({ name: "reviewBy" });
  expect(fieldAt(read, 16)).toEqual({ name: "answer" });
  expect(fieldAt(read, 21)).toEqual({ name: "notStated" });
  expect(fieldAt(read, 1)).toBeNull();
});
