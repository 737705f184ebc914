/** The files beside the entries: policies, replies for agents, words, questions. */

import { Link } from "../../navigation";
import { filePath } from "../../routes";
import { useStore } from "../../store";
import { useRoom } from "../context";
import type { Room } from "../wire";

export function OtherFiles({ room }: { room: Room }) {
  const isCanned = ({ file }: { file: string }): boolean => file.startsWith("canned/");
  return (
    <div class="other-files">
      <Files title="Policies" files={room.policies} />
      <Files title="Words, questions and figures" files={room.other_files.filter((file) => !isCanned(file))} />
      <Files title="Replies agents start from" files={room.other_files.filter(isCanned)} />
    </div>
  );
}

function Files({ title, files }: { title: string; files: readonly { file: string; title: string }[] }) {
  const { drafts } = useRoom();
  useStore(drafts.changes);
  const drafted = new Set(drafts.files());
  if (files.length === 0) return null;
  const id = title.toLowerCase().replaceAll(/[^a-z]+/g, "-");
  return (
    <section aria-labelledby={id}>
      <h2 id={id} class="topic">
        {title} <span class="count">{files.length}</span>
      </h2>
      <ul class="file-list">
        {files.map(({ file, title: name }) => (
          <li key={file}>
            <Link to={filePath(file)}>{name}</Link>
            {drafted.has(file) && <span class="draft-mark">draft</span>}
            <span class="entry-id">{file}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
