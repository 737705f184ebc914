/** A part of the facts beside the conversation, which can be folded away. */

import type { ComponentChildren } from "preact";

interface PanelProps {
  title: string;
  count?: number;
  folded?: boolean;
  children: ComponentChildren;
}

export function Panel({ title, count, folded = false, children }: PanelProps) {
  return (
    <details class="panel" open={!folded}>
      <summary>
        <h2>{title}</h2>
        {count !== undefined && <span class="count">{count}</span>}
      </summary>
      {children}
    </details>
  );
}
