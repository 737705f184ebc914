import { cleanup, render, screen } from "@testing-library/preact";
import { afterEach, expect, test, vi } from "vitest";
import { App } from "./app";
import { me } from "./fixtures";
import { room } from "./knowledge/fixtures";
import { roomApi } from "./knowledge/room-api";
import type { Live } from "./live";
import { Store } from "./store";
import { Drafts } from "./ticket/drafts";

afterEach(cleanup);

test("an editor starts with the knowledge, and is shown no queue", async () => {
  vi.spyOn(roomApi, "room").mockResolvedValue(room());
  history.replaceState(null, "", "/console/");
  dispatchEvent(new PopStateEvent("popstate"));
  const live = { connected: new Store(true), on: () => () => undefined, watch: vi.fn() } as unknown as Live;
  const editor = new Store({ ...me, user: { ...me.user, role: "editor" as const } });
  render(<App me={editor} parts={{ live, drafts: new Drafts(localStorage, me.user.id), queue: null }} />);
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Knowledge");
  expect(await screen.findByRole("link", { name: "How long do I have to return something?" })).toBeTruthy();
  expect(screen.queryByRole("link", { name: "Queue" })).toBeNull();
  expect(screen.queryByRole("button", { name: "Take next" })).toBeNull();
});
