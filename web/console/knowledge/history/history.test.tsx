import { cleanup, fireEvent, screen, waitFor } from "@testing-library/preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ApiError } from "../../api";
import { lineDiff } from "../diff";
import { DiffView } from "../diff-view";
import { stored, WINDOW_FILE, WINDOW_TEXT } from "../fixtures";
import { roomApi } from "../room-api";
import { inRoom } from "../testing";
import type { Version } from "../wire";
import { HistoryPage } from "./history-page";
import { VersionPage } from "./version-page";
import { changeWords } from "./words";

const version = (changes: Partial<Version> = {}): Version => ({
  id: "7",
  file: WINDOW_FILE,
  at: "2026-11-03T14:00:00Z",
  by: { kind: "user", name: "Tom Okafor" },
  note: "Shorter",
  deleted: false,
  added: 3,
  removed: 1,
  ...changes,
});
const OLDER = WINDOW_TEXT.replace("return policy", "return rules");

let leave = (): void => undefined;
const history = vi.spyOn(roomApi, "history");
const load = vi.spyOn(roomApi, "version");
const file = vi.spyOn(roomApi, "file");

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  leave();
});

test("who changed what and when is listed, and more on demand", async () => {
  history.mockResolvedValueOnce({ versions: [version()], next: "6" });
  history.mockResolvedValue({
    versions: [version({ id: "6", by: { kind: "file", name: null }, note: null })],
    next: null,
  });
  ({ leave } = inRoom(<HistoryPage file={null} />));
  expect(await screen.findByText("3 lines added, 1 removed")).toBeTruthy();
  expect(screen.getByText("Shorter")).toBeTruthy();
});

test.each([
  [{ added: 1, removed: 0 }, "1 line added"],
  [{ added: 0, removed: 2 }, "2 lines removed"],
  [{ added: 0, removed: 9, deleted: true }, "deleted"],
  [{ added: 0, removed: 0 }, "no line changed"],
])("how much a save changed is said in words", (changes, words) => {
  expect(changeWords(version(changes))).toBe(words);
});

test("an earlier text becomes a draft of what lies there now, which names where it is from", async () => {
  load.mockResolvedValue({ ...version(), text: OLDER, before: null, diff: lineDiff("", OLDER) });
  file.mockResolvedValue(stored({ hash: "h9" }));
  const shown = inRoom(<VersionPage id="7" />);
  leave = shown.leave;
  fireEvent.click(await screen.findByRole("button", { name: "Bring this text back" }));
  await waitFor(() => expect(shown.drafts.files()).toEqual([WINDOW_FILE]));
  expect(shown.drafts.read(WINDOW_FILE)).toMatchObject({ text: OLDER, base: "h9", before: WINDOW_TEXT, revertOf: "7" });
});

test("a deleted file comes back from the text before, as a new one", async () => {
  load.mockResolvedValue({ ...version({ deleted: true }), text: null, before: OLDER, diff: lineDiff(OLDER, "") });
  file.mockRejectedValue(new ApiError(404, "not_found", "There is no such file."));
  const shown = inRoom(<VersionPage id="7" />);
  leave = shown.leave;
  fireEvent.click(await screen.findByRole("button", { name: "Bring back the text before it" }));
  await waitFor(() => expect(shown.drafts.files()).toEqual([WINDOW_FILE]));
  expect(shown.drafts.read(WINDOW_FILE)).toMatchObject({ text: OLDER, base: null, before: "" });
});

test("a draft there is not written over by an earlier text", async () => {
  load.mockResolvedValue({ ...version(), text: OLDER, before: null, diff: [] });
  const shown = inRoom(<VersionPage id="7" />);
  leave = shown.leave;
  shown.drafts.write(WINDOW_FILE, { text: "mine", base: "h1", before: "", revertOf: null });
  const button = await screen.findByRole("button", { name: "Bring this text back" });
  await waitFor(() => expect(button.hasAttribute("disabled")).toBe(true));
  expect(screen.getByText(/You have a draft of this file/)).toBeTruthy();
});

test("what differs is told in words, what stayed is folded away", () => {
  const before = ["title", ...Array.from({ length: 9 }, (_, at) => `question ${at}`)].join("\n");
  ({ leave } = inRoom(<DiffView lines={lineDiff(before, before.replace("title", "new title"))} />));
  expect(screen.getByText("Removed")).toBeTruthy();
  expect(screen.getByText("Added")).toBeTruthy();
  expect(document.querySelector("ins")?.textContent).toContain("new title");
  expect(document.querySelector("del")?.textContent).toContain("title");
  expect(screen.getByText("7 lines without a change")).toBeTruthy();
});
