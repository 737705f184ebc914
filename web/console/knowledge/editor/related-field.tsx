/** The entries a shopper may want next, as buttons below the answer. */

import { Icon } from "../../parts/icons";
import { humanWords } from "../../words/labels";
import { FieldFindings } from "../findings";
import { byTopic } from "../overview/care";
import type { Finding, Room } from "../wire";

interface RelatedFieldProps {
  id: string;
  related: readonly string[];
  room: Room | null;
  findings: readonly Finding[];
  onChange: (related: string[]) => void;
}

export function RelatedField({ id, related, room, findings, onChange }: RelatedFieldProps) {
  const entries = room?.entries ?? [];
  const titleOf = (one: string): string => entries.find((entry) => entry.id === one)?.title ?? one;
  const others = entries.filter((entry) => entry.id !== id && !related.includes(entry.id));
  return (
    <fieldset class="field" id="entry-related" tabIndex={-1} aria-describedby="entry-related-findings">
      <legend>What they may want next</legend>
      {related.length > 0 && (
        <ul class="chips">
          {related.map((one) => (
            <li key={one} class="chip">
              {titleOf(one)}
              <button
                type="button"
                class="icon-button"
                aria-label={`Remove ${titleOf(one)}`}
                onClick={() => onChange(related.filter((kept) => kept !== one))}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <select
        class="input"
        aria-label="Add an entry they may want next"
        value=""
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          event.currentTarget.value = "";
          if (chosen) onChange([...related, chosen]);
        }}
      >
        <option value="">Add an entry ...</option>
        {byTopic(others).map(({ topic, entries: inTopic }) => (
          <optgroup key={topic} label={humanWords(topic)}>
            {inTopic.map((entry) => (
              <option key={entry.id} value={entry.id}>
                {entry.title}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      <FieldFindings id="entry-related-findings" findings={findings} />
    </fieldset>
  );
}
