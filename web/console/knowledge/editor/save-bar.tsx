/** Saving, with a note for the history, or putting the draft aside. */

import { useState } from "preact/hooks";
import { useSaveKey } from "../save-key";
import { type OpenState, SAVED } from "./open-file";

interface SaveBarProps {
  state: OpenState;
  onSave: (note: string) => Promise<boolean>;
  /** To be shown what saving would change for shoppers. */
  onLook: () => void;
  onDrop: () => void;
}

export function SaveBar({ state, onSave, onLook, onDrop }: SaveBarProps) {
  const [note, setNote] = useState("");
  const { draft, saving, stored, said } = state;
  /** The sentence at the top is out of sight for whoever saves far below. */
  const saved = !draft && said === SAVED;
  const save = async (): Promise<void> => {
    if (!draft || saving) return;
    if (await onSave(note)) setNote("");
  };
  useSaveKey(save);
  return (
    <form
      class="save-bar"
      aria-label="Save"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {saving && (
        <p class="save-wait" role="status">
          The whole folder is checked with your change. That can take half a minute; you can go on writing.
        </p>
      )}
      <p class="save-state">
        {draft ? (
          <span class="draft-mark">{stored ? "draft" : "new, not saved"}</span>
        ) : (
          <span class="faint">{saved ? "Saved" : "No changes"}</span>
        )}
        {draft && !saving && (
          <>
            <button type="button" class="link-button" onClick={onDrop}>
              Discard draft
            </button>
            <button type="button" class="link-button" id="look-ahead" onClick={onLook}>
              What would change?
            </button>
          </>
        )}
      </p>
      <label class="visually-hidden" for="save-note">
        What did you change? For the history, if you like
      </label>
      <input
        id="save-note"
        class="input"
        autocomplete="off"
        maxLength={300}
        placeholder="What did you change? (optional)"
        value={note}
        disabled={!draft}
        onInput={(event) => setNote(event.currentTarget.value)}
      />
      <button
        type="submit"
        class="button button-primary"
        aria-disabled={!draft || saving}
        aria-keyshortcuts="Control+S"
      >
        {saving ? "Checking and saving ..." : "Save"}
      </button>
    </form>
  );
}
