import { cleanup, fireEvent, screen, within } from "@testing-library/preact";
import { afterEach, beforeEach, expect, test } from "vitest";
import { entry, finding, health, room, shippingCost, WINDOW_FILE } from "../fixtures";
import { inRoom } from "../testing";
import { OverviewPage } from "./overview-page";

let leave = (): void => undefined;
const shown = (overview = room(), q = "", order: "topic" | "care" = "topic") => {
  const page = inRoom(<OverviewPage q={q} order={order} />, overview);
  leave = page.leave;
  return page;
};

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  leave();
});

test("entries stand by topic with what they need, and other files beside them", async () => {
  shown();
  const shipping = within(await screen.findByRole("region", { name: /Shipping/ }));
  expect(shipping.getByRole("link", { name: "What does shipping cost?" })).toBeTruthy();
  expect(shipping.getByText("Waits for a figure: cost")).toBeTruthy();
  expect(screen.getByText("2 entries, 1 to look at. Counted over the last 30 days.")).toBeTruthy();
  expect(screen.getByRole("link", { name: "Customer service policy" })).toBeTruthy();
  expect(screen.getByRole("link", { name: "Please show us what you see" })).toBeTruthy();
});

test("those that need care come first when asked for, and a search finds few", async () => {
  const quiet = entry({ health: health({ answered: 500 }) });
  shown(room({ entries: [quiet, shippingCost] }), "", "care");
  const links = within(await screen.findByRole("table", { name: /those that need care/ })).getAllByRole("link");
  expect(links.map((link) => link.textContent)).toEqual([shippingCost.title, quiet.title]);
  cleanup();
  shown(room(), "shipping");
  expect(await screen.findByText("1 of 2 entries")).toBeTruthy();
  cleanup();
  shown(room(), "wholesale");
  expect(await screen.findByText('No entry fits "wholesale".')).toBeTruthy();
});

test("a save that is not in use is told before all else, with the way to its places", async () => {
  shown(room({ in_use: false, problems: [finding({ line: 2, message: '"titel" is not a known key' })] }));
  const told = within(await screen.findByRole("region", { name: "The last save is not in use" }));
  expect(told.getByText(/Shoppers get the answers from before/)).toBeTruthy();
  expect(told.getByRole("link", { name: `${WINDOW_FILE}, line 2` })).toBeTruthy();
});

test("a draft is marked where it is, and listed", async () => {
  const { drafts } = shown();
  await screen.findByRole("link", { name: shippingCost.title });
  drafts.write(WINDOW_FILE, { text: "x", base: "h1", before: "", revertOf: null });
  expect(await screen.findByRole("heading", { name: "1 draft of yours, not saved yet" })).toBeTruthy();
  expect(screen.getByText("draft")).toBeTruthy();
});

test("a new entry begins with a title, a topic and the section its topic rests on", async () => {
  const { drafts } = shown();
  fireEvent.click(await screen.findByRole("button", { name: "New entry" }));
  const dialog = within(screen.getByRole("dialog", { name: "New entry" }));
  fireEvent.click(dialog.getByRole("button", { name: "Begin the entry" }));
  expect(dialog.getByRole("alert").textContent).toBe("Give it a title first.");
  fireEvent.input(dialog.getByLabelText("Title"), { target: { value: "Do you gift-wrap?" } });
  fireEvent.input(dialog.getByLabelText("Topic"), { target: { value: "shipping" } });
  expect(dialog.getByText("The file will be answers/shipping/do-you-gift-wrap.md.")).toBeTruthy();
  fireEvent.click(dialog.getByRole("button", { name: "Begin the entry" }));
  const draft = drafts.read("answers/shipping/do-you-gift-wrap.md");
  expect(draft).toMatchObject({ base: null, before: "" });
  expect(draft?.text).toContain("title: Do you gift-wrap?\nquestions:\nsource: customer-service#7\n");
});
