/** Saving by Ctrl+S or Cmd+S, wherever the focus is. */

import { useEffect } from "preact/hooks";

export function useSaveKey(save: () => Promise<void>): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.key !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      // The browser would save the page.
      event.preventDefault();
      void save();
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  });
}
