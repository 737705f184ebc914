/** Where is the focus after going to another page? */

import { useEffect, useRef } from "preact/hooks";
import type { Route } from "../routes";

/** After going to another page by a link, those who hear or tab start at its heading. */
export function useFocusOnArrival(at: Route): void {
  const first = useRef(true);
  const place = placeOf(at);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    const selected = at.page === "queue" ? document.querySelector<HTMLElement>("main .selected a") : null;
    if (at.page !== "queue") scrollTo(0, 0);
    (selected ?? document.querySelector<HTMLElement>("main h1"))?.focus({ preventScroll: true });
  }, [place]);
}

/** What counts as another page: other words in a search do not. */
function placeOf(at: Route): string {
  if (at.page === "ticket") return `ticket ${at.number}`;
  if (at.page !== "knowledge") return at.page;
  if (at.room === "file" || at.room === "history") return `${at.room} ${at.file ?? ""}`;
  return at.room === "version" ? `version ${at.id}` : at.room;
}
