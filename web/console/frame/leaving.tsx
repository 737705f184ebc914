/** What becomes of one's tickets on signing out, said where one signs out. */

import { useEffect, useState } from "preact/hooks";
import { ApiError, get } from "../api";
import { counted } from "../words/labels";

/** The shape of /api/v1/me/leaving. */
export interface Leaving {
  /** Still at work in another browser: then nothing goes back. */
  elsewhere: boolean;
  goes_back: { number: string; subject: string }[];
  stays: { number: string; subject: string }[];
}

export function LeavingNote() {
  const [leaving, setLeaving] = useState<Leaving | null>(null);
  useEffect(() => {
    let current = true;
    get<Leaving>("/api/v1/me/leaving").then(
      (found) => current && setLeaving(found),
      (error) => {
        // Signing out works without these words.
        if (!(error instanceof ApiError)) throw error;
      },
    );
    return () => {
      current = false;
    };
  }, []);
  const said = leaving ? sayLeaving(leaving) : "";
  return said ? <p class="leaving faint">{said}</p> : null;
}

const NAMED = 5;

/** "10006 and 10014 go back into the queue, as you have done nothing on them. 4 tickets stay yours." */
export function sayLeaving({ elsewhere, goes_back, stays }: Leaving): string {
  const parts: string[] = [];
  if (goes_back.length > 0) {
    const them = goes_back.length === 1 ? "it" : "them";
    parts.push(
      `${named(goes_back)} ${goes_back.length === 1 ? "goes" : "go"} back into the queue, as you have done nothing on ${them}.`,
    );
  }
  if (stays.length > 0) {
    const why = elsewhere ? ", as you are signed in elsewhere" : "";
    parts.push(`${counted(stays.length, "ticket")} ${stays.length === 1 ? "stays" : "stay"} yours${why}.`);
  }
  return parts.join(" ");
}

function named(tickets: readonly { number: string }[]): string {
  if (tickets.length > NAMED) return `${tickets.length} tickets`;
  const numbers = tickets.map(({ number }) => number);
  const last = numbers.pop() ?? "";
  return numbers.length > 0 ? `${numbers.join(", ")} and ${last}` : last;
}
