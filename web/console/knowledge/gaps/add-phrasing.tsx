/** One step from a gap: its words as a question of an entry, as a draft to look at and save. */

import { useId, useState } from "preact/hooks";
import { ApiError } from "../../api";
import { humanWords } from "../../words/labels";
import type { FileDrafts } from "../drafts";
import { readEntry, withQuestion } from "../editor/entry-text";
import { byTopic } from "../overview/care";
import { roomApi } from "../room-api";
import type { Gap, Room } from "../wire";

interface AddPhrasingProps {
  gap: Gap;
  room: Room;
  drafts: FileDrafts;
  onAdded: (file: string) => void;
  onNew: () => void;
}

export function AddPhrasing({ gap, room, drafts, onAdded, onNew }: AddPhrasingProps) {
  const [entry, setEntry] = useState(gap.nearest?.id ?? "");
  const [phrasing, setPhrasing] = useState(gap.examples[0] ?? "");
  const [fault, setFault] = useState("");
  const id = useId();
  const add = async (): Promise<void> => {
    const file = room.entries.find((known) => known.id === entry)?.file;
    if (!file) return setFault("Choose the entry that answers this.");
    if (!phrasing.trim()) return setFault("Write the question to add.");
    try {
      const fault = await addQuestion(file, phrasing, drafts);
      if (fault) setFault(fault);
      else onAdded(file);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFault(error.message);
    }
  };
  return (
    <form
      class="add-phrasing"
      aria-label={`Mend "${gap.examples[0] ?? ""}"`}
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <div class="field">
        <label for={`${id}-words`}>Add this question</label>
        <input
          id={`${id}-words`}
          class="input"
          autocomplete="off"
          list={`${id}-examples`}
          value={phrasing}
          onInput={(event) => setPhrasing(event.currentTarget.value)}
        />
        <datalist id={`${id}-examples`}>
          {gap.examples.map((example) => (
            <option key={example} value={example} />
          ))}
        </datalist>
      </div>
      <div class="field">
        <label for={`${id}-entry`}>to the entry</label>
        <select
          id={`${id}-entry`}
          class="input"
          value={entry}
          onChange={(event) => setEntry(event.currentTarget.value)}
        >
          <option value="">Choose ...</option>
          {gap.nearest && (
            <optgroup label="The nearest">
              <option value={gap.nearest.id}>{gap.nearest.title}</option>
            </optgroup>
          )}
          {byTopic(room.entries.filter((known) => known.id !== gap.nearest?.id)).map(({ topic, entries }) => (
            <optgroup key={topic} label={humanWords(topic)}>
              {entries.map((known) => (
                <option key={known.id} value={known.id}>
                  {known.title}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </div>
      <p class="actions">
        <button type="submit" class="button">
          Add it as a draft
        </button>
        <button type="button" class="button button-quiet" onClick={onNew}>
          New entry from this
        </button>
      </p>
      {fault && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
    </form>
  );
}

/** Writes the question into the draft of the file, begun from what lies there; in words why that cannot be done. */
export async function addQuestion(
  file: string,
  question: string,
  drafts: FileDrafts,
  load: typeof roomApi.file = roomApi.file,
): Promise<string | null> {
  const draft = drafts.read(file);
  if (draft) {
    if ("why" in readEntry(draft.text)) return "Your draft of this entry cannot be read just now; mend it first.";
    drafts.write(file, { ...draft, text: withQuestion(draft.text, question) });
    return null;
  }
  const { text, hash } = await load(file);
  if ("why" in readEntry(text))
    return "This entry is written in a way that only its text can be edited; open it there.";
  const added = withQuestion(text, question);
  if (added === text) return "The entry has this question already.";
  drafts.write(file, { text: added, base: hash, before: text, revertOf: null });
  return null;
}
