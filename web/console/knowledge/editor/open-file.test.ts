import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ApiError } from "../../api";
import type { Live } from "../../live";
import { FileDrafts } from "../drafts";
import { finding, stored, WINDOW_FILE, WINDOW_TEXT } from "../fixtures";
import type { Saved, StoredFile } from "../wire";
import { inConflict, OpenFile, textOf } from "./open-file";

const MINE = WINDOW_TEXT.replace("return policy", "return rules");
const THEIRS = WINDOW_TEXT.replace("is how long", "is how long you have");

class Hints {
  private readonly heard = new Map<string, () => void>();
  on = (name: string, listener: () => void): (() => void) => {
    this.heard.set(name, listener);
    return () => this.heard.delete(name);
  };
  tell = (name: string): void => this.heard.get(name)?.();
}

let there: StoredFile | null;
let hints: Hints;
const load = vi.fn(async (_file: string): Promise<StoredFile> => {
  if (!there) throw new ApiError(404, "not_found", "There is no such file.");
  return there;
});
const save = vi.fn();
const opened: OpenFile[] = [];

async function open(): Promise<OpenFile> {
  const drafts = new FileDrafts(localStorage, "lea");
  const file = new OpenFile(WINDOW_FILE, hints as unknown as Live, drafts, "Lea Brandt", { file: load, save });
  opened.push(file);
  await vi.advanceTimersByTimeAsync(0);
  return file;
}

const draft = () => new FileDrafts(localStorage, "lea").read(WINDOW_FILE);
const saved = (hash: string): Saved => ({ files: [{ file: WINDOW_FILE, hash }], versions: ["7"], findings: [] });
const underneath = (theirs: StoredFile): ApiError =>
  new ApiError(409, "changed_underneath", "It has changed.", {}, { theirs: [theirs] });

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  there = stored();
  hints = new Hints();
  load.mockClear();
  save.mockReset();
});
afterEach(() => {
  for (const file of opened.splice(0)) file.stop();
  vi.useRealTimers();
});

describe("what is written", () => {
  test("is kept at every keystroke, and gone again when it is what lies there", async () => {
    const file = await open();
    file.edit(MINE);
    expect(draft()).toMatchObject({ text: MINE, base: "h1", before: WINDOW_TEXT });
    file.edit(WINDOW_TEXT);
    expect(draft()).toBeNull();
    expect(file.state.value.draft).toBeNull();
  });

  test("is there after a reload, also when the server is not", async () => {
    (await open()).edit(MINE);
    load.mockRejectedValueOnce(new ApiError(0, "unreachable", "The server cannot be reached."));
    const again = await open();
    expect(textOf(again.state.value)).toBe(MINE);
    expect(inConflict(again.state.value)).toBe(false);
  });

  test("is saved from where it was begun, with its note, and is no draft then", async () => {
    const file = await open();
    file.edit(MINE);
    save.mockResolvedValueOnce(saved("h2"));
    expect(await file.save(" Shorter ")).toBe(true);
    expect(save).toHaveBeenCalledWith([{ file: WINDOW_FILE, text: MINE, base: "h1" }], "Shorter", null);
    expect(file.state.value.stored).toMatchObject({ text: MINE, hash: "h2", saved_by: "Lea Brandt" });
    expect(draft()).toBeNull();
  });

  test("while a save is under way is a draft of what is saved by it", async () => {
    const file = await open();
    file.edit(MINE);
    let answer: (saved: Saved) => void = () => undefined;
    save.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
    const saving = file.save("");
    file.edit(`${MINE}More.\n`);
    answer(saved("h2"));
    expect(await saving).toBe(true);
    expect(draft()).toMatchObject({ text: `${MINE}More.\n`, base: "h2", before: MINE });
    expect(inConflict(file.state.value)).toBe(false);
  });

  test("that the check refuses stays, with the findings", async () => {
    const file = await open();
    file.edit(MINE);
    save.mockRejectedValueOnce(
      new ApiError(422, "check_failed", "The check finds 1 error.", {}, { findings: [finding()] }),
    );
    expect(await file.save("")).toBe(false);
    expect(file.state.value.refused).toEqual({
      message: "The check finds 1 error. What you wrote is kept here.",
      text: MINE,
      findings: [finding()],
    });
    expect(draft()?.text).toBe(MINE);
  });

  test("can be put aside, and had back", async () => {
    const file = await open();
    file.edit(MINE);
    file.drop();
    expect(draft()).toBeNull();
    expect(textOf(file.state.value)).toBe(WINDOW_TEXT);
    file.undrop();
    expect(draft()?.text).toBe(MINE);
  });
});

describe("somebody else's save", () => {
  test("is shown at once where nothing was written, and said", async () => {
    const file = await open();
    there = stored({ text: THEIRS, hash: "h2", saved_by: "Tom Okafor" });
    hints.tell("knowledge");
    await vi.advanceTimersByTimeAsync(200);
    expect(textOf(file.state.value)).toBe(THEIRS);
    expect(file.state.value.said).toBe("Tom Okafor saved this file just now. You see the new text.");
  });

  test("stands beside what was written, and takes nothing of it", async () => {
    const file = await open();
    file.edit(MINE);
    there = stored({ text: THEIRS, hash: "h2" });
    hints.tell("knowledge");
    await vi.advanceTimersByTimeAsync(200);
    expect(inConflict(file.state.value)).toBe(true);
    expect(textOf(file.state.value)).toBe(MINE);
    expect(file.state.value.stored?.text).toBe(THEIRS);
    expect(draft()?.before).toBe(WINDOW_TEXT);
  });

  test("that is met only by saving refuses it, brings theirs, and keeps mine to go on with", async () => {
    const file = await open();
    file.edit(MINE);
    save.mockRejectedValueOnce(underneath(stored({ text: THEIRS, hash: "h2" })));
    expect(await file.save("")).toBe(false);
    expect(inConflict(file.state.value)).toBe(true);
    expect(draft()?.text).toBe(MINE);
    file.settle(MINE);
    expect(inConflict(file.state.value)).toBe(false);
    save.mockResolvedValueOnce(saved("h3"));
    await file.save("");
    expect(save).toHaveBeenLastCalledWith([{ file: WINDOW_FILE, text: MINE, base: "h2" }], null, null);
  });

  test("that turns out to be mine, whose answer was lost, is a save", async () => {
    const file = await open();
    file.edit(MINE);
    save.mockRejectedValueOnce(new ApiError(0, "unreachable", "The server cannot be reached."));
    expect(await file.save("")).toBe(false);
    save.mockRejectedValueOnce(underneath(stored({ text: MINE, hash: "h2" })));
    expect(await file.save("")).toBe(true);
    expect(draft()).toBeNull();
  });

  test("that deleted the file leaves mine as a new one", async () => {
    const file = await open();
    file.edit(MINE);
    there = null;
    hints.tell("knowledge");
    await vi.advanceTimersByTimeAsync(200);
    expect(inConflict(file.state.value)).toBe(true);
    file.settle(MINE);
    save.mockResolvedValueOnce(saved("h3"));
    await file.save("");
    expect(save).toHaveBeenLastCalledWith([{ file: WINDOW_FILE, text: MINE, base: null }], null, null);
  });
});

test("a file that is deleted is gone from the folder it was seen in", async () => {
  const file = await open();
  save.mockResolvedValueOnce({ files: [{ file: WINDOW_FILE, hash: null }], versions: ["8"], findings: [] });
  expect(await file.remove("No longer so")).toBe(true);
  expect(save).toHaveBeenCalledWith([{ file: WINDOW_FILE, text: null, base: "h1" }], "No longer so", null);
  expect(file.state.value.stored).toBeNull();
});

test("another tab's draft of the same file is this one's too", async () => {
  const file = await open();
  const drafts = new FileDrafts(localStorage, "lea");
  const forget = drafts.listen();
  const twin = new OpenFile(WINDOW_FILE, hints as unknown as Live, drafts, "Lea Brandt", { file: load, save });
  opened.push(twin);
  file.edit(MINE);
  dispatchEvent(new StorageEvent("storage", { key: `console.knowledge.lea.${WINDOW_FILE}` }));
  expect(textOf(twin.state.value)).toBe(MINE);
  forget();
});
