/** Gives an entry another name or topic, together with every mention of it. */

import { useState } from "preact/hooks";
import { ApiError } from "../../api";
import { Dialog } from "../../parts/dialog";
import { errorsOf, FindingList } from "../findings";
import { NameFields } from "../name-fields";
import { entryFile, nameFault, slug } from "../names";
import { roomApi } from "../room-api";
import type { Finding, Room } from "../wire";
import { type OpenState, textOf } from "./open-file";
import { renaming } from "./renaming";

interface RenameEntryProps {
  id: string;
  room: Room;
  state: OpenState;
  onClose: () => void;
  onDone: (file: string) => void;
}

export function RenameEntry({ id, room, state, onClose, onDone }: RenameEntryProps) {
  const [topic, setTopic] = useState(id.split("/")[0] ?? "");
  const [name, setName] = useState(id.split("/")[1] ?? "");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<{ message: string; findings: readonly Finding[] } | null>(null);
  const { stored } = state;
  const inTopic = slug(topic);
  const rename = async (): Promise<void> => {
    const taken = room.entries.map((entry) => entry.id);
    const wrong = nameFault(inTopic, name, taken);
    if (wrong || !stored) return setFault({ message: wrong ?? "It is not saved yet.", findings: [] });
    if (busy) return;
    setBusy(true);
    setFault(null);
    const to = `${inTopic}/${name}`;
    try {
      const changes = await renaming(id, to, { text: textOf(state), base: stored.hash });
      await roomApi.save(changes, `Renamed ${id} to ${to}`, null);
      onDone(entryFile(to));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const { findings = [] } = (error.body ?? {}) as { findings?: Finding[] };
      setFault({ message: error.message, findings });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title={`Rename ${id}`} onClose={onClose}>
      <form
        class="action-form"
        onSubmit={(event) => {
          event.preventDefault();
          void rename();
        }}
      >
        <p>
          The title stays. Other entries and expected questions that name it are changed along with it
          {state.draft ? ", and your draft is saved" : ""}.
        </p>
        <NameFields room={room} topic={topic} name={name} onTopic={setTopic} onName={setName} />
        {fault && (
          <div class="notice notice-danger summary" role="alert">
            <p>
              <strong>Not renamed.</strong> {fault.message}
            </p>
            <FindingList findings={errorsOf(fault.findings)} />
          </div>
        )}
        <p class="actions">
          <button type="submit" class="button button-primary" aria-disabled={busy}>
            {busy ? "Renaming ..." : "Rename it"}
          </button>
        </p>
      </form>
    </Dialog>
  );
}
