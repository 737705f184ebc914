/** A page of the room as a test wants it: with an editor, an overview and drafts, and nothing of the server. */

import { render } from "@testing-library/preact";
import type { ComponentChildren } from "preact";
import { me } from "../fixtures";
import type { Live } from "../live";
import { SessionContext } from "../session";
import { Drafts } from "../ticket/drafts";
import { RoomContext } from "./context";
import { FileDrafts } from "./drafts";
import { RoomFeed } from "./feed";
import { room } from "./fixtures";
import type { Room } from "./wire";

export const live = { on: () => () => undefined } as unknown as Live;

export interface Shown {
  drafts: FileDrafts;
  leave: () => void;
}

export function inRoom(page: ComponentChildren, overview: Room = room()): Shown {
  const drafts = new FileDrafts(localStorage, "lea");
  const feed = new RoomFeed(live, async () => overview);
  const session = {
    me,
    live,
    drafts: new Drafts(localStorage, "lea"),
    queue: null,
    takeNext: () => undefined,
    take: () => undefined,
  };
  render(
    <SessionContext.Provider value={session}>
      <RoomContext.Provider value={{ feed, drafts }}>{page}</RoomContext.Provider>
    </SessionContext.Provider>,
  );
  return { drafts, leave: () => feed.stop() };
}
