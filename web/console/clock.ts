/** What time is it, by the server's clock? */

import { useEffect, useState } from "preact/hooks";

let ahead = 0;

/** Called with the server's own "now", so that a wrong clock on an agent's computer changes no promise. */
export function setServerNow(iso: string): void {
  const moment = Date.parse(iso);
  if (!Number.isNaN(moment)) ahead = moment - Date.now();
}

export const serverNow = (): number => Date.now() + ahead;

/** The time now, again every `every` milliseconds. */
export function useNow(every = 15_000): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}
