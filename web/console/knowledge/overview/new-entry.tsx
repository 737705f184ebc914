/** Where a new entry begins: its title and topic, and a name made from them. */

import { useState } from "preact/hooks";
import { go } from "../../navigation";
import { Dialog } from "../../parts/dialog";
import { filePath } from "../../routes";
import { useRoom } from "../context";
import { freshEntry } from "../editor/entry-text";
import { NameFields } from "../name-fields";
import { entryFile, nameFault, slug } from "../names";
import type { Room } from "../wire";

interface NewEntryProps {
  room: Room;
  /** What shoppers asked, where the entry is to answer that. */
  questions?: readonly string[];
  onClose: () => void;
}

export function NewEntry({ room, questions = [], onClose }: NewEntryProps) {
  const { drafts } = useRoom();
  const [title, setTitle] = useState("");
  const [topic, setTopic] = useState("");
  const [name, setName] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const named = name ?? slug(title);
  const taken = [...room.entries.map(({ id }) => id), ...draftedIds(drafts.files())];
  const inTopic = slug(topic);
  const fault = faultOf(title, inTopic, named, taken);
  const begin = (): void => {
    setTried(true);
    if (fault) return;
    const file = entryFile(`${inTopic}/${named}`);
    const source = commonSource(room, inTopic);
    drafts.write(file, { text: freshEntry(title, questions, source), base: null, before: "", revertOf: null });
    onClose();
    go(filePath(file));
  };
  return (
    <Dialog title="New entry" onClose={onClose}>
      <form
        class="action-form"
        onSubmit={(event) => {
          event.preventDefault();
          begin();
        }}
      >
        {questions.length > 0 && (
          <div class="notice">
            <p>It begins with what shoppers asked:</p>
            <ul class="asked">
              {questions.map((question) => (
                <li key={question}>{question}</li>
              ))}
            </ul>
          </div>
        )}
        <div class="field">
          <label for="new-title">Title</label>
          <input
            id="new-title"
            class="input"
            autocomplete="off"
            value={title}
            aria-describedby="new-title-hint"
            onInput={(event) => setTitle(event.currentTarget.value)}
          />
          <p class="hint" id="new-title-hint">
            In a few words, as a shopper would ask: "Do you gift-wrap?"
          </p>
        </div>
        <NameFields room={room} topic={topic} name={named} onTopic={setTopic} onName={setName} />
        {tried && fault && (
          <p class="fault" role="alert">
            {fault}
          </p>
        )}
        <p class="actions">
          <button type="submit" class="button button-primary">
            Begin the entry
          </button>
          <span class="faint">It is a draft until you save it.</span>
        </p>
      </form>
    </Dialog>
  );
}

function faultOf(title: string, topic: string, name: string, taken: readonly string[]): string | null {
  if (!title.trim()) return "Give it a title first.";
  if (!topic) return "Say which topic it belongs to.";
  return nameFault(topic, name, taken);
}

const draftedIds = (files: readonly string[]): string[] =>
  files.map((file) => /^answers\/(.+)\.md$/.exec(file)?.[1] ?? "").filter(Boolean);

/** The section that most entries of the topic rest on: a fair first guess. */
function commonSource(room: Room, topic: string): string {
  const counts = new Map<string, number>();
  for (const { source } of room.entries.filter((entry) => entry.topic === topic)) {
    if (source) counts.set(source, (counts.get(source) ?? 0) + 1);
  }
  return [...counts].sort((one, other) => other[1] - one[1])[0]?.[0] ?? "";
}
