import { expect, test, vi } from "vitest";
import { finding, stored, WINDOW_TEXT } from "../fixtures";
import { renamedIn, renaming } from "./renaming";

test("a rename changes the entry and every file that names it, in one save", async () => {
  const check = vi.fn(async () => ({
    findings: [
      finding({ file: "answers/returns/start.md", message: 'related names "returns/window", which is no entry' }),
      finding({ file: "answers/shipping/cost.md", level: "warning", message: "much like returns/window" }),
      finding({ file: "questions.yaml", message: "expects returns/window, which is no entry" }),
    ],
    refused: true,
  }));
  const file = vi.fn(async (name: string) =>
    stored({ file: name, hash: `hash of ${name}`, text: "related: [returns/window, returns/window-gifts]\n" }),
  );
  const changes = await renaming("returns/window", "returns/time", { text: WINDOW_TEXT, base: "h1" }, { check, file });
  expect(changes).toEqual([
    { file: "answers/returns/window.md", text: null, base: "h1" },
    { file: "answers/returns/time.md", text: WINDOW_TEXT, base: null },
    {
      file: "answers/returns/start.md",
      text: "related: [returns/time, returns/window-gifts]\n",
      base: "hash of answers/returns/start.md",
    },
    {
      file: "questions.yaml",
      text: "related: [returns/time, returns/window-gifts]\n",
      base: "hash of questions.yaml",
    },
  ]);
});

test("an id is replaced where it stands by itself", () => {
  expect(renamedIn("returns/window, my-returns/window, returns/window.", "returns/window", "returns/time")).toBe(
    "returns/time, my-returns/window, returns/time.",
  );
});
