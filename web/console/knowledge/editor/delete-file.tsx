/** Deleting a file, after saying what that means. */

import { useState } from "preact/hooks";
import { Dialog } from "../../parts/dialog";
import { useStore } from "../../store";
import { errorsOf, FindingList } from "../findings";
import type { OpenFile } from "./open-file";

interface DeleteFileProps {
  file: string;
  title: string;
  open: OpenFile;
  onClose: () => void;
  onDone: () => void;
}

export function DeleteFile({ file, title, open, onClose, onDone }: DeleteFileProps) {
  const [note, setNote] = useState("");
  const { saving, refused } = useStore(open.state);
  const remove = async (): Promise<void> => {
    if (await open.remove(note)) onDone();
  };
  return (
    <Dialog title={`Delete "${title}"?`} onClose={onClose}>
      <form
        class="action-form"
        onSubmit={(event) => {
          event.preventDefault();
          void remove();
        }}
      >
        <p>
          {file.startsWith("answers/")
            ? "A second from now, shoppers no longer get this answer."
            : `${file} is taken out of the folder.`}{" "}
          Its history stays, so that you can bring it back.
        </p>
        {refused && (
          <div class="notice notice-danger summary" role="alert">
            <p>
              <strong>Not deleted.</strong> {refused.message}
            </p>
            <FindingList findings={errorsOf(refused.findings)} />
          </div>
        )}
        <div class="field">
          <label for="delete-note">
            Why? <span class="optional">(optional)</span>
          </label>
          <input
            id="delete-note"
            class="input"
            autocomplete="off"
            maxLength={300}
            value={note}
            onInput={(event) => setNote(event.currentTarget.value)}
          />
        </div>
        <p class="actions">
          <button type="submit" class="button button-danger" aria-disabled={saving}>
            {saving ? "Deleting ..." : "Delete it"}
          </button>
          <button type="button" class="button button-quiet" onClick={onClose}>
            Keep it
          </button>
        </p>
      </form>
    </Dialog>
  );
}
