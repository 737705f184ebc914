/** Who changed what and when: of one file, or of all. */

import { useEffect, useState } from "preact/hooks";
import { ApiError } from "../../api";
import { useNow } from "../../clock";
import { Link } from "../../navigation";
import { filePath, historyPath, versionPath } from "../../routes";
import { useSession } from "../../session";
import { useStore } from "../../store";
import { saidMoment } from "../../words/times";
import { titleOf, useOverview, useRoom } from "../context";
import { roomApi } from "../room-api";
import type { Version } from "../wire";
import { changeWords, whoWords } from "./words";

export function HistoryPage({ file }: { file: string | null }) {
  const { feed } = useRoom();
  // Whatever was saved since is in the overview as well: look again when that changes.
  const overview = useStore(feed.state).room;
  const print = overview?.fingerprint;
  const [versions, setVersions] = useState<readonly Version[] | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const [fault, setFault] = useState<ApiError | null>(null);
  const load = async (cursor: string | null): Promise<void> => {
    try {
      const page = await roomApi.history({ file, cursor, limit: 50 });
      setVersions((before) => (cursor ? [...(before ?? []), ...page.versions] : page.versions));
      setNext(page.next);
      setFault(null);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFault(error);
    }
  };
  useEffect(() => void load(null), [file, print]);
  return (
    <div class="pages">
      <h1 tabIndex={-1}>History</h1>
      {file && (
        <p class="lead">
          Of <Link to={filePath(file)}>{titleOf(overview, file) ?? file}</Link>.{" "}
          <Link to={historyPath()}>Of all files</Link>
        </p>
      )}
      {fault && (
        <div class="empty" role="alert">
          <p>The history could not be loaded.</p>
          <p>{fault.message}</p>
          <p>
            <button type="button" class="button" onClick={() => void load(null)}>
              Try again
            </button>
          </p>
        </div>
      )}
      {!versions && !fault && <p class="empty">Loading the history ...</p>}
      {versions?.length === 0 && (
        <div class="empty">
          <p>Nothing is recorded {file ? "of this file " : ""}yet.</p>
          <p>Every save will be, here or outside this console, with who and when.</p>
        </div>
      )}
      {versions && versions.length > 0 && <Versions versions={versions} ofOne={file !== null} />}
      {next && (
        <p class="more">
          <button type="button" class="button" onClick={() => void load(next)}>
            Show more
          </button>
        </p>
      )}
    </div>
  );
}

function Versions({ versions, ofOne }: { versions: readonly Version[]; ofOne: boolean }) {
  const room = useOverview();
  return (
    <ol class="versions">
      {versions.map((version) => (
        <li key={version.id}>
          <Link to={versionPath(version.id)}>
            {ofOne ? <Moment version={version} /> : (titleOf(room, version.file) ?? version.file)}
            <span class="visually-hidden">: see what changed</span>
          </Link>
          <span class="faint">
            {!ofOne && (
              <>
                <Moment version={version} />,{" "}
              </>
            )}
            {whoWords(version.by)}
          </span>
          <span class="faint figures">{changeWords(version)}</span>
          {version.note && <p class="version-note">{version.note}</p>}
        </li>
      ))}
    </ol>
  );
}

function Moment({ version }: { version: Version }) {
  const { me } = useSession();
  const now = useNow();
  return <time dateTime={version.at}>{saidMoment(version.at, me.shop.time_zone, now)}</time>;
}
