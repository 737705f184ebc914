/** Says of a chosen moment that nobody works on its day. */

import { useEffect, useState } from "preact/hooks";
import { ApiError, get } from "../api";
import type { DueDays } from "../due/wire";
import { sayDayOff } from "./days-off";

export function DayOff({ until }: { until: string }) {
  const [known, setKnown] = useState<DueDays | null>(null);
  useEffect(() => {
    get<DueDays>("/api/v1/calendar").then(setKnown, (error: unknown) => {
      // It only advises: without the calendar the form does what it does.
      if (!(error instanceof ApiError)) throw error;
    });
  }, []);
  const said = known ? sayDayOff(until, known) : "";
  return (
    <p class={said ? "notice notice-warning" : ""} role="status">
      {said}
    </p>
  );
}
