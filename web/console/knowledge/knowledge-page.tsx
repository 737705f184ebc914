/** The knowledge room: which of its pages is open, and the way to the others. */

import type { ComponentChildren } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { Link } from "../navigation";
import { figuresPath, gapsPath, historyPath, type KnowledgeRoute, knowledgePath } from "../routes";
import { useSession } from "../session";
import { RoomContext } from "./context";
import { FileDrafts } from "./drafts";
import { EditorPage } from "./editor/editor-page";
import { RoomFeed } from "./feed";
import { FiguresPage } from "./figures/figures-page";
import { GapsPage } from "./gaps/gaps-page";
import { HistoryPage } from "./history/history-page";
import { VersionPage } from "./history/version-page";
import { OverviewPage } from "./overview/overview-page";

export function KnowledgePage({ at }: { at: KnowledgeRoute }) {
  const { live, me } = useSession();
  const room = useMemo<RoomContext>(
    () => ({ feed: new RoomFeed(live), drafts: new FileDrafts(localStorage, me.user.id) }),
    [],
  );
  useEffect(() => {
    const forget = room.drafts.listen();
    room.drafts.prune();
    return () => {
      forget();
      room.feed.stop();
    };
  }, []);
  return (
    <RoomContext.Provider value={room}>
      <main id="main" class={`room room-${at.room}`} tabIndex={-1}>
        <Rooms at={at} />
        <Inside at={at} />
      </main>
    </RoomContext.Provider>
  );
}

function Inside({ at }: { at: KnowledgeRoute }) {
  switch (at.room) {
    case "entries":
      return <OverviewPage q={at.q} order={at.order} />;
    case "file":
      return <EditorPage key={at.file} file={at.file} line={at.line} />;
    case "gaps":
      return <GapsPage />;
    case "figures":
      return <FiguresPage />;
    case "history":
      return <HistoryPage key={at.file} file={at.file} />;
    case "version":
      return <VersionPage key={at.id} id={at.id} />;
  }
}

function Rooms({ at }: { at: KnowledgeRoute }) {
  const link = (to: string, here: boolean, children: ComponentChildren) => (
    <li>
      <Link to={to} aria-current={here ? "page" : undefined}>
        {children}
      </Link>
    </li>
  );
  return (
    <nav class="rooms" aria-label="Knowledge">
      <ul>
        {link(knowledgePath, at.room === "entries", "Entries")}
        {link(gapsPath, at.room === "gaps", "Gaps")}
        {link(figuresPath, at.room === "figures", "Figures")}
        {link(historyPath(), at.room === "history" || at.room === "version", "History")}
      </ul>
    </nav>
  );
}
