import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ApiError } from "../api";
import { me, NOW, ticket } from "../fixtures";
import type { Live } from "../live";
import { type Session, SessionContext } from "../session";
import { Drafts } from "../ticket/drafts";
import { wanted } from "../ticket/wanted";
import type { Ticket } from "../wire";
import { DeadMails } from "./dead-mails";
import { MailFeed } from "./feed";
import { mail } from "./fixtures";
import { mailApi } from "./mail-api";
import { MailPage } from "./mail-page";
import type { MailList } from "./wire";

const list = vi.spyOn(mailApi, "list");
const retry = vi.spyOn(mailApi, "retry");
const dismiss = vi.spyOn(mailApi, "dismiss");

const live = { on: () => () => undefined } as unknown as Live;
const some = (changes: Partial<MailList> = {}): MailList => ({
  mails: [mail()],
  next: null,
  counts: { dead: 1, waiting: 2 },
  ...changes,
});

const within = (part: preact.JSX.Element): void => {
  const drafts = new Drafts(localStorage, me.user.id);
  const session: Session = { me, live, drafts, queue: null, takeNext: vi.fn(), take: vi.fn() };
  render(<SessionContext.Provider value={session}>{part}</SessionContext.Provider>);
};
const press = (name: string): void => {
  fireEvent.click(screen.getByRole("button", { name }));
};

beforeEach(() => {
  vi.setSystemTime(NOW);
  for (const spy of [list, retry, dismiss]) spy.mockReset();
  list.mockResolvedValue(some());
});
afterEach(() => {
  cleanup();
  wanted.set(null);
  vi.useRealTimers();
});

test("an e-mail that did not arrive is told with its reason and sent again", async () => {
  within(<MailPage />);
  expect(await screen.findByText("There is no such mailbox. The address may be mistyped.")).toBeTruthy();
  expect(screen.getByRole("link", { name: "10001" }).getAttribute("href")).toBe("/console/tickets/10001");
  expect(screen.getByText("to jane@shoper.example")).toBeTruthy();
  retry.mockResolvedValueOnce(mail({ dead_at: null }));
  list.mockResolvedValue(some({ mails: [], counts: { dead: 0, waiting: 3 } }));
  press("Send it again");
  expect(await screen.findByText("Every e-mail has arrived, or is seen to.")).toBeTruthy();
  expect(retry).toHaveBeenCalledWith("m1");
  expect(screen.getByText("It is on its way again.")).toBeTruthy();
});

test("a refusal is told, and how it was seen to goes on record", async () => {
  within(<MailPage />);
  await screen.findByText("to jane@shoper.example");
  retry.mockRejectedValueOnce(new ApiError(409, "no_address", "This ticket has no e-mail address."));
  press("Send it again");
  expect((await screen.findByRole("alert")).textContent).toBe("This ticket has no e-mail address.");
  press("Seen to otherwise");
  fireEvent.input(screen.getByLabelText("What did you do instead?"), { target: { value: " Told her on the phone " } });
  dismiss.mockResolvedValueOnce(mail());
  press("Put it on record");
  await waitFor(() => expect(dismiss).toHaveBeenCalledWith("m1", "Told her on the phone"));
});

test("what is still on its way says when it is tried again", async () => {
  within(<MailPage />);
  await screen.findByText("to jane@shoper.example");
  const waits = mail({ dead_at: null, attempts: 3, error: "451 4.3.0 later", next_attempt_at: "2026-11-03T15:30:00Z" });
  list.mockResolvedValue(some({ mails: [waits] }));
  press("On their way 2");
  expect(await screen.findByText(/Tried 3 times. Next attempt .*10:30/)).toBeTruthy();
  expect(list).toHaveBeenLastCalledWith("waiting");
});

test("further pages are added below, each e-mail once", async () => {
  const load = vi.fn();
  load.mockResolvedValueOnce(some({ next: "c" }));
  const feed = new MailFeed(live, load);
  await vi.waitFor(() => expect(feed.state.value.list).not.toBeNull());
  load.mockResolvedValueOnce(some({ mails: [mail(), mail({ id: "m2" })] }));
  await feed.more();
  expect(load).toHaveBeenLastCalledWith("dead", "c");
  expect(feed.state.value.list?.mails.map(({ id }) => id)).toEqual(["m1", "m2"]);
  feed.stop();
});

test("a ticket's head says which letter did not arrive and how to mend it", () => {
  head({ actions: ["correct"], shopper: { ...ticket().shopper, email: "jane@shoper.example", phone: "+1 555 0100" } });
  expect(screen.getByText("Reply not delivered.")).toBeTruthy();
  expect(screen.getByText(/Call \+1 555 0100, or correct the address and send it again./)).toBeTruthy();
  press("Correct the details");
  expect(wanted.value?.verb).toBe("correct");
});

test("once the address is another one, it only has to be sent again; alarms to colleagues are not told there", () => {
  head({ actions: [], dead_mails: [mail(), mail({ id: "m2", kind: "breached" })] });
  expect(screen.getByText(/The address was corrected since: send it again./)).toBeTruthy();
  expect(screen.getAllByRole("button", { name: "Send it again" })).toHaveLength(1);
  expect(screen.queryByRole("button", { name: "Correct the details" })).toBeNull();
});

const head = (changes: Partial<Ticket>): void =>
  within(<DeadMails ticket={ticket({ dead_mails: [mail()], ...changes })} onDone={() => undefined} />);
