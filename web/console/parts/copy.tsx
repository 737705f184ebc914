/** A fact with a button that copies it. */

import { useEffect, useState } from "preact/hooks";
import { Icon } from "./icons";

export function Copy({ text, what, label }: { text: string; what: string; label?: string }) {
  const [done, setDone] = useState<"" | "Copied" | "Select and copy it by hand">("");
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(""), 2500);
    return () => clearTimeout(timer);
  }, [done]);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setDone("Copied");
    } catch {
      // Browsers keep the clipboard back on plain-http addresses.
      setDone("Select and copy it by hand");
    }
  };
  return (
    <span class="copy">
      <button
        type="button"
        class={label ? "button button-small" : "icon-button"}
        aria-label={label ?? `Copy ${what}`}
        title={`Copy ${what}`}
        onClick={copy}
      >
        <Icon name={done === "Copied" ? "check" : "copy"} />
        {label}
      </button>
      <span class="copy-done" role="status">
        {done}
      </span>
    </span>
  );
}
