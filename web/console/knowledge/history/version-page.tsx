/** One save of one file: what it changed, and the way back to the text it left. */

import { useEffect, useState } from "preact/hooks";
import { ApiError } from "../../api";
import { useNow } from "../../clock";
import { go, Link } from "../../navigation";
import { filePath, historyPath } from "../../routes";
import { useSession } from "../../session";
import { useStore } from "../../store";
import { saidMoment } from "../../words/times";
import { titleOf, useOverview, useRoom } from "../context";
import { DiffView } from "../diff-view";
import { roomApi } from "../room-api";
import type { StoredFile, VersionText } from "../wire";
import { whoWords } from "./words";

export function VersionPage({ id }: { id: string }) {
  const { me } = useSession();
  const { drafts } = useRoom();
  useStore(drafts.changes);
  const now = useNow();
  const [version, setVersion] = useState<VersionText | null>(null);
  const [fault, setFault] = useState("");
  const load = async (): Promise<void> => {
    try {
      setVersion(await roomApi.version(id));
      setFault("");
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFault(error.message);
    }
  };
  useEffect(() => void load(), [id]);

  /** The old text as a draft of what lies there now: it is looked at and saved like any other. */
  const bringBack = async (text: string): Promise<void> => {
    if (!version) return;
    const { file } = version;
    try {
      const there = await stored(file);
      drafts.write(file, { text, base: there?.hash ?? null, before: there?.text ?? "", revertOf: id });
      go(filePath(file));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFault(error.message);
    }
  };
  const room = useOverview();
  const drafted = version !== null && drafts.read(version.file) !== null;
  return (
    <div class="pages">
      <h1 tabIndex={-1}>{version ? `A change of "${titleOf(room, version.file) ?? version.file}"` : "A change"}</h1>
      {fault && (
        <p class="notice notice-danger" role="alert">
          {fault}
        </p>
      )}
      {!version && !fault && <p class="empty">Loading the change ...</p>}
      {version && (
        <>
          <p class="lead">
            {saidMoment(version.at, me.shop.time_zone, now)} <span class="faint">{whoWords(version.by)}</span>
          </p>
          {version.note && <p class="version-note">{version.note}</p>}
          <p class="actions">
            <Link to={filePath(version.file)}>The file as it is now</Link>
            <Link to={historyPath(version.file)}>Its history</Link>
          </p>
          <DiffView lines={version.diff} />
          {drafted && (
            <p class="notice notice-warning">
              You have a draft of this file. Save or discard it before you bring an earlier text back.
            </p>
          )}
          <p class="actions">
            {version.text !== null && (
              <button
                type="button"
                class="button button-primary"
                disabled={drafted}
                onClick={() => void bringBack(version.text as string)}
              >
                Bring this text back
              </button>
            )}
            {version.before !== null && (
              <button
                type="button"
                class={`button ${version.text === null ? "button-primary" : ""}`}
                disabled={drafted}
                onClick={() => void bringBack(version.before as string)}
              >
                Bring back the text before it
              </button>
            )}
          </p>
          <p class="hint">It becomes a draft, which you can look at and change before you save it.</p>
        </>
      )}
    </div>
  );
}

async function stored(file: string): Promise<StoredFile | null> {
  try {
    return await roomApi.file(file);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}
