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

/** What a file is about, in the words of its title; undefined for one that is new or gone. */
export function titleOf(room: Room | null, file: string): string | undefined {
  const all = [...(room?.entries ?? []), ...(room?.policies ?? []), ...(room?.other_files ?? [])];
  return all.find((known) => known.file === file)?.title;
}

/** The overview as it is known now; null until it is loaded. */
export function useOverview(): Room | null {
  return useStore(useRoom().feed.state).room;
}
