/** Which page does an address name, and what is the address of a page? */

import type { View } from "./wire";

export type Route =
  | { page: "queue"; view: View; q: string }
  | { page: "ticket"; number: string }
  | { page: "knowledge" }
  | { page: "unknown" };

const VIEWS: readonly View[] = ["open", "mine", "unheld", "waiting", "held", "closed"];

export function routeOf(path: string, search = ""): Route {
  const parts = path.split("/").filter(Boolean);
  if (parts[0] !== "console") return { page: "unknown" };
  if (parts.length === 1) {
    const query = new URLSearchParams(search);
    const view = VIEWS.find((known) => known === query.get("view")) ?? "open";
    return { page: "queue", view, q: query.get("q") ?? "" };
  }
  if (parts.length === 3 && parts[1] === "tickets" && /^\d+$/.test(parts[2] ?? "")) {
    return { page: "ticket", number: parts[2] as string };
  }
  if (parts.length === 2 && parts[1] === "knowledge") return { page: "knowledge" };
  return { page: "unknown" };
}

export const ticketPath = (number: string): string => `/console/tickets/${number}`;

export function queuePath(view: View = "open", q = ""): string {
  const query = new URLSearchParams();
  if (view !== "open") query.set("view", view);
  if (q) query.set("q", q);
  const text = query.toString();
  return text ? `/console/?${text}` : "/console/";
}

export const knowledgePath = "/console/knowledge";
