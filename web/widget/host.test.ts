import { beforeEach, expect, it, vi } from "vitest";
import { hostOf } from "./host";

const parent = { postMessage: vi.fn() };
let heard: (event: object) => void;

function frameAt(hash: string): Window {
  return {
    location: { hash },
    parent,
    document: { visibilityState: "visible" },
    addEventListener: (_: string, listener: (event: object) => void) => {
      heard = listener;
    },
  } as unknown as Window;
}

beforeEach(() => parent.postMessage.mockClear());

it("asks only the page that named itself to close", () => {
  const host = hostOf(frameAt("#origin=https%3A%2F%2Fshop.example&mode=panel"));
  host.close();
  expect(host.closable).toBe(true);
  expect(parent.postMessage.mock.calls).toEqual([[{ assistant: "close" }, "https://shop.example"]]);
});

it("listens to that page alone", () => {
  const host = hostOf(frameAt("#origin=https%3A%2F%2Fshop.example&mode=panel"));
  heard({ source: parent, origin: "https://other.example", data: { assistant: "hidden" } });
  expect(host.watched()).toBe(true);
  heard({ source: parent, origin: "https://shop.example", data: { assistant: "hidden" } });
  expect(host.watched()).toBe(false);
});

it("cannot be closed when it is a part of the page", () => {
  expect(hostOf(frameAt("#origin=https%3A%2F%2Fshop.example&mode=inline")).closable).toBe(false);
});
