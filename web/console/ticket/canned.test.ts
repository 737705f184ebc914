import { describe, expect, test } from "vitest";
import { me } from "../fixtures";
import { fitting, insert } from "./canned";

const titles = (replies: { title: string }[]): string[] => replies.map(({ title }) => title);

describe("canned replies", () => {
  test("for the ticket's topic come first, the others after", () => {
    const { near, far } = fitting(me.canned, "refunds", "");
    expect(titles(near)).toEqual(["Your refund is on its way", "Please tell us the order number"]);
    expect(titles(far)).toEqual(["Thank you for your feedback"]);
  });

  test("are found by any words of title and text", () => {
    const { near, far } = fitting(me.canned, "refunds", "ORDER need");
    expect(titles([...near, ...far])).toEqual(["Please tell us the order number"]);
    expect(fitting(me.canned, "refunds", "invoice")).toEqual({ near: [], far: [] });
  });

  test("go where the cursor is, set apart, with the first gap selected", () => {
    const inserted = insert(
      "Hello Jane,\n\nKind regards",
      { from: 11, to: 11 },
      "I have started your refund of [amount].",
    );
    expect(inserted.text).toBe("Hello Jane,\n\nI have started your refund of [amount].\n\nKind regards");
    expect(inserted.text.slice(inserted.from, inserted.to)).toBe("[amount]");
  });

  test("replace what is selected, and leave the cursor at their end where there is no gap", () => {
    const inserted = insert("old", { from: 0, to: 3 }, "I need its order number.");
    expect(inserted).toEqual({ text: "I need its order number.", from: 24, to: 24 });
  });
});
