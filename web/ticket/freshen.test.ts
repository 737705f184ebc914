import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { freshen } from "./freshen";

const page = (stage: string, messages: string[], forms = ""): string => `
  <section id="next" data-fresh><p>${stage}</p></section>
  <div id="live" data-fresh><h2>${stage}</h2><details><summary>Earlier</summary></details></div>
  <ol id="messages">${messages.map((text, at) => `<li id="message-${at}">${text}</li>`).join("")}</ol>
  <form action="/t/x/reply"><textarea id="text"></textarea></form>${forms}`;

let reloaded: number;

beforeEach(() => {
  reloaded = 0;
  document.body.innerHTML = page("Received", ["first"]);
  vi.spyOn(location, "reload").mockImplementation(() => {
    reloaded += 1;
  });
});
afterEach(() => vi.restoreAllMocks());

function serve(html: string, ok = true): void {
  vi.stubGlobal("fetch", async () => ({ ok, text: async () => html }));
}

it("adds new messages, renews the stage, and leaves what is there as it is", async () => {
  const first = document.getElementById("message-0");
  serve(page("Being looked into", ["first", "second"]));
  expect(await freshen(document, "/t/x")).toBe(true);
  expect(document.querySelector("#live h2")?.textContent).toBe("Being looked into");
  expect([...document.querySelectorAll("#messages li")].map((item) => item.textContent)).toEqual(["first", "second"]);
  expect(document.getElementById("message-0")).toBe(first);
  expect(reloaded).toBe(0);
});

it("renews what comes next within its own element, so that it is announced", async () => {
  const next = document.getElementById("next");
  serve(page("It is your turn", ["first"]).replace('<section id="next"', '<section id="next" class="notice-warning"'));
  await freshen(document, "/t/x");
  expect(document.getElementById("next")).toBe(next);
  expect([next?.textContent, next?.className]).toEqual(["It is your turn", "notice-warning"]);
});

it("leaves open what the shopper has unfolded", async () => {
  const details = document.querySelector("details");
  if (details) details.open = true;
  serve(page("Received", ["first"]));
  await freshen(document, "/t/x");
  expect(document.querySelector("details")).toBe(details);
  serve(page("Being looked into", ["first"]));
  await freshen(document, "/t/x");
  expect(document.querySelector("details")?.open).toBe(true);
});

it("loads the whole page when there is something new to decide", async () => {
  const consent = '<form action="/t/x/consent"><input type="hidden" name="version" value="1"></form>';
  serve(page("Solution", ["first"], consent));
  await freshen(document, "/t/x");
  expect(reloaded).toBe(1);
});

it("does not take a form for another because its id is new", async () => {
  const form = (id: string) =>
    `<form action="/t/x/reopen"><input type="hidden" name="request_id" value="${id}"></form>`;
  document.body.innerHTML = page("Closed", ["first"], form("one"));
  serve(page("Closed", ["first"], form("two")));
  await freshen(document, "/t/x");
  expect(reloaded).toBe(0);
});

it("never takes away what the shopper is writing", async () => {
  const box = document.querySelector("textarea");
  if (box) box.value = "half a reply";
  serve(page("Solution", ["first", "second"], '<form action="/t/x/consent"></form>'));
  await freshen(document, "/t/x");
  expect(reloaded).toBe(0);
  expect(document.querySelector("textarea")?.value).toBe("half a reply");
  expect(document.querySelectorAll("#messages li")).toHaveLength(2);
});

it("leaves the page alone when the server cannot answer", async () => {
  serve("<p>Away</p>", false);
  expect(await freshen(document, "/t/x")).toBe(false);
  expect(document.querySelector("#live h2")?.textContent).toBe("Received");
});
