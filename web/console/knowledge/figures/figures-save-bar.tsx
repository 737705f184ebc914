/** Everything that was typed, saved in one go. */

import { useState } from "preact/hooks";
import { counted } from "../../words/labels";
import { useSaveKey } from "../save-key";
import { isTouched, touchedWords } from "./forms";
import type { OpenFigures } from "./open-figures";
import type { PartProps } from "./parts";
import { Refusal } from "./refusal";

interface FiguresSaveBarProps extends Pick<PartProps, "state"> {
  open: OpenFigures;
  onSave: (note: string) => Promise<boolean>;
}

export function FiguresSaveBar({ state, open, onSave }: FiguresSaveBarProps) {
  const [note, setNote] = useState("");
  const { draft, saving, dropped, said, overtaken } = state;
  const touched = isTouched(draft.forms);
  const save = async (): Promise<void> => {
    if (!touched || saving) return;
    if (await onSave(note)) setNote("");
  };
  useSaveKey(save);
  return (
    <section class="figures-save" aria-label="Save">
      <div role="status">
        {said && <p class="figures-said">{said}</p>}
        {saving && (
          <p class="faint">
            The whole folder is checked with your change. That can take half a minute; you can go on writing.
          </p>
        )}
        <Refusal refused={state.refused} />
        {overtaken.length > 0 && !state.refused && (
          <p class="tone-risk">
            {counted(overtaken.length, "field")} you have typed in {overtaken.length === 1 ? "was" : "were"} changed by
            somebody else meanwhile. Saving puts yours in the place of theirs.
          </p>
        )}
      </div>
      <div class="figures-save-row">
        <p class="figures-save-state">
          {touched ? (
            <span>
              <span class="draft-mark">draft</span> {touchedWords(draft.forms)}
            </span>
          ) : (
            <span class="faint">No changes</span>
          )}
          {touched && !saving && (
            <button type="button" class="link-button" onClick={() => open.drop()}>
              Discard all
            </button>
          )}
          {dropped && !touched && (
            <button type="button" class="link-button" onClick={() => open.undrop()}>
              Bring it back
            </button>
          )}
        </p>
        <label class="visually-hidden" for="figures-note">
          What did you change? For the history, if you like
        </label>
        <input
          id="figures-note"
          class="input"
          autocomplete="off"
          maxLength={300}
          placeholder="What did you change? (optional)"
          value={note}
          disabled={!touched}
          onInput={(event) => setNote(event.currentTarget.value)}
        />
        <button
          type="button"
          class="button button-primary"
          aria-disabled={!touched || saving}
          aria-keyshortcuts="Control+S"
          onClick={() => void save()}
        >
          {saving ? "Checking and saving ..." : "Save all"}
        </button>
      </div>
    </section>
  );
}
