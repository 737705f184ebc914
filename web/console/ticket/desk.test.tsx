import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ApiError, api } from "../api";
import { me, NOW, ticket } from "../fixtures";
import type { Live } from "../live";
import { type Session, SessionContext } from "../session";
import type { Me, Ticket } from "../wire";
import { Desk } from "./desk";
import { Drafts } from "./drafts";
import type { TicketFeed } from "./feed";
import { want } from "./wanted";

const act = vi.spyOn(api, "act");
const feed = { refetch: vi.fn(async () => undefined), replace: vi.fn() };

function desk(shown: Ticket, who: Me = me) {
  const session: Session = {
    me: who,
    live: { typing: vi.fn() } as unknown as Live,
    drafts: new Drafts(localStorage, who.user.id),
    queue: null,
    takeNext: vi.fn(),
    take: vi.fn(),
  };
  const whole = (now: Ticket) => (
    <SessionContext.Provider value={session}>
      <Desk ticket={now} feed={feed as unknown as TicketFeed} now={NOW} />
    </SessionContext.Provider>
  );
  const { rerender } = render(whole(shown));
  return { session, show: (now: Ticket) => rerender(whole(now)) };
}

const box = (name: string): HTMLTextAreaElement => screen.getByRole("textbox", { name });
const press = (name: string): void => {
  fireEvent.click(screen.getByRole("button", { name }));
};
const type = (name: string, value: string): void => {
  fireEvent.input(box(name), { target: { value } });
};

beforeEach(() => {
  localStorage.clear();
  act.mockReset();
  feed.refetch.mockClear();
  feed.replace.mockClear();
});
afterEach(cleanup);

describe("at the desk", () => {
  test("another part of the page can ask for an action", async () => {
    desk(ticket({ actions: ["confirm", "correct"] }));
    want("correct");
    expect(await screen.findByRole("heading", { name: "Correct the details" })).toBeTruthy();
    expect((screen.getByRole("textbox", { name: /E-mail/ }) as HTMLInputElement).value).toBe("jane@shopper.example");
  });

  test("another part of the page can fill a form in, also one that is open", async () => {
    desk(ticket({ actions: ["confirm", "merge"] }));
    want("merge", { into: "10016" });
    const number = () => screen.findByRole("textbox", { name: /Number of the ticket/ });
    expect(((await number()) as HTMLInputElement).value).toBe("10016");
    want("merge", { into: "10017" });
    await waitFor(async () => expect(((await number()) as HTMLInputElement).value).toBe("10017"));
    act.mockResolvedValueOnce(ticket({ version: 2 }));
    press("Merge into that ticket");
    await waitFor(() => expect(act).toHaveBeenCalledWith("10001", "merge", expect.objectContaining({ into: "10017" })));
  });

  test("who left no e-mail address is to be called, and the form says so", () => {
    const shopper = { ...ticket().shopper, email: null, phone: "+1 (555) 0100-22" };
    desk(ticket({ shopper, actions: ["confirm", "note"] }));
    expect(screen.getByText(/They left no e-mail address/)).toBeTruthy();
    expect(screen.getByRole("link", { name: "+1 (555) 0100-22" }).getAttribute("href")).toBe("tel:+1555010022");
    press("Note");
    expect(screen.queryByText(/They left no e-mail address/)).toBeNull();
  });

  test("asking before the confirmation says that the confirmation is still owed", () => {
    desk(ticket({ actions: ["confirm", "ask"] }));
    press("Ask and wait");
    expect(screen.getByText(/confirm first, or ask within the confirmation/).textContent).toContain(
      "The confirmation is still owed by Thu 5 Nov, 17:00: confirm first",
    );
  });

  test("the next step is in front, prepared, and sends what the agent made of it", async () => {
    const after = ticket({ version: 2, step: "verifying", actions: ["verify", "reply", "note"] });
    act.mockResolvedValueOnce(after);
    desk(ticket());
    expect(screen.getByRole("heading", { name: "Next: confirm receipt" })).toBeTruthy();
    expect(box("Confirmation").value).toContain("Order number: MF-2041");
    type("Confirmation", "Hello Jane, I have read it.");
    press("Send confirmation");
    await waitFor(() => expect(feed.replace).toHaveBeenCalledWith(after));
    expect(act).toHaveBeenCalledWith("10001", "confirm", {
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      text: "Hello Jane, I have read it.",
    });
    expect(screen.getByText("Done. Step now: verifying.")).toBeTruthy();
  });

  test("a send that fails keeps the text and is tried again under the same id", async () => {
    act.mockRejectedValueOnce(new ApiError(0, "unreachable", "The server cannot be reached."));
    act.mockResolvedValueOnce(ticket({ version: 2 }));
    const { session } = desk(ticket());
    press("Reply");
    type("Reply", "Your parcel left today.");
    press("Send reply");
    await waitFor(() => expect(screen.getByRole("alert").textContent).toContain("What you wrote is still here."));
    expect(box("Reply").value).toBe("Your parcel left today.");
    expect(session.drafts.read("10001", "reply")).toEqual({ text: "Your parcel left today." });
    press("Send reply");
    await waitFor(() => expect(box("Reply").value).toBe(""));
    const ids = act.mock.calls.map(([, , payload]) => payload.id);
    expect(ids[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(ids[1]).toBe(ids[0]);
    expect(session.drafts.read("10001", "reply")).toBeNull();
  });

  test.each([
    ["Claim this ticket", ticket({ assignee: null, actions: ["claim", "note"] }), null],
    ["Add note", ticket({ actions: ["note"] }), "Batch 7"],
    ["Send confirmation", ticket({ actions: ["confirm"] }), null],
  ])("%s, whose answer was lost, is sent again under the same id until it is answered", async (button, shown, text) => {
    act.mockRejectedValueOnce(new ApiError(0, "unreachable", "The server cannot be reached."));
    act.mockResolvedValue(shown);
    desk(shown);
    if (text) type("Note", text);
    press(button);
    await waitFor(() => expect(screen.getByRole("alert").textContent).toContain("cannot be reached"));
    press(button);
    await waitFor(() => expect(feed.replace).toHaveBeenCalledTimes(1));
    const ids = act.mock.calls.map(([, , payload]) => payload.id);
    expect(ids[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(ids[1]).toBe(ids[0]);
    expect(localStorage.length).toBe(0);
  });

  test("what turns out to be done though its answer was lost leaves no draft, and the next step is in front", async () => {
    act.mockRejectedValueOnce(new ApiError(0, "unreachable", "The server cannot be reached."));
    const { show } = desk(ticket());
    type("Confirmation", "Hello Jane, I have read it.");
    press("Send confirmation");
    await waitFor(() => expect(feed.refetch).toHaveBeenCalled());
    const id = String(act.mock.calls[0]?.[2].id);
    show(ticket({ version: 2, step: "verifying", actions: ["verify", "note"], requests: [id] }));
    await waitFor(() => expect(screen.getByRole("heading", { name: "Next: record verification" })).toBeTruthy());
    expect(localStorage.length).toBe(0);
  });

  test("a lost race says so, loads the ticket anew, and keeps the draft even when the step is over", async () => {
    act.mockRejectedValueOnce(new ApiError(409, "held_by_other", "Tom Okafor holds this inquiry; ask for a transfer."));
    const { show } = desk(ticket());
    type("Confirmation", "Hello Jane, I have read it.");
    press("Send confirmation");
    await waitFor(() => expect(screen.getByRole("alert").textContent).toContain("Tom Okafor holds this inquiry"));
    expect(feed.refetch).toHaveBeenCalled();
    show(ticket({ version: 2, step: "verifying", actions: ["note"], assignee: { id: "u-tom", name: "Tom Okafor" } }));
    expect(screen.getByRole("alert").textContent).toContain("What you wrote is still here.");
    expect(box("What you had written").value).toBe("Hello Jane, I have read it.");
    press("Discard it and go on");
    expect(box("Note").value).toBe("");
  });

  test("who loses the race for a ticket is told so, although the button is gone", async () => {
    act.mockRejectedValueOnce(new ApiError(409, "held_by_other", "Tom Okafor holds this inquiry; ask for a transfer."));
    const { show } = desk(ticket({ assignee: null, actions: ["claim", "note"] }));
    press("Claim this ticket");
    await waitFor(() => expect(feed.refetch).toHaveBeenCalled());
    show(ticket({ version: 2, actions: ["note"], assignee: { id: "u-tom", name: "Tom Okafor" } }));
    expect(screen.getByRole("alert").textContent).toContain("Tom Okafor holds this inquiry");
    expect(screen.queryByRole("button", { name: "Claim this ticket" })).toBeNull();
  });

  test("what is missing is said in a summary and at its field, and nothing is sent", async () => {
    desk(ticket({ step: "verifying", actions: ["verify"] }));
    press("Record what was found");
    await waitFor(() =>
      expect(screen.getByRole("alert").textContent).toContain("What was checked: Please fill this in."),
    );
    const field = box("What was checked");
    expect(field.getAttribute("aria-invalid")).toBe("true");
    expect(document.getElementById(field.getAttribute("aria-describedby")?.split(" ").at(-1) ?? "")?.textContent).toBe(
      "Please fill this in.",
    );
    expect(document.activeElement).toBe(field);
    expect(act).not.toHaveBeenCalled();
  });

  const rude = new ApiError(422, "disrespectful", 'Please reword "silly".', { text: 'Please reword "silly".' });

  test("words of disrespect are shown at the text, and an agent can only reword", async () => {
    act.mockRejectedValueOnce(rude);
    desk(ticket({ actions: ["reply"] }));
    type("Reply", "That was silly.");
    press("Send reply");
    await waitFor(() => expect(box("Reply").getAttribute("aria-invalid")).toBe("true"));
    expect(screen.queryByRole("textbox", { name: /may go out/ })).toBeNull();
  });

  test("a lead can let words of disrespect pass with a reason", async () => {
    act.mockRejectedValueOnce(rude);
    act.mockResolvedValueOnce(ticket({ version: 2 }));
    desk(ticket({ actions: ["reply"] }), { ...me, user: { ...me.user, role: "lead" } });
    type("Reply", "Silly Putty is back in stock.");
    press("Send reply");
    await waitFor(() => expect(box("Reply").getAttribute("aria-invalid")).toBe("true"));
    fireEvent.input(screen.getByRole("textbox", { name: /may go out/ }), { target: { value: "A product's name" } });
    press("Send reply");
    await waitFor(() => expect(act).toHaveBeenCalledTimes(2));
    expect(act.mock.calls[1]?.[2]).toMatchObject({ respect_reason: "A product's name" });
  });

  test("a draft opens its form again, and Start over leaves nothing of it", () => {
    localStorage.clear();
    new Drafts(localStorage, me.user.id).write("10001", "note", { text: "Ask the warehouse" });
    desk(ticket());
    expect(box("Note").value).toBe("Ask the warehouse");
    press("Start over");
    expect(box("Note").value).toBe("");
    expect(localStorage.length).toBe(0);
  });

  test("a closed ticket has nothing to do, and leads on to the next", () => {
    const { session } = desk(ticket({ step: "closed", actions: ["note", "reopen"] }));
    press("Take next");
    expect(session.takeNext).toHaveBeenCalled();
  });
});
