import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ApiError } from "../../api";
import { finding, preview, stored, WINDOW_FILE } from "../fixtures";
import { roomApi } from "../room-api";
import { inRoom } from "../testing";
import type { Difference, Effect, Outcome } from "../wire";
import { EditorPage } from "./editor-page";
import { plain, summaryOf } from "./effect-words";

const ask = vi.spyOn(roomApi, "effect");
const save = vi.spyOn(roomApi, "save");
vi.spyOn(roomApi, "file").mockImplementation(async () => stored());
vi.spyOn(roomApi, "preview").mockImplementation(async () => preview());
vi.spyOn(roomApi, "figures").mockImplementation(async () => ({ facts: [], promises: {} }));

const nothing: Outcome = { decision: "no_match", entries: [], stated: true, text: "" };
const days = (text: string): Outcome => ({
  decision: "answer",
  entries: [{ id: "returns/window", title: "How long do I have to return something?" }],
  stated: true,
  text,
});
const difference = (changes: Partial<Difference>): Difference => ({
  question: "how many days",
  times: 1,
  expected: null,
  breaks: false,
  before: days("You have **60 days**."),
  after: days("You have **45 days**."),
  ...changes,
});
const effect = (changes: Partial<Effect> = {}): Effect => ({
  compared: { asked: 812, expected: 1 },
  counts: { broken: 0, no_longer: 0, other: 0, text_changed: 0, now_answered: 0 },
  broken: [],
  no_longer: [],
  other: [],
  text_changed: [],
  now_answered: [],
  ...changes,
});

let leave: () => void;
beforeEach(() => {
  localStorage.clear();
  ask.mockReset();
  save.mockReset();
  leave = inRoom(<EditorPage file={WINDOW_FILE} line={null} />).leave;
});
afterEach(() => {
  cleanup();
  leave();
});

async function write(title: string): Promise<void> {
  fireEvent.input(await screen.findByLabelText("Title"), { target: { value: title } });
}
const look = (): Promise<void> =>
  screen.findByRole("button", { name: "What would change?" }).then((button) => void fireEvent.click(button));

describe("what would change for shoppers", () => {
  test("is offered for a draft only, takes the focus, and lets one go on writing while it is found out", async () => {
    let answer: (found: Effect) => void = () => undefined;
    ask.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
    await screen.findByLabelText("Title");
    expect(screen.queryByRole("button", { name: "What would change?" })).toBeNull();
    await write("Time to return");
    await look();
    const heading = await screen.findByRole("heading", { name: "What would change for shoppers" });
    expect(document.activeElement).toBe(heading);
    expect(screen.getByText(/This can take a minute; you can go on writing/)).toBeTruthy();
    await write("Time to send it back");
    answer(effect());
    expect(await screen.findByText(/All of them get the answer they get now/)).toBeTruthy();
    expect(screen.getByText("You have written on since then.")).toBeTruthy();

    ask.mockResolvedValueOnce(effect());
    fireEvent.click(screen.getByRole("button", { name: "Look again" }));
    await waitFor(() => expect(ask.mock.calls[1]?.[0][0]?.text).toContain("Time to send it back"));
    await waitFor(() => expect(screen.queryByText("You have written on since then.")).toBeNull());
    fireEvent.click(screen.getByRole("button", { name: "Close" }));
    expect(screen.queryByRole("heading", { name: "What would change for shoppers" })).toBeNull();
    expect(document.activeElement?.textContent).toBe("What would change?");
  });

  test("shows what breaks first and once, then the questions put together by what becomes of their answer", async () => {
    const broken = difference({
      question: "return deadline",
      times: 0,
      expected: ["returns/window"],
      breaks: true,
      after: nothing,
    });
    ask.mockResolvedValueOnce(
      effect({
        counts: { broken: 1, no_longer: 1, other: 0, text_changed: 2, now_answered: 0 },
        broken: [broken],
        no_longer: [broken],
        text_changed: [difference({ times: 7 }), difference({ question: "how long" })],
      }),
    );
    await write("Time to return");
    await look();
    const headings = await screen.findAllByRole("heading", { level: 3, name: /: \d+ questions?$/ });
    expect(headings.map(({ textContent }) => textContent)).toEqual([
      "No longer as questions.yaml expects: 1 question",
      "Answered in other words: 2 questions",
    ]);
    const first = within(screen.getByRole("region", { name: /No longer as/ }));
    expect(first.getByText("should find How long do I have to return something?")).toBeTruthy();
    expect(first.getByText("It has no answer.")).toBeTruthy();
    const second = within(screen.getByRole("region", { name: /in other words/ }));
    expect(second.getByText("asked 7 times")).toBeTruthy();
    expect(second.getAllByText("You have 60 days.")).toHaveLength(1);
    expect(second.getAllByText("You have 45 days.")).toHaveLength(1);
  });

  test("tells what keeps a draft from being compared", async () => {
    ask.mockRejectedValueOnce(
      new ApiError(
        422,
        "check_failed",
        "The check finds an error.",
        {},
        { findings: [finding({ file: "words.yaml" })] },
      ),
    );
    await write("Time to return");
    await look();
    expect(await screen.findByText("The check finds an error.")).toBeTruthy();
    expect(screen.getByRole("link", { name: "words.yaml, line 5" })).toBeTruthy();
  });

  test("is gone once the draft is saved", async () => {
    ask.mockResolvedValueOnce(effect());
    save.mockResolvedValueOnce({ files: [{ file: WINDOW_FILE, hash: "h2" }], versions: ["7"], findings: [] });
    await write("Time to return");
    await look();
    await screen.findByText(/All of them/);
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    await screen.findByText("Saved. It is in use a second from now.");
    await write("Time to send back");
    expect(screen.queryByRole("heading", { name: "What would change for shoppers" })).toBeNull();
  });
});

test("the summary counts what changes and says that a broken expectation is refused", () => {
  const counts = { broken: 2, no_longer: 1, other: 1, text_changed: 3, now_answered: 0 };
  expect(summaryOf(effect({ counts }))).toBe(
    "Compared: 812 questions that shoppers asked in the last 90 days, and 1 question of questions.yaml. " +
      "5 would get another answer. 2 would no longer be as questions.yaml expects, so a save is refused.",
  );
});

test("a text is read without marks, each paragraph and each point in a line of its own", () => {
  expect(plain("You have **60\ndays**, see [the policy](/policies/x).\n\n- one\n- two")).toBe(
    "You have 60 days, see the policy.\n\n- one\n- two",
  );
});
