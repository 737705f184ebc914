/** What this editor has written and not saved, wherever it is. */

import { Link } from "../../navigation";
import { filePath } from "../../routes";
import { useStore } from "../../store";
import { counted } from "../../words/labels";
import { useRoom } from "../context";

export function DraftList() {
  const { drafts } = useRoom();
  useStore(drafts.changes);
  const files = drafts.files();
  if (files.length === 0) return null;
  return (
    <section class="notice drafts" aria-labelledby="drafts-title">
      <h2 id="drafts-title">{counted(files.length, "draft")} of yours, not saved yet</h2>
      <ul>
        {files.map((file) => (
          <li key={file}>
            <Link to={filePath(file)}>{file}</Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
