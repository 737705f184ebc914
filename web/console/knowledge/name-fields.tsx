/** The topic and the name of an entry: together its id and the place of its file. */

import { useId } from "preact/hooks";
import { slug } from "./names";
import type { Room } from "./wire";

interface NameFieldsProps {
  room: Room;
  topic: string;
  name: string;
  onTopic: (topic: string) => void;
  onName: (name: string) => void;
}

export function NameFields({ room, topic, name, onTopic, onName }: NameFieldsProps) {
  const id = useId();
  const topics = [...new Set(room.entries.map((entry) => entry.topic))];
  return (
    <div class="two-fields">
      <div class="field">
        <label for={`${id}-topic`}>Topic</label>
        <input
          id={`${id}-topic`}
          class="input"
          list={`${id}-topics`}
          autocomplete="off"
          value={topic}
          onInput={(event) => onTopic(event.currentTarget.value)}
        />
        <datalist id={`${id}-topics`}>
          {topics.map((known) => (
            <option key={known} value={known} />
          ))}
        </datalist>
      </div>
      <div class="field">
        <label for={`${id}-name`}>Name</label>
        <input
          id={`${id}-name`}
          class="input"
          autocomplete="off"
          value={name}
          aria-describedby={`${id}-hint`}
          onInput={(event) => onName(event.currentTarget.value)}
        />
      </div>
      <p class="hint" id={`${id}-hint`}>
        {slug(topic) && name
          ? `The file will be answers/${slug(topic)}/${name}.md.`
          : "Both make the name of its file."}
      </p>
    </div>
  );
}
