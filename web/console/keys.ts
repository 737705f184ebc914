/** Single keys as shortcuts: never while somebody types, never with a modifier, never under an open dialog. */

import { useEffect } from "preact/hooks";

export interface Shortcut {
  keys: readonly string[];
  does: string;
}

/** What "?" shows. */
export const SHORTCUTS: readonly { where: string; keys: readonly Shortcut[] }[] = [
  {
    where: "Everywhere",
    keys: [
      { keys: ["n"], does: "Take the next ticket" },
      { keys: ["q"], does: "Go to the queue" },
      { keys: ["d"], does: "Go to what falls due" },
      { keys: ["?"], does: "Show these keys" },
    ],
  },
  {
    where: "In the queue",
    keys: [
      { keys: ["j", "↓"], does: "Next ticket" },
      { keys: ["k", "↑"], does: "Previous ticket" },
      { keys: ["Enter"], does: "Open the ticket" },
      { keys: ["/"], does: "Search" },
    ],
  },
  {
    where: "In a ticket",
    keys: [
      { keys: ["s"], does: "Go to the next step" },
      { keys: ["r"], does: "Reply" },
      { keys: ["t"], does: "Write a note" },
      { keys: ["u"], does: "Back to the queue" },
      { keys: ["Ctrl + Enter"], does: "Send what you are writing" },
    ],
  },
  {
    where: "In the knowledge",
    keys: [
      { keys: ["/"], does: "Find an entry" },
      { keys: ["Ctrl + S"], does: "Save the file" },
    ],
  },
];

export type Keymap = Record<string, () => void>;

export function useKeys(keymap: Keymap): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const act = shortcutIn(keymap, event);
      if (!act) return;
      event.preventDefault();
      act();
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  });
}

export function shortcutIn(keymap: Keymap, event: KeyboardEvent): (() => void) | undefined {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return undefined;
  if (typesIn(event.target) || document.querySelector("dialog[open]")) return undefined;
  return Object.hasOwn(keymap, event.key) ? keymap[event.key] : undefined;
}

function typesIn(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches("input, textarea, select");
}
