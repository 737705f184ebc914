// The few lines a shop's page runs: a button in the corner, and the chat's frame when it is first wanted.
// Everything of ours is inside a shadow root, so that the page's styles and ours never meet.

import type { Api, FromFrame, ToFrame } from "../shared/frame";
import { texts } from "../shared/texts-loader";
import css from "./loader.css?inline";

const SVG = "http://www.w3.org/2000/svg";
const script = document.currentScript as HTMLScriptElement | null;

if (script && !window.SupportAssistant) {
  const inline = script.dataset.mode === "inline";
  const home = new URL(script.src).origin;
  window.SupportAssistant = inline ? putInto(script.dataset.target ?? "", home) : putInCorner(home);
}

/** The chat as a part of the page itself, in the element the shop names. */
function putInto(target: string, home: string): Api {
  const frame = makeFrame(home, "inline");
  // The script is async and may run before the element exists.
  const place = (): void => document.querySelector(target)?.append(withStyles(frame, "inline"));
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", place);
  else place();
  return { open: () => frame.focus(), close: () => undefined };
}

function putInCorner(home: string): Api {
  const button = document.createElement("button");
  button.type = "button";
  button.append(speechIcon());
  const panel = document.createElement("div");
  panel.id = "panel";
  panel.hidden = true;
  button.setAttribute("aria-controls", panel.id);
  let frame: HTMLIFrameElement | undefined;

  let ready = false;

  const tell = (): void => {
    const message: ToFrame = { assistant: panel.hidden ? "hidden" : "shown" };
    if (ready) frame?.contentWindow?.postMessage(message, home);
  };
  const show = (open: boolean): void => {
    panel.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    button.setAttribute("aria-label", open ? texts.closeChat : texts.openChat);
    if (open && !frame) {
      frame = makeFrame(home, "panel");
      panel.append(frame);
    }
    if (open) frame?.focus();
    tell();
  };
  const close = (): void => {
    if (panel.hidden) return;
    show(false);
    button.focus();
  };

  button.onclick = () => (panel.hidden ? show(true) : close());
  addEventListener("message", (event: MessageEvent<FromFrame>) => {
    if (event.origin !== home || event.source !== frame?.contentWindow) return;
    // On a phone the chat covers the button; it stays in sight until the chat can close itself.
    if (event.data?.assistant === "ready") {
      ready = true;
      button.dataset.covered = "";
      tell();
    }
    if (event.data?.assistant === "close") close();
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target === host) close();
  });

  const host = withStyles(button, "corner");
  host.shadowRoot?.append(panel);
  show(false);
  const place = (): void => document.body.append(host);
  if (document.body) place();
  else document.addEventListener("DOMContentLoaded", place);
  return { open: () => show(true), close };
}

function makeFrame(home: string, mode: string): HTMLIFrameElement {
  const frame = document.createElement("iframe");
  frame.title = texts.chat;
  frame.allow = "clipboard-write";
  frame.src = `${home}/widget#origin=${encodeURIComponent(location.origin)}&mode=${mode}`;
  return frame;
}

// Built node by node: a page may forbid markup made of strings.
function speechIcon(): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute(
    "d",
    "M5 4h14a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-7l-5 4v-4H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2ZM8 9h8M8 12.5h5",
  );
  svg.append(path);
  return svg;
}

/** A host whose shadow root holds the element and our styles; a style sheet made by script passes any style policy. */
function withStyles(element: HTMLElement, kind: string): HTMLElement {
  const host = document.createElement("div");
  host.dataset.kind = kind;
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  root.append(element);
  return host;
}
