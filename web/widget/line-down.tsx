// One quiet line when the connection is gone for longer than a blink.

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { ChatState } from "../shared/chat";
import { texts } from "../shared/texts";

const BLINK_MS = 1_500;

export function LineDown({ line, known }: { line: ChatState["line"]; known: boolean }): JSX.Element {
  const [said, setSaid] = useState(false);
  useEffect(() => {
    if (line === "up") {
      setSaid(false);
      return;
    }
    const timer = setTimeout(() => setSaid(true), BLINK_MS);
    return () => clearTimeout(timer);
  }, [line]);
  const words = known ? texts.lost : line === "connecting" ? texts.connecting : texts.unreachable;
  return (
    <p class="line-down" role="status">
      {said && words}
    </p>
  );
}
