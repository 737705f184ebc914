import { expect, test } from "vitest";
import {
  duePath,
  entriesPath,
  figuresPath,
  filePath,
  gapsPath,
  historyPath,
  knowledgePath,
  mailPath,
  queuePath,
  reportsPath,
  routeOf,
  ticketPath,
  versionPath,
} from "./routes";

test("every address that the console makes leads back to its page", () => {
  expect(routeOf("/console/")).toEqual({ page: "queue", view: "open", q: "" });
  expect(routeOf(ticketPath("10001"))).toEqual({ page: "ticket", number: "10001" });
  expect(routeOf(knowledgePath)).toEqual({ page: "knowledge", room: "entries", q: "", order: "topic" });
  expect(routeOf(filePath("answers/returns/window.md"))).toEqual({
    page: "knowledge",
    room: "file",
    file: "answers/returns/window.md",
    line: null,
  });
  const place = new URL(filePath("words.yaml", 7), "https://shop.example");
  expect(routeOf(place.pathname, place.search)).toEqual({
    page: "knowledge",
    room: "file",
    file: "words.yaml",
    line: 7,
  });
  expect(routeOf(gapsPath)).toEqual({ page: "knowledge", room: "gaps" });
  expect(routeOf(figuresPath)).toEqual({ page: "knowledge", room: "figures" });
  expect(routeOf(historyPath())).toEqual({ page: "knowledge", room: "history", file: null });
  expect(routeOf(versionPath("12"))).toEqual({ page: "knowledge", room: "version", id: "12" });
  const ofOne = new URL(historyPath("words.yaml"), "https://shop.example");
  expect(routeOf(ofOne.pathname, ofOne.search)).toEqual({ page: "knowledge", room: "history", file: "words.yaml" });
  const found = new URL(entriesPath("rose & mist", "care"), "https://shop.example");
  expect(routeOf(found.pathname, found.search)).toEqual({
    page: "knowledge",
    room: "entries",
    q: "rose & mist",
    order: "care",
  });
  expect(routeOf(duePath)).toEqual({ page: "due" });
  expect(routeOf(mailPath)).toEqual({ page: "mail" });
  expect(routeOf(reportsPath())).toEqual({ page: "reports", period: { weeks: 4 } });
  for (const period of [{ weeks: 13 }, { from: "2026-11-01", to: "2026-11-30" }] as const) {
    const report = new URL(reportsPath(period), "https://shop.example");
    expect(routeOf(report.pathname, report.search)).toEqual({ page: "reports", period });
  }
  const address = new URL(queuePath("mine", "rose & mist"), "https://shop.example");
  expect(routeOf(address.pathname, address.search)).toEqual({ page: "queue", view: "mine", q: "rose & mist" });
});

test("an address that leads nowhere says so", () => {
  expect(routeOf("/console/tickets/abc")).toEqual({ page: "unknown" });
  expect(routeOf("/console/due/tomorrow")).toEqual({ page: "unknown" });
  expect(routeOf("/console/knowledge/other")).toEqual({ page: "unknown" });
  expect(routeOf("/console/", "?view=everything")).toEqual({ page: "queue", view: "open", q: "" });
});
