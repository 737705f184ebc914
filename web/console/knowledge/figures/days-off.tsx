/** When nobody works: the shop's own days off, to be changed here, beside the public holidays and the working week. */

import { useRef, useState } from "preact/hooks";
import { useNow } from "../../clock";
import { saidDay } from "../../words/times";
import { describedBy, Fault } from "./fault";
import { closedDays, weekWords, withClosed } from "./forms";
import type { PartProps } from "./parts";

const SHOWN = 12;
export function DaysOff({ state, stored, open }: PartProps) {
  const now = useNow(60_000);
  const [day, setDay] = useState("");
  const [fault, setFault] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const { calendar } = stored;
  const closed = closedDays(state.draft.forms, stored);
  const off = state.preview?.next_days_off ?? calendar.next_days_off;
  const edit = (days: readonly string[]): void => open.edit((draft, current) => withClosed(draft, current, days));
  const said = (date: string): string => saidDay(`${date}T12:00:00Z`, "UTC", now);
  const add = (): void => {
    const wrong = !day ? "Choose a date." : closed.includes(day) ? `${said(day)} is in the list already.` : "";
    setFault(wrong);
    if (!wrong) {
      edit([...closed, day]);
      setDay("");
    }
    input.current?.focus();
  };
  return (
    <section class="figures-part" aria-labelledby="days-off">
      <h2 id="days-off">Days off</h2>
      <p>
        We work {weekWords(calendar.working_days)}, {calendar.hours} ({calendar.time_zone}), but not on{" "}
        {calendar.holidays ? `public holidays (${calendar.holidays}) and` : ""} the days below. No promised date falls
        on a day off.
      </p>
      {state.overtaken.includes("closed") && (
        <p class="tone-risk">
          Meanwhile somebody else saved the days off: {calendar.closed.map(said).join(", ") || "there are none now"}.{" "}
          <button type="button" class="link-button" onClick={() => open.takeTheirs("closed")}>
            Take theirs
          </button>
        </p>
      )}
      <div class="days-off">
        <div>
          <h3>Our own</h3>
          {closed.length === 0 && <p class="faint">None.</p>}
          <ul class="own-days">
            {closed.map((date) => (
              <li key={date}>
                <span>{said(date)}</span>{" "}
                <button
                  type="button"
                  class="link-button"
                  aria-label={`Remove ${said(date)}`}
                  onClick={() => {
                    edit(closed.filter((one) => one !== date));
                    input.current?.focus();
                  }}
                >
                  Remove
                </button>
              </li>
            ))}
          </ul>
          <div class="field add-day">
            <label for="day-off">A further day off</label>
            <div class="add-day-row">
              <input
                ref={input}
                id="day-off"
                class="input"
                type="date"
                value={day}
                aria-invalid={Boolean(fault)}
                aria-describedby={describedBy(fault && "day-off-fault")}
                onInput={(event) => {
                  setDay(event.currentTarget.value);
                  setFault("");
                }}
              />
              <button type="button" class="button" onClick={add}>
                Add
              </button>
            </div>
            <Fault id="day-off-fault" text={fault} />
          </div>
        </div>
        <div>
          <h3>The next ones, with public holidays</h3>
          <ol class="next-days">
            {off.slice(0, SHOWN).map(({ date, name }) => (
              <li key={date}>
                <span>{said(date)}</span> <span>{name || "our own"}</span>
              </li>
            ))}
          </ol>
        </div>
      </div>
    </section>
  );
}
