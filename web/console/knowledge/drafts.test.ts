import { beforeEach, expect, test } from "vitest";
import { FileDrafts } from "./drafts";

let at = 0;
const drafts = (user = "lea", storage: Storage = localStorage): FileDrafts => new FileDrafts(storage, user, () => at);
const WORDS = { text: "synonyms: []\n", base: "h1", before: "synonyms:\n", revertOf: null };

beforeEach(() => {
  localStorage.clear();
  at = Date.parse("2026-11-03T15:00:00Z");
});

test("a draft is there again after a reload, with what it was begun from, and is nobody else's", () => {
  drafts().write("words.yaml", WORDS);
  expect(drafts().read("words.yaml")).toEqual({ ...WORDS, at });
  expect(drafts().files()).toEqual(["words.yaml"]);
  expect(drafts("tom").read("words.yaml")).toBeNull();
  expect(drafts("tom").files()).toEqual([]);
});

test("a dropped draft is gone, and who looks at drafts hears of each change", () => {
  const held = drafts();
  held.write("words.yaml", WORDS);
  held.drop("words.yaml");
  expect(held.read("words.yaml")).toBeNull();
  expect(held.changes.value).toBe(2);
});

test("what another tab keeps is heard, what belongs to others is not", () => {
  const held = drafts();
  const forget = held.listen();
  dispatchEvent(new StorageEvent("storage", { key: "console.knowledge.lea.words.yaml" }));
  dispatchEvent(new StorageEvent("storage", { key: "console.draft.lea.10001.reply" }));
  expect(held.changes.value).toBe(1);
  forget();
  dispatchEvent(new StorageEvent("storage", { key: "console.knowledge.lea.words.yaml" }));
  expect(held.changes.value).toBe(1);
});

test("a draft nobody came back to for two months is forgotten, and one that cannot be read", () => {
  drafts().write("words.yaml", WORDS);
  localStorage.setItem("console.knowledge.lea.broken.md", "{");
  at += 60 * 24 * 3600 * 1000;
  drafts().write("questions.yaml", WORDS);
  drafts().prune();
  expect(drafts().files()).toEqual(["questions.yaml", "words.yaml"]);
  at += 1;
  drafts().prune();
  expect(drafts().files()).toEqual(["questions.yaml"]);
});

test("a browser that keeps nothing says so, and stops nobody", () => {
  const setItem = (): void => {
    throw new Error("full");
  };
  const full = { getItem: () => null, setItem, length: 0 } as unknown as Storage;
  expect(drafts("lea", full).write("words.yaml", WORDS)).toBe(false);
});
