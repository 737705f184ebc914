// The page around the chat's frame: it shows and hides us, and we ask it to close.

import type { FromFrame, ToFrame } from "../shared/frame";

export interface Host {
  /** Whether there is a page around us that can close the chat. */
  closable: boolean;
  /** Whether the shopper can see the chat at this moment. */
  watched(): boolean;
  /** Tell the page that the chat is there. */
  ready(): void;
  close(): void;
  onShown(listener: () => void): void;
}

/** The loader names the page's origin and its mode behind the `#` of our address. */
export function hostOf(frame: Window): Host {
  const given = new URLSearchParams(frame.location.hash.slice(1));
  const origin = given.get("origin");
  const framed = frame.parent !== frame && origin !== null;
  const tell = (state: FromFrame["assistant"]): void => {
    const message: FromFrame = { assistant: state };
    if (framed) frame.parent.postMessage(message, origin);
  };
  let shown = true;
  const listeners = new Set<() => void>();
  frame.addEventListener("message", (event: MessageEvent<ToFrame>) => {
    if (event.source !== frame.parent || event.origin !== origin) return;
    shown = event.data?.assistant !== "hidden";
    if (shown) for (const listener of listeners) listener();
  });
  return {
    closable: framed && given.get("mode") !== "inline",
    watched: () => shown && frame.document.visibilityState === "visible",
    ready: () => tell("ready"),
    close: () => tell("close"),
    onShown: (listener) => void listeners.add(listener),
  };
}
