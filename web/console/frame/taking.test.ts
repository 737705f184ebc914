import { afterEach, expect, test, vi } from "vitest";
import { ApiError, api } from "../api";
import { ticket } from "../fixtures";
import { takeThis } from "./taking";

afterEach(() => vi.restoreAllMocks());

test("taking an offered ticket claims exactly that one and goes there", async () => {
  const act = vi.spyOn(api, "act").mockResolvedValue(ticket());
  expect(await takeThis("10007")).toBeNull();
  expect(act).toHaveBeenCalledWith("10007", "claim", {});
  expect(location.pathname).toBe("/console/tickets/10007");
});

test("who was too late is told kindly who holds it, and stays where they are", async () => {
  history.replaceState(null, "", "/console/");
  const fault = new ApiError(409, "held_by_other", "Ben Okafor holds this inquiry; ask for a transfer.");
  vi.spyOn(api, "act").mockRejectedValue(fault);
  expect(await takeThis("10007")).toEqual({
    text: "You were just too late for ticket 10007. Ben Okafor holds this inquiry; ask for a transfer.",
  });
  expect(location.pathname).toBe("/console/");
});

test("a server that is away is told as a fault", async () => {
  vi.spyOn(api, "act").mockRejectedValue(new ApiError(0, "unreachable", "The server cannot be reached."));
  expect(await takeThis("10007")).toEqual({ text: "The server cannot be reached.", wrong: true });
});
