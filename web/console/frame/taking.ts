/** How does an agent come to a ticket that nobody holds? The next one in the queue, or exactly one that was offered. */

import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError, api } from "../api";
import { go } from "../navigation";
import type { QueueFeed } from "../queue/feed";
import { type Route, ticketPath } from "../routes";

export interface Said {
  text: string;
  wrong?: boolean;
}

const NOTHING_WAITS = "Nothing waits for you: every open ticket has somebody, or waits for its shopper.";

/** `said` is what to tell if it came to nothing; it is forgotten on another page. */
export function useTaking(queue: QueueFeed | null, at: Route) {
  const [said, setSaid] = useState<Said | null>(null);
  const busy = useRef(false);
  useEffect(() => setSaid(null), [at]);

  const taking = async (take: () => Promise<Said | null>): Promise<void> => {
    if (busy.current || !queue) return;
    busy.current = true;
    try {
      setSaid(await take());
    } finally {
      busy.current = false;
      queue.refetch();
    }
  };
  return {
    said,
    dismiss: () => setSaid(null),
    takeNext: () => void taking(takeNext),
    take: (number: string) => void taking(() => takeThis(number)),
  };
}

async function takeNext(): Promise<Said | null> {
  try {
    const ticket = await api.takeNext();
    if (!ticket) return { text: NOTHING_WAITS };
    go(ticketPath(ticket.number));
    return null;
  } catch (error) {
    return refused(error);
  }
}

/** What is said if it came to nothing. */
export async function takeThis(number: string): Promise<Said | null> {
  try {
    await api.act(number, "claim", {});
    go(ticketPath(number));
    return null;
  } catch (error) {
    const { text } = refused(error);
    if (error instanceof ApiError && error.status === 409) {
      return { text: `You were just too late for ticket ${number}. ${text}` };
    }
    return { text, wrong: true };
  }
}

function refused(error: unknown): Said {
  if (!(error instanceof ApiError)) throw error;
  return { text: error.message, wrong: true };
}
