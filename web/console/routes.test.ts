import { expect, test } from "vitest";
import { queuePath, routeOf, ticketPath } from "./routes";

test("every address that the console makes leads back to its page", () => {
  expect(routeOf("/console/")).toEqual({ page: "queue", view: "open", q: "" });
  expect(routeOf(ticketPath("10001"))).toEqual({ page: "ticket", number: "10001" });
  expect(routeOf("/console/knowledge")).toEqual({ page: "knowledge" });
  const address = new URL(queuePath("mine", "rose & mist"), "https://shop.example");
  expect(routeOf(address.pathname, address.search)).toEqual({ page: "queue", view: "mine", q: "rose & mist" });
});

test("an address that leads nowhere says so", () => {
  expect(routeOf("/console/tickets/abc")).toEqual({ page: "unknown" });
  expect(routeOf("/console/reports")).toEqual({ page: "unknown" });
  expect(routeOf("/console/", "?view=everything")).toEqual({ page: "queue", view: "open", q: "" });
});
