/** A bubble of the chat, as the widget draws it, with what stands below. Nothing in it can be used. */

import { texts } from "../../../shared/texts";
import type { SourceLine } from "../wire";

interface BubbleProps {
  html: string;
  source: SourceLine | null;
  options: readonly string[];
  /** False where they are what to choose from. */
  related?: boolean;
}

export function Bubble({ html, source, options, related = true }: BubbleProps) {
  return (
    <div class="as-shopper">
      {/* The server has sanitised it, as it does for the chat. */}
      <div class="bubble" dangerouslySetInnerHTML={{ __html: html }} />
      {source && <p class="source">{texts.from(source.title, String(source.section))}</p>}
      {options.length > 0 && (
        <div class="options">
          {related && <p class="hint">{texts.related}</p>}
          {options.map((option) => (
            <p key={option} class="option">
              {option}
            </p>
          ))}
        </div>
      )}
    </div>
  );
}
