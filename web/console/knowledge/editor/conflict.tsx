/** Two editors wrote at once: both texts and what differs, and one of them, or both in one, to go on with. */

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { useSession } from "../../session";
import { counted } from "../../words/labels";
import { saidTime } from "../../words/times";
import { lineDiff, merge } from "../diff";
import { DiffView } from "../diff-view";
import type { OpenState } from "./open-file";

interface ConflictProps {
  state: OpenState;
  title: string;
  onTheirs: () => void;
  onText: (text: string) => void;
  onBack: () => void;
}

export function Conflict({ state, title, onTheirs, onText, onBack }: ConflictProps) {
  const { me } = useSession();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const mine = state.draft?.text ?? "";
  const before = state.draft?.before ?? "";
  const theirs = state.stored?.text ?? "";
  const both = useMemo(() => merge(before, theirs, mine), [before, theirs, mine]);
  const [merged, setMerged] = useState(both.text);
  useEffect(() => setMerged(both.text), [both]);
  const who = state.stored?.saved_by;
  const when = state.stored?.saved_at ? ` at ${saidTime(state.stored.saved_at, me.shop.time_zone)}` : "";
  return (
    <div class="conflict">
      <header class="file-head">
        <h1 ref={heading} tabIndex={-1}>
          Two texts of "{title}"
        </h1>
        <p class="lead">
          {state.stored ? `${who ?? "Somebody else"} saved this file${when}` : "This file was deleted"} while you were
          writing. Nothing is lost: choose what to go on with.
        </p>
      </header>
      <div class="conflict-sides">
        <section aria-labelledby="theirs-title">
          <h2 id="theirs-title">{state.stored ? `What ${who ?? "somebody else"} changed` : "Deleted"}</h2>
          {state.stored && <DiffView lines={lineDiff(before, theirs)} />}
          <p>
            <button type="button" class="button" onClick={onTheirs}>
              {state.stored ? "Take theirs" : "Leave it deleted"}
            </button>
          </p>
        </section>
        <section aria-labelledby="mine-title">
          <h2 id="mine-title">What you changed</h2>
          <DiffView lines={lineDiff(before, mine)} />
          <p>
            <button type="button" class="button" onClick={() => onText(mine)}>
              Keep mine
            </button>
          </p>
        </section>
      </div>
      {state.stored && (
        <section class="conflict-both" aria-labelledby="both-title">
          <h2 id="both-title">Both in one</h2>
          <p class="hint" id="both-hint">
            {both.collisions === 0
              ? "You changed different places, so both changes are in here."
              : `In ${counted(both.collisions, "place")} both of you changed the same lines: there, theirs stands before yours. Leave what is right.`}
          </p>
          <textarea
            class="input raw"
            rows={Math.min(30, merged.split("\n").length + 1)}
            aria-labelledby="both-title"
            aria-describedby="both-hint"
            value={merged}
            onInput={(event) => setMerged(event.currentTarget.value)}
          />
          <p class="actions">
            <button type="button" class="button button-primary" onClick={() => onText(merged)}>
              Go on with both in one
            </button>
            <button type="button" class="link-button" onClick={onBack}>
              Back to your draft
            </button>
          </p>
        </section>
      )}
    </div>
  );
}
