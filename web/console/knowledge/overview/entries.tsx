/** Entries with their health: a table where there is room, a list where there is not. */

import { Link } from "../../navigation";
import { Icon } from "../../parts/icons";
import { useMedia } from "../../parts/media";
import { filePath } from "../../routes";
import { useStore } from "../../store";
import { useRoom } from "../context";
import type { EntrySummary, Room } from "../wire";
import { caresOf, helpfulShare } from "./care";

interface EntriesProps {
  entries: readonly EntrySummary[];
  room: Room;
  label: string;
}

export function Entries({ entries, room, label }: EntriesProps) {
  const { drafts } = useRoom();
  useStore(drafts.changes);
  const wide = useMedia("(min-width: 60rem)");
  const drafted = new Set(drafts.files());
  if (entries.length === 0) return null;
  if (!wide) {
    return (
      <ul class="entry-list" aria-label={label}>
        {entries.map((entry) => (
          <li key={entry.id}>
            <Title entry={entry} drafted={drafted.has(entry.file)} />
            {entry.health.answered + entry.health.handed_over > 0 && <p class="faint figures">{figures(entry)}</p>}
            <Cares entry={entry} room={room} />
          </li>
        ))}
      </ul>
    );
  }
  return (
    <table class="entry-table">
      <caption class="visually-hidden">{label}</caption>
      <colgroup>
        <col class="col-entry" />
        <col class="col-number" />
        <col class="col-number" />
        <col class="col-number" />
        <col />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">Entry</th>
          <th scope="col" class="number">
            Answered
          </th>
          <th scope="col" class="number">
            Helped
          </th>
          <th scope="col" class="number">
            Handed over
          </th>
          <th scope="col">To look at</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.id}>
            <th scope="row">
              <Title entry={entry} drafted={drafted.has(entry.file)} />
            </th>
            <Count of={entry.health.answered} />
            <td class="number">{shareWords(entry) || <span class="visually-hidden">not rated</span>}</td>
            <Count of={entry.health.handed_over} />
            <td>
              <Cares entry={entry} room={room} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Where nothing was, the eye may pass on. */
const Count = ({ of }: { of: number }) => <td class={of === 0 ? "number faint" : "number"}>{of}</td>;

const Title = ({ entry, drafted }: { entry: EntrySummary; drafted: boolean }) => (
  <>
    <Link to={filePath(entry.file)}>{entry.title}</Link>
    {drafted && <span class="draft-mark">draft</span>}
    <span class="entry-id">{entry.id}</span>
  </>
);

function Cares({ entry, room }: { entry: EntrySummary; room: Room }) {
  const cares = caresOf(entry, room.problems);
  if (cares.length === 0) return null;
  return (
    <ul class="cares">
      {cares.map(({ words, tone }) => (
        <li key={words} class={`tone-${tone}`}>
          <Icon name={tone === "breached" ? "alert" : "clock"} />
          {words}
        </li>
      ))}
    </ul>
  );
}

function shareWords(entry: EntrySummary): string {
  const share = helpfulShare(entry);
  const rated = entry.health.helpful + entry.health.unhelpful;
  return share === null ? "" : `${Math.round(share * 100)}% of ${rated}`;
}

function figures(entry: EntrySummary): string {
  const { answered, handed_over } = entry.health;
  const helped = shareWords(entry);
  return [`answered ${answered}`, helped && `helped ${helped}`, `handed over ${handed_over}`]
    .filter(Boolean)
    .join(" · ");
}
