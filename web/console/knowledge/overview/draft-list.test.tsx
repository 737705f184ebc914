import { cleanup, fireEvent, screen, waitFor } from "@testing-library/preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ApiError } from "../../api";
import { FileDrafts } from "../drafts";
import { finding, WINDOW_FILE } from "../fixtures";
import { roomApi } from "../room-api";
import { inRoom } from "../testing";
import { DraftList, saveTogether } from "./draft-list";

const WORDS = { text: "synonyms: []\n", base: "h1", before: "synonyms:\n", revertOf: null };
const save = vi.spyOn(roomApi, "save");
let leave = (): void => undefined;

beforeEach(() => {
  localStorage.clear();
  save.mockReset();
});
afterEach(() => {
  cleanup();
  leave();
});

const drafted = () => {
  const page = inRoom(<DraftList />);
  leave = page.leave;
  page.drafts.write("words.yaml", WORDS);
  page.drafts.write(WINDOW_FILE, { ...WORDS, base: null });
  return page.drafts;
};

test("drafts that belong together are saved as one change", async () => {
  const drafts = drafted();
  save.mockResolvedValueOnce({
    files: [
      { file: "words.yaml", hash: "h2" },
      { file: WINDOW_FILE, hash: "h3" },
    ],
    versions: ["8", "9"],
    findings: [],
  });
  fireEvent.click(await screen.findByRole("button", { name: "Save all 2 together" }));
  await waitFor(() => expect(drafts.files()).toEqual([]));
  expect(save).toHaveBeenCalledWith(
    [
      { file: WINDOW_FILE, text: WORDS.text, base: null },
      { file: "words.yaml", text: WORDS.text, base: "h1" },
    ],
    null,
    null,
  );
});

test("none of them is saved when one is refused, and each place is named", async () => {
  const drafts = drafted();
  save.mockRejectedValueOnce(
    new ApiError(
      422,
      "check_failed",
      "The check finds 1 error.",
      { "words.yaml": "Tom has saved it." },
      {
        findings: [finding({ line: 4 })],
      },
    ),
  );
  fireEvent.click(await screen.findByRole("button", { name: "Save all 2 together" }));
  const told = await screen.findByRole("alert");
  expect(told.textContent).toContain("The check finds 1 error.");
  expect(told.textContent).toContain("words.yaml: Tom has saved it.");
  expect(screen.getByRole("link", { name: `${WINDOW_FILE}, line 4` })).toBeTruthy();
  expect(drafts.files()).toHaveLength(2);
});

test("what was written while they were saved stays a draft of what is saved now", async () => {
  const drafts = new FileDrafts(localStorage, "lea");
  drafts.write("words.yaml", WORDS);
  await saveTogether(drafts, ["words.yaml"], async () => {
    drafts.write("words.yaml", { ...WORDS, text: "synonyms: [[a, b]]\n" });
    return { files: [{ file: "words.yaml", hash: "h2" }], versions: ["8"], findings: [] };
  });
  expect(drafts.read("words.yaml")).toMatchObject({ text: "synonyms: [[a, b]]\n", base: "h2", before: WORDS.text });
});
