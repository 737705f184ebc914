/** Where the open file stands: a draft or saved, by whom, and whether somebody else was here. */

import { useNow } from "../../clock";
import { Icon } from "../../parts/icons";
import { useSession } from "../../session";
import { saidMoment, saidTime } from "../../words/times";
import type { OpenFile, OpenState } from "./open-file";

interface FileStatusProps {
  state: OpenState;
  conflict: boolean;
  open: OpenFile;
  onCompare: () => void;
}

export function FileStatus({ state, conflict, open, onCompare }: FileStatusProps) {
  const { me } = useSession();
  const now = useNow();
  const { draft, stored, dropped, said, fault, loaded, kept } = state;
  const zone = me.shop.time_zone;
  return (
    <div class="file-status" role="status">
      {said && !conflict && (
        <p class="desk-said">
          <Icon name="check" />
          {said}
        </p>
      )}
      {conflict && draft && (
        <p class="notice notice-warning">
          {who(state)}
          {stored?.saved_at ? ` at ${saidTime(stored.saved_at, zone)}` : ""}, while this draft of yours was open. Both
          texts are here.{" "}
          <button type="button" class="link-button" onClick={onCompare}>
            Look at both
          </button>
        </p>
      )}
      {draft?.revertOf && !conflict && (
        <p class="notice">This is the text of an earlier version, as a draft. Save it to bring it back.</p>
      )}
      {dropped && (
        <p>
          Your draft is put aside.{" "}
          <button type="button" class="link-button" onClick={() => open.undrop()}>
            Bring it back
          </button>
        </p>
      )}
      {!kept && (
        <p class="notice notice-warning">
          This browser keeps no drafts: what you write is lost when you leave the page.
        </p>
      )}
      {fault && loaded && <p class="faint">Whether somebody changed the file could not be seen just now.</p>}
      {stored?.saved_at && !draft && !said && (
        <p class="faint">
          Saved {stored.saved_by ? `by ${stored.saved_by}` : "outside this console"},{" "}
          <time dateTime={stored.saved_at}>{saidMoment(stored.saved_at, zone, now)}</time>
        </p>
      )}
    </div>
  );
}

function who({ stored }: OpenState): string {
  if (!stored) return "This file was deleted";
  return `${stored.saved_by ?? "Somebody"} saved this file`;
}
