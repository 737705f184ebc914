// What the chat's frame and the shop's page around it say to each other, by postMessage.

/** The page to the frame: the shopper can see the chat now, or not. */
export type ToFrame = { assistant: "shown" | "hidden" };
/** The frame to the page: the chat is there, and shows its own way to close; or the shopper wants it out of the way. */
export type FromFrame = { assistant: "ready" | "close" };

/** What the loader leaves in the page: the one global of ours. */
export interface Api {
  open(): void;
  close(): void;
}

declare global {
  interface Window {
    SupportAssistant?: Api;
  }
}
