/** What every page of the knowledge room shares: the overview, and the drafts of whoever is here. */

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { useStore } from "../store";
import type { FileDrafts } from "./drafts";
import type { RoomFeed } from "./feed";
import type { Room } from "./wire";

export interface RoomContext {
  feed: RoomFeed;
  drafts: FileDrafts;
}

export const RoomContext = createContext<RoomContext | null>(null);

export function useRoom(): RoomContext {
  const room = useContext(RoomContext);
  if (!room) throw new Error("A page of the knowledge was drawn outside its room.");
  return room;
}

/** The overview as it is known now; null until it is loaded. */
export function useOverview(): Room | null {
  return useStore(useRoom().feed.state).room;
}
