/** Which page does an address name, and what is the address of a page? */

import { type Period, periodIn, USUAL_PERIOD } from "./reports/period";
import type { View } from "./wire";

export type Route =
  | { page: "queue"; view: View; q: string }
  | { page: "ticket"; number: string }
  | { page: "due" }
  | { page: "reports"; period: Period }
  | { page: "mail" }
  | KnowledgeRoute
  | { page: "unknown" };

export type KnowledgeRoute =
  | { page: "knowledge"; room: "entries"; q: string; order: EntryOrder }
  | { page: "knowledge"; room: "file"; file: string; line: number | null }
  | { page: "knowledge"; room: "gaps" }
  | { page: "knowledge"; room: "figures" }
  /** Of all files, or of one. */
  | { page: "knowledge"; room: "history"; file: string | null }
  | { page: "knowledge"; room: "version"; id: string };

export type EntryOrder = "topic" | "care";

const VIEWS: readonly View[] = ["open", "mine", "unheld", "waiting", "held", "closed"];

export function routeOf(path: string, search = ""): Route {
  const [first, second, ...rest] = path.split("/").filter(Boolean);
  const query = new URLSearchParams(search);
  if (first !== "console") return { page: "unknown" };
  if (second === undefined) {
    const view = VIEWS.find((known) => known === query.get("view")) ?? "open";
    return { page: "queue", view, q: query.get("q") ?? "" };
  }
  if (second === "tickets" && rest.length === 1 && /^\d+$/.test(rest[0] ?? "")) {
    return { page: "ticket", number: rest[0] as string };
  }
  if (second === "knowledge") return knowledgeRoute(rest, query) ?? { page: "unknown" };
  if (rest.length > 0) return { page: "unknown" };
  if (second === "reports") return { page: "reports", period: periodIn(query) };
  return second === "due" || second === "mail" ? { page: second } : { page: "unknown" };
}

function knowledgeRoute([first, ...rest]: readonly string[], query: URLSearchParams): KnowledgeRoute | null {
  const page = "knowledge";
  if (first === undefined) {
    return { page, room: "entries", q: query.get("q") ?? "", order: query.get("order") === "care" ? "care" : "topic" };
  }
  if (first === "file" && rest.length > 0) {
    return { page, room: "file", file: rest.map(plain).join("/"), line: Number(query.get("line")) || null };
  }
  if (first === "history" && rest.length === 1) return { page, room: "version", id: plain(rest[0] as string) };
  if (rest.length > 0) return null;
  if (first === "history") return { page, room: "history", file: query.get("file") };
  if (first === "gaps" || first === "figures") return { page, room: first };
  return null;
}

function plain(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export const ticketPath = (number: string): string => `/console/tickets/${number}`;

export const queuePath = (view: View = "open", q = ""): string =>
  withQuery("/console/", { view: view === "open" ? "" : view, q });

export const duePath = "/console/due";

export const reportsPath = (period: Period = USUAL_PERIOD): string =>
  withQuery("/console/reports", {
    weeks: "weeks" in period && period.weeks !== 4 ? String(period.weeks) : "",
    from: "from" in period ? period.from : "",
    to: "to" in period ? period.to : "",
  });

export const mailPath = "/console/mail";

export const knowledgePath = "/console/knowledge";

export const entriesPath = (q: string, order: EntryOrder): string =>
  withQuery(knowledgePath, { q, order: order === "topic" ? "" : order });

/** The editor of one file of the knowledge folder, answers/returns/window.md, and where in it to begin. */
export const filePath = (file: string, line: number | null = null): string =>
  withQuery(`${knowledgePath}/file/${file.split("/").map(encodeURIComponent).join("/")}`, { line: String(line ?? "") });

export const gapsPath = `${knowledgePath}/gaps`;
export const figuresPath = `${knowledgePath}/figures`;
/** To the field of one fact. */
export const figurePath = (fact: string): string => `${figuresPath}#value-${encodeURIComponent(fact)}`;
export const historyPath = (file: string | null = null): string =>
  withQuery(`${knowledgePath}/history`, { file: file ?? "" });
export const versionPath = (id: string): string => `${knowledgePath}/history/${encodeURIComponent(id)}`;

function withQuery(path: string, values: Record<string, string>): string {
  const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value !== ""));
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}
