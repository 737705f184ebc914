import { beforeEach, expect, test, vi } from "vitest";
import { FileDrafts } from "../drafts";
import { stored, WINDOW_FILE, WINDOW_TEXT } from "../fixtures";
import { addQuestion } from "./add-phrasing";
import { reasonWords } from "./gaps-page";

const drafts = new FileDrafts(localStorage, "lea");
const ASKED = WINDOW_TEXT.replace("  - how many days\n", "  - how many days\n  - is it too late\n");

beforeEach(() => localStorage.clear());

test("a question that was asked in vain goes into a draft of the entry, begun from what lies there", async () => {
  expect(await addQuestion(WINDOW_FILE, "is it too late", drafts, async () => stored())).toBeNull();
  expect(drafts.read(WINDOW_FILE)).toMatchObject({ text: ASKED, base: "h1", before: WINDOW_TEXT });
});

test("it goes into the draft there is, and takes nothing of it", async () => {
  const text = WINDOW_TEXT.replace("is how long", "is how long you have");
  drafts.write(WINDOW_FILE, { text, base: "h0", before: "older", revertOf: null });
  const load = vi.fn();
  await addQuestion(WINDOW_FILE, "is it too late", drafts, load);
  expect(load).not.toHaveBeenCalled();
  expect(drafts.read(WINDOW_FILE)).toMatchObject({
    text: ASKED.replace("is how long", "is how long you have"),
    base: "h0",
    before: "older",
  });
});

test("a question the entry has already makes no draft, nor does a file that only its text can be edited of", async () => {
  expect(await addQuestion(WINDOW_FILE, "Return policy", drafts, async () => stored())).toBe(
    "The entry has this question already.",
  );
  const odd = stored({ text: WINDOW_TEXT.replace("title: How", "title: >\n  How") });
  expect(await addQuestion(WINDOW_FILE, "x", drafts, async () => odd)).toContain("only its text can be edited");
  expect(drafts.files()).toEqual([]);
});

test("why something counts as asked in vain is said in words", () => {
  const reasons = { unanswered: 5, unhelpful: 0, handed_over: 2 };
  expect(reasonWords({ count: 7, reasons })).toBe("5 found no answer, 2 went to a person");
  expect(reasonWords({ count: 5, reasons: { ...reasons, handed_over: 0 } })).toBe("found no answer");
});
