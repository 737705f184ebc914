/** The title of the window: what is urgent, which page this is, whose shop. */

import { useEffect } from "preact/hooks";
import { alarm } from "../queue/state";
import type { KnowledgeRoute, Route } from "../routes";
import { type Session, useSession } from "../session";
import { useStore } from "../store";
import type { Me } from "../wire";
import { counted } from "../words/labels";

export function Title({ at }: { at: Route }) {
  const { me, queue } = useSession();
  return queue ? (
    <QueueTitle at={at} queue={queue} me={me} />
  ) : (
    <PlainTitle parts={[nameOf(at, false), me.shop.name]} />
  );
}

function QueueTitle({ at, queue, me }: { at: Route; queue: NonNullable<Session["queue"]>; me: Me }) {
  const { counts } = useStore(queue.state);
  const undelivered = me.mail.dead > 0 ? `${counted(me.mail.dead, "e-mail")} not delivered` : "";
  return <PlainTitle parts={[alarm(counts), undelivered, nameOf(at, true), me.shop.name]} />;
}

function PlainTitle({ parts }: { parts: readonly string[] }) {
  const title = parts.filter(Boolean).join(" · ");
  useEffect(() => {
    document.title = title;
  }, [title]);
  return null;
}

const ROOM_NAMES: Record<KnowledgeRoute["room"], string> = {
  entries: "Knowledge",
  file: "Editing knowledge",
  gaps: "Gaps",
  figures: "Figures",
  history: "History of the knowledge",
  version: "A change of the knowledge",
};

const PAGE_NAMES = { queue: "Queue", due: "Due", reports: "Reports", mail: "Mail", unknown: "No such page" } as const;

function nameOf(at: Route, holdsTickets: boolean): string {
  if (at.page === "ticket") return `Ticket ${at.number}`;
  if (at.page === "knowledge") return ROOM_NAMES[at.room];
  return at.page === "queue" && !holdsTickets ? "Knowledge" : PAGE_NAMES[at.page];
}
