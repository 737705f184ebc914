/** What this editor has written and not saved, wherever it is, and a way to save what belongs together at once. */

import { useState } from "preact/hooks";
import { ApiError } from "../../api";
import { Link } from "../../navigation";
import { filePath } from "../../routes";
import { useStore } from "../../store";
import { counted } from "../../words/labels";
import { titleOf, useOverview, useRoom } from "../context";
import type { FileDrafts } from "../drafts";
import { errorsOf, FindingList } from "../findings";
import { roomApi } from "../room-api";
import type { Finding } from "../wire";

interface Refused {
  message: string;
  /** A sentence for each file that somebody else has saved meanwhile. */
  files: Readonly<Record<string, string>>;
  findings: readonly Finding[];
}

export function DraftList() {
  const { drafts, feed } = useRoom();
  useStore(drafts.changes);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);
  const room = useOverview();
  const files = drafts.files();
  const save = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setRefused(null);
    try {
      await saveTogether(drafts, files);
      feed.refetch();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const { findings = [] } = (error.body ?? {}) as { findings?: Finding[] };
      setRefused({ message: error.message, files: error.fields, findings });
    } finally {
      setBusy(false);
    }
  };
  if (files.length === 0) return null;
  return (
    <section class="notice drafts" aria-labelledby="drafts-title">
      <h2 id="drafts-title">{counted(files.length, "draft")} of yours, not saved yet</h2>
      <ul>
        {files.map((file) => (
          <li key={file}>
            <Link to={filePath(file)}>{titleOf(room, file) ?? file}</Link>
          </li>
        ))}
      </ul>
      {files.length > 1 && (
        <p class="actions">
          <button type="button" class="button button-small" aria-disabled={busy} onClick={() => void save()}>
            {busy ? "Checking and saving ..." : `Save all ${files.length} together`}
          </button>
          <span class="faint">They change over at once, or none does.</span>
        </p>
      )}
      {refused && (
        <div role="alert">
          <p>{refused.message}</p>
          {Object.entries(refused.files).map(([file, sentence]) => (
            <p key={file}>
              <Link to={filePath(file)}>{file}</Link>: {sentence}
            </p>
          ))}
          <FindingList findings={errorsOf(refused.findings)} />
        </div>
      )}
    </section>
  );
}

/** Saves these drafts as one change of the folder; what was written in one of them meanwhile stays a draft. */
export async function saveTogether(
  drafts: FileDrafts,
  files: readonly string[],
  save: typeof roomApi.save = roomApi.save,
): Promise<void> {
  const sent = files.flatMap((file) => {
    const draft = drafts.read(file);
    return draft ? [{ file, text: draft.text, base: draft.base }] : [];
  });
  const saved = await save(sent, null, null);
  for (const { file, text, base } of sent) {
    const draft = drafts.read(file);
    const hash = saved.files.find((one) => one.file === file)?.hash ?? base;
    if (draft?.text === text) drafts.drop(file);
    else if (draft) drafts.write(file, { ...draft, base: hash, before: text });
  }
}
