import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

const HOME = "https://help.shop.example";

beforeEach(() => {
  vi.resetModules();
  // A stand-in for the frame: nothing is there to be loaded into a real one.
  const create = document.createElement.bind(document);
  vi.spyOn(document, "createElement").mockImplementation((tag: string) => create(tag === "iframe" ? "x-frame" : tag));
  document.body.innerHTML = "<main>The shop</main>";
});
afterEach(() => {
  vi.restoreAllMocks();
  document.querySelector("script")?.remove();
  Reflect.deleteProperty(window, "SupportAssistant");
});

async function load(data: Record<string, string> = {}): Promise<void> {
  const script = document.createElement("script");
  script.type = "text/plain";
  Object.assign(script.dataset, data);
  Object.defineProperty(script, "src", { value: `${HOME}/widget.js` });
  Object.defineProperty(document, "currentScript", { value: script, configurable: true });
  await import("./main");
}

const root = (): ShadowRoot => document.querySelector("[data-kind]")?.shadowRoot as ShadowRoot;
const button = (): HTMLButtonElement => root().querySelector("button") as HTMLButtonElement;
const frame = (): HTMLIFrameElement | null => root().querySelector("x-frame");
const panel = (): HTMLElement => root().querySelector("#panel") as HTMLElement;

function hear(origin: string, assistant: string): void {
  const event = new MessageEvent("message", { origin, data: { assistant } });
  Object.defineProperty(event, "source", { value: frame()?.contentWindow });
  window.dispatchEvent(event);
}

describe("the button", () => {
  it("says what it does and whether the chat is open", async () => {
    await load();
    expect(button().getAttribute("aria-label")).toBe("Open the chat");
    expect(button().getAttribute("aria-expanded")).toBe("false");
    button().click();
    expect(button().getAttribute("aria-label")).toBe("Close the chat");
    expect(button().getAttribute("aria-expanded")).toBe("true");
  });

  it("loads the chat only when it is first wanted, from the script's own origin, and once", async () => {
    await load();
    expect(frame()).toBeNull();
    button().click();
    const first = frame();
    expect(first?.src).toBe(`${HOME}/widget#origin=${encodeURIComponent(location.origin)}&mode=panel`);
    expect(first?.title).toBe("Chat with customer service");
    button().click();
    button().click();
    expect(frame()).toBe(first);
  });

  it("is there once, though the tag may be there twice", async () => {
    await load();
    vi.resetModules();
    await load();
    expect(document.querySelectorAll("[data-kind]")).toHaveLength(1);
  });

  it("leaves one global and no style in the page", async () => {
    const before = new Set(Object.keys(window));
    await load();
    expect(Object.keys(window).filter((name) => !before.has(name))).toEqual(["SupportAssistant"]);
    expect(document.head.querySelector("style")).toBeNull();
    expect(document.body.firstElementChild?.textContent).toBe("The shop");
  });
});

describe("closing", () => {
  it("happens when the chat asks for it, and gives the focus back to the button", async () => {
    await load();
    button().click();
    hear(HOME, "close");
    expect(panel().hidden).toBe(true);
    expect(root().activeElement ?? document.activeElement).toBe(button());
  });

  it("does not happen for a stranger's message", async () => {
    await load();
    button().click();
    hear("https://evil.example", "close");
    expect(panel().hidden).toBe(false);
  });

  it("can be done by the page itself", async () => {
    await load();
    window.SupportAssistant?.open();
    expect(panel().hidden).toBe(false);
    window.SupportAssistant?.close();
    expect(panel().hidden).toBe(true);
  });
});

it("puts the chat into the page's own element when asked to", async () => {
  document.body.innerHTML = '<div id="here"></div>';
  await load({ mode: "inline", target: "#here" });
  const placed = document.querySelector("#here [data-kind=inline]")?.shadowRoot;
  expect(placed?.querySelector<HTMLIFrameElement>("x-frame")?.src).toMatch(/mode=inline$/);
  expect(placed?.querySelector("button")).toBeNull();
});
