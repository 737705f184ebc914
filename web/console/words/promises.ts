/** How does a promise stand, in words? The tone only repeats in colour what the words already say. */

import type { Clock, NextPromise, PromiseName, TicketRow } from "../wire";
import { relative, saidDay, saidMoment, saidSince } from "./times";

export type Tone = "calm" | "risk" | "breached" | "quiet" | "kept";

export interface Said {
  tone: Tone;
  /** "At risk", "Breached 2 h ago", "Breached since Fri 27 Nov, 17:00"; empty for a promise that simply runs. */
  flag: string;
  /** "Confirm by Thu 5 Nov, 17:00". */
  text: string;
  /** "in 3 h"; empty where nothing is to come. */
  beside: string;
}

const DEED: Record<PromiseName, string> = { confirmation: "Confirm", resolution: "Resolve", update: "Send an update" };
const NAME: Record<PromiseName, string> = { confirmation: "Confirmation", resolution: "Resolution", update: "Update" };

/** In the order in which they are told. */
export const PROMISES: readonly PromiseName[] = ["confirmation", "resolution", "update"];

export const promiseName = (promise: PromiseName): string => NAME[promise];

/** The promise that is due next: what to do, by when, and how close it is. `sayLimit` where the day is said already. */
export function sayNext(next: NextPromise | null, timeZone: string, now: number, sayLimit = saidMoment): Said {
  if (!next) return { tone: "quiet", flag: "", text: "No promise is running", beside: "" };
  const deed = DEED[next.promise];
  const limit = Date.parse(next.limit);
  if (next.state === "paused") {
    return { tone: "quiet", flag: "", text: `${NAME[next.promise]} is paused`, beside: "" };
  }
  // The server's sweep may not have looked yet: the dates decide, here as there.
  if (next.state === "breached" || now > limit) {
    const since = saidSince(next.limit, timeZone, now);
    return {
      tone: "breached",
      flag: since ? `Breached ${since}` : "Breached just now",
      text: lowerFirst(deed),
      beside: "",
    };
  }
  const text = `by ${sayLimit(next.limit, timeZone, now)}`;
  const beside = relative(next.limit, now);
  if (next.at_risk || now > Date.parse(next.target)) {
    return { tone: "risk", flag: "At risk", text: `${lowerFirst(deed)} ${text}`, beside };
  }
  return { tone: "calm", flag: "", text: `${deed} ${text}`, beside };
}

/**
 * "then resolve by Tue 1 Dec": what else is promised after the promise that is due next; empty where nothing is.
 * An update that is due with it is kept by the same message, so it is no second thing to do.
 */
export function sayThen({ next, clocks }: Pick<TicketRow, "next" | "clocks">, timeZone: string, now: number): string {
  const others = clocks
    .filter(({ state, stopped_at }) => state === "running" || (state === "breached" && !stopped_at))
    .filter(({ promise, limit }) => promise !== next?.promise && !(promise === "update" && limit === next?.limit))
    .sort((one, other) => Date.parse(one.limit) - Date.parse(other.limit));
  if (!next || next.state === "paused") return "";
  return others
    .map((clock) => {
      const deed = lowerFirst(DEED[clock.promise]);
      const day = saidDay(clock.limit, timeZone, now);
      return now > Date.parse(clock.limit) ? `and ${deed}, overdue since ${day}` : `then ${deed} by ${day}`;
    })
    .join(", ");
}

/** One line, for where there is no room for parts: "At risk: confirm by Thu 5 Nov, 17:00 · in 3 h". */
export function oneLine(said: Said): string {
  const line = said.flag ? `${said.flag}: ${said.text}` : said.text;
  return said.beside ? `${line} · ${said.beside}` : line;
}

/** What became of a clock, or how it stands. */
export function sayClock(clock: Clock, timeZone: string, now: number): { tone: Tone; text: string } {
  const stopped = clock.stopped_at ? saidMoment(clock.stopped_at, timeZone, now) : "";
  switch (clock.state) {
    case "kept":
      return { tone: "kept", text: stopped ? `Kept, ${stopped}` : "Kept" };
    case "breached":
      return { tone: "breached", text: stopped ? `Breached; done late, ${stopped}` : "Breached and still open" };
    case "paused":
      return { tone: "quiet", text: "Paused while we wait for the shopper" };
    case "superseded":
      return {
        tone: "quiet",
        text: stopped ? `Replaced by another promise, ${stopped}` : "Replaced by another promise",
      };
    case "void":
      return { tone: "quiet", text: "Void: the ticket was discarded" };
    case "running": {
      if (now > Date.parse(clock.limit)) return { tone: "breached", text: "Breached and still open" };
      const left = relative(clock.limit, now);
      if (clock.at_risk || now > Date.parse(clock.target))
        return { tone: "risk", text: `At risk, the limit is ${left}` };
      return { tone: "calm", text: `Running, the limit is ${left}` };
    }
  }
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
