import { beforeEach, describe, expect, test } from "vitest";
import { Drafts } from "./drafts";

let at = 0;
let made = 0;
const drafts = (user = "anna"): Drafts =>
  new Drafts(
    localStorage,
    user,
    () => at,
    () => `id-${++made}`,
  );

beforeEach(() => {
  localStorage.clear();
  at = Date.parse("2026-11-03T15:00:00Z");
  made = 0;
});

describe("a draft", () => {
  test("is there again after a reload, for its ticket and form alone", () => {
    drafts().write("10001", "reply", { text: "Hello Jane" });
    expect(drafts().read("10001", "reply")).toEqual({ text: "Hello Jane" });
    expect(drafts().read("10001", "note")).toBeNull();
    expect(drafts().read("10002", "reply")).toBeNull();
  });

  test("is nobody else's at the same computer", () => {
    drafts("anna").write("10001", "reply", { text: "Hello Jane" });
    expect(drafts("tom").read("10001", "reply")).toBeNull();
  });

  test("is forgotten after two weeks, and what cannot be read at once", () => {
    drafts().write("10001", "reply", { text: "old" });
    at += 14 * 24 * 3600 * 1000;
    drafts().write("10002", "reply", { text: "new" });
    localStorage.setItem("console.draft.anna.10003.reply", "{broken");
    localStorage.setItem("something else", "stays");
    at += 1000;
    drafts().prune();
    expect(drafts().read("10001", "reply")).toBeNull();
    expect(drafts().read("10002", "reply")).toEqual({ text: "new" });
    expect(localStorage.getItem("console.draft.anna.10003.reply")).toBeNull();
    expect(localStorage.getItem("something else")).toBe("stays");
  });

  test("may fail to be kept without stopping anybody", () => {
    const full = {
      getItem: () => null,
      setItem: () => {
        throw new Error("full");
      },
    } as unknown as Storage;
    const store = new Drafts(full, "anna");
    store.write("10001", "reply", { text: "Hello" });
    expect(store.read("10001", "reply")).toBeNull();
  });
});

describe("the id of what is sent", () => {
  test("is the same however often the same text is tried, also after a reload", () => {
    drafts().write("10001", "reply", { text: "Hello" });
    const id = drafts().requestId("10001", "reply", "Hello");
    expect(drafts().requestId("10001", "reply", "Hello")).toBe(id);
    expect(drafts().read("10001", "reply")).toEqual({ text: "Hello" });
  });

  test("is kept for a form sent as it comes, which is no draft", () => {
    const id = drafts().requestId("10001", "claim", "{}");
    expect(drafts().requestId("10001", "claim", "{}")).toBe(id);
    expect(drafts().read("10001", "claim")).toBeNull();
    drafts().write("10001", "claim", null);
    expect(drafts().requestId("10001", "claim", "{}")).toBe(id);
  });

  test("is another for another text, and for the same text once the first was sent", () => {
    const id = drafts().requestId("10001", "reply", "Hello");
    expect(drafts().requestId("10001", "reply", "Hello!")).not.toBe(id);
    const again = drafts().requestId("10001", "reply", "Thanks");
    drafts().drop("10001", "reply");
    expect(drafts().requestId("10001", "reply", "Thanks")).not.toBe(again);
  });
});

describe("a message whose answer was lost", () => {
  test("drops its draft when it turns out to be stored", () => {
    drafts().write("10001", "reply", { text: "Hello" });
    const id = drafts().requestId("10001", "reply", "Hello");
    expect(drafts().settle("10001", "reply", ["other"])).toBe(false);
    expect(drafts().read("10001", "reply")).toEqual({ text: "Hello" });
    expect(drafts().settle("10001", "reply", ["other", id])).toBe(true);
    expect(drafts().read("10001", "reply")).toBeNull();
  });

  test("is settled whichever form sent it, and the next of its kind gets an id of its own", () => {
    const id = drafts().requestId("10001", "claim", "{}");
    drafts().write("10001", "note", { text: "Ask the warehouse" });
    drafts().settleAll("10001", ["other"]);
    expect(drafts().requestId("10001", "claim", "{}")).toBe(id);
    drafts().settleAll("10001", ["other", id]);
    expect(drafts().requestId("10001", "claim", "{}")).not.toBe(id);
    expect(drafts().read("10001", "note")).toEqual({ text: "Ask the warehouse" });
  });

  test("leaves what was typed since, as a message of its own", () => {
    drafts().write("10001", "reply", { text: "Hello" });
    const id = drafts().requestId("10001", "reply", "Hello");
    drafts().write("10001", "reply", { text: "Hello, and more" });
    expect(drafts().settle("10001", "reply", [id])).toBe(false);
    expect(drafts().read("10001", "reply")).toEqual({ text: "Hello, and more" });
    expect(drafts().requestId("10001", "reply", "Hello, and more")).not.toBe(id);
  });
});
