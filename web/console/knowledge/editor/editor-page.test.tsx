import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ApiError } from "../../api";
import type { FileDrafts } from "../drafts";
import { finding, preview, stored, WINDOW_FILE, WINDOW_TEXT } from "../fixtures";
import { roomApi } from "../room-api";
import { inRoom } from "../testing";
import type { Explained } from "../wire";
import { EditorPage } from "./editor-page";

const file = vi.spyOn(roomApi, "file");
const save = vi.spyOn(roomApi, "save");
const look = vi.spyOn(roomApi, "preview");
const ask = vi.spyOn(roomApi, "ask");
const figures = vi.spyOn(roomApi, "figures");
let leave: () => void;

function editor(name = WINDOW_FILE, line: number | null = null): FileDrafts {
  const shown = inRoom(<EditorPage file={name} line={line} />);
  leave = shown.leave;
  return shown.drafts;
}

const field = (name: string | RegExp): Promise<HTMLInputElement> => screen.findByLabelText(name);
const type = async (name: string | RegExp, value: string): Promise<void> => {
  fireEvent.input(await field(name), { target: { value } });
};
const press = (name: string): void => {
  fireEvent.click(screen.getByRole("button", { name }));
};

beforeEach(() => {
  localStorage.clear();
  for (const asked of [file, save, look, ask, figures]) asked.mockReset();
  file.mockResolvedValue(stored());
  look.mockResolvedValue(preview());
  figures.mockResolvedValue({
    facts: [
      { name: "returns.window_days", said: "60", hint: null },
      { name: "shipping.cost", said: null, hint: "Shipping costs ..." },
    ],
    promises: { update: "3 business days" },
  });
});
afterEach(() => {
  cleanup();
  leave();
});

describe("the editor of an entry", () => {
  test("shows its fields, its preview as the shopper sees it, and that nothing is changed", async () => {
    editor();
    expect((await field("Title")).value).toBe("How long do I have to return something?");
    expect((await field("Question 2")).value).toBe("how many days");
    expect(await screen.findByText("60 days")).toBeTruthy();
    expect(screen.getByText("From our Customer service policy, section 2")).toBeTruthy();
    expect(screen.getByText("How do I return something?")).toBeTruthy();
    expect(screen.getByText("No changes")).toBeTruthy();
  });

  test("changes the text as the form is filled in, and shows the same in the text of the file", async () => {
    const drafts = editor();
    await type("Question 2", "how many days do i get");
    await type("Title", "Time to return");
    expect(drafts.read(WINDOW_FILE)?.text).toBe(
      WINDOW_TEXT.replace("how many days", "how many days do i get").replace(/title: .*/, "title: Time to return"),
    );
    press("Text of the file");
    const raw = (await field(`Text of ${WINDOW_FILE}`)) as unknown as HTMLTextAreaElement;
    expect(raw.value).toContain("title: Time to return");
    fireEvent.input(raw, { target: { value: WINDOW_TEXT } });
    expect(drafts.read(WINDOW_FILE)).toBeNull();
  });

  test("begins a question with Enter, parts pasted lines, and removes what nobody asks", async () => {
    const drafts = editor();
    fireEvent.keyDown(await field("Question 2"), { key: "Enter" });
    expect((await field("Question 3")).value).toBe("");
    expect(drafts.files()).toEqual([]);
    const pasted = new Event("paste", { bubbles: true, cancelable: true });
    Object.assign(pasted, { clipboardData: { getData: () => "is it too late\nreturn deadline\n" } });
    fireEvent(await field("Question 3"), pasted);
    expect((await field("Question 4")).value).toBe("return deadline");
    press("Remove question 1: return policy");
    expect(drafts.read(WINDOW_FILE)?.text).toContain(
      "questions:\n  - how many days\n  - is it too late\n  - return deadline\nsource:",
    );
  });

  test("puts a figure where the cursor was", async () => {
    const drafts = editor();
    const answer = (await field("Answer")) as unknown as HTMLTextAreaElement;
    fireEvent.focus(answer);
    answer.setSelectionRange(0, 0);
    press("Insert a figure");
    expect(await screen.findByText("3 business days: between two updates in a dispute")).toBeTruthy();
    fireEvent.click(await screen.findByRole("button", { name: /Shipping: cost/ }));
    expect(drafts.read(WINDOW_FILE)?.text).toContain("---\n{{ shipping.cost }}**{{ returns.window_days }} days**");
  });

  test("shows the findings of what is typed at their fields", async () => {
    look.mockResolvedValue(
      preview({ findings: [finding(), finding({ line: 2, level: "warning", message: "is long" })] }),
    );
    editor();
    const question = await field("Question 2");
    await waitFor(() => expect(question.getAttribute("aria-invalid")).toBe("true"));
    const told = document.getElementById(question.getAttribute("aria-describedby") ?? "");
    expect(told?.textContent).toContain("is a question of returns/start already");
    expect(told?.textContent).toContain("To mend it, keep it in one of the two.");
    expect((await field("Title")).getAttribute("aria-invalid")).toBe("false");
  });

  test("saves with a note, and says so", async () => {
    save.mockResolvedValueOnce({ files: [{ file: WINDOW_FILE, hash: "h2" }], versions: ["7"], findings: [] });
    const drafts = editor();
    await type("Title", "Time to return");
    await type(/What did you change/, "Shorter");
    press("Save");
    expect(await screen.findByText("Saved. It is in use a second from now.")).toBeTruthy();
    expect(save.mock.calls[0]?.slice(1)).toEqual(["Shorter", null]);
    expect(drafts.files()).toEqual([]);
  });

  test("that the check refuses keeps the draft, and every finding leads to its place", async () => {
    save.mockRejectedValueOnce(
      new ApiError(
        422,
        "check_failed",
        "The check finds 2 errors.",
        {},
        {
          findings: [finding(), finding({ file: "questions.yaml", line: 8, message: "is not found any more" })],
        },
      ),
    );
    const drafts = editor();
    await type("Title", "Time to return");
    press("Save");
    const refusal = within(await screen.findByRole("alert"));
    expect(refusal.getByText(/What you wrote is kept here/)).toBeTruthy();
    expect(refusal.getByRole("link", { name: "questions.yaml, line 8" })).toBeTruthy();
    fireEvent.click(refusal.getByRole("button", { name: "Question 2" }));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("Question 2")));
    expect(drafts.read(WINDOW_FILE)?.text).toContain("title: Time to return");
    expect((await field("Question 2")).getAttribute("aria-invalid")).toBe("true");
    await type("Question 2", "how many days do i get");
    expect((await field("Question 2")).getAttribute("aria-invalid")).toBe("false");
  });

  test("that somebody else saved meanwhile shows both texts, and loses neither", async () => {
    const theirs = WINDOW_TEXT.replace("is how long", "is how long you have");
    save.mockRejectedValueOnce(
      new ApiError(
        409,
        "changed_underneath",
        "It has changed.",
        {},
        { theirs: [stored({ text: theirs, hash: "h2" })] },
      ),
    );
    save.mockResolvedValueOnce({ files: [{ file: WINDOW_FILE, hash: "h3" }], versions: ["8"], findings: [] });
    editor();
    await type("Title", "Time to return");
    press("Save");
    expect(await screen.findByRole("heading", { name: 'Two texts of "Time to return"' })).toBeTruthy();
    const both = screen.getByRole("textbox", { name: "Both in one" }) as HTMLTextAreaElement;
    expect(both.value).toBe(theirs.replace(/title: .*/, "title: Time to return"));
    press("Go on with both in one");
    await screen.findByRole("button", { name: "Save" });
    press("Save");
    await waitFor(() => expect(save).toHaveBeenCalledTimes(2));
    expect(save.mock.calls[1]?.[0]).toEqual([{ file: WINDOW_FILE, text: both.value, base: "h2" }]);
  });

  test("that the form cannot show is edited as text, with the reason", async () => {
    file.mockResolvedValue(stored({ text: WINDOW_TEXT.replace("title: How", "title: [How") }));
    editor();
    expect(await screen.findByText(/The form cannot show this file/)).toBeTruthy();
    expect(screen.getByRole("button", { name: "Form" }).hasAttribute("disabled")).toBe(true);
    expect(await field(`Text of ${WINDOW_FILE}`)).toBeTruthy();
  });

  test("opens where a finding is that led to it", async () => {
    editor(WINDOW_FILE, 5);
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("Question 2")));
    cleanup();
    file.mockResolvedValue(stored({ file: "words.yaml", text: "synonyms: []\nproduts: []\n" }));
    editor("words.yaml", 2);
    const raw = (await field("Text of words.yaml")) as unknown as HTMLTextAreaElement;
    await waitFor(() => expect(document.activeElement).toBe(raw));
    expect(raw.value.slice(raw.selectionStart, raw.selectionEnd)).toBe("produts: []");
  });

  test("that is not there says so, and where its texts are", async () => {
    file.mockRejectedValue(new ApiError(404, "not_found", "There is no such file."));
    editor();
    expect(await screen.findByText(`There is no file ${WINDOW_FILE}.`)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
  });
});

test("a question is tried on the draft, and the answer explains itself", async () => {
  const told: Explained = {
    decision: "answer",
    kind: "general",
    reason: "",
    says: {
      read: 'Read as "too late": "lte" as "late".',
      decision: "It answers from returns/window (How long do I have?).",
      closest: 'It comes closest to "is it too late", a question of returns/window (How long do I have?).',
      sureness: "It is 91 % sure of returns/window: above the 62 % from which on it answers.",
    },
    read: "too late",
    repaired: [["lte", "late"]],
    candidates: [{ id: "returns/window", title: "How long do I have?", confidence: 0.91, phrasing: "is it too late" }],
    signals: [{ name: "covered", value: 1, says: "Every word is known here." }],
    thresholds: { answer: 0.62, clarify: 0.3 },
    entries: [{ id: "returns/window", confidence: 0.91 }],
    replies: [{ html: "<p>60 days it is.</p>", entry: "returns/window", source: null, options: [], handoff: "offer" }],
  };
  ask.mockResolvedValue(told);
  editor();
  await type("Title", "Time to return");
  await type("A question, as a shopper types it", "too lte");
  press("Ask");
  expect(await screen.findByText(told.says.decision)).toBeTruthy();
  expect(screen.getByText("With your draft.")).toBeTruthy();
  expect(screen.getByText("60 days it is.")).toBeTruthy();
  expect(screen.getByText(told.says.sureness)).toBeTruthy();
  expect(screen.getByText("Every word is known here.")).toBeTruthy();
  const [asked, changes] = ask.mock.calls[0] ?? [];
  expect(asked).toBe("too lte");
  expect(changes).toEqual([{ file: WINDOW_FILE, text: expect.stringContaining("Time to return"), base: "h1" }]);
});
