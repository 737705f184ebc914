/** Who is at this console, and what every page needs to know of the shop. */

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Live } from "./live";
import type { QueueFeed } from "./queue/feed";
import type { Drafts } from "./ticket/drafts";
import type { Me } from "./wire";

export interface Session {
  me: Me;
  live: Live;
  drafts: Drafts;
  /** Absent for editors, who work on the knowledge and hold no tickets. */
  queue: QueueFeed | null;
  takeNext: () => void;
  /** Claims exactly this ticket and goes there, or says kindly that somebody was faster. */
  take: (number: string) => void;
}

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("A page was drawn before the session was known.");
  return session;
}
