/** Which page does a place in the console show? */

import { DuePage } from "./due/due-page";
import { KnowledgePage } from "./knowledge/knowledge-page";
import { MailPage } from "./mail/mail-page";
import { Link } from "./navigation";
import { QueuePage } from "./queue/queue-page";
import { ReportsPage } from "./reports/reports-page";
import { type KnowledgeRoute, queuePath, type Route } from "./routes";
import { useSession } from "./session";
import { TicketPage } from "./ticket/ticket-page";

export function Page({ at }: { at: Route }) {
  const { queue, me } = useSession();
  const knowledge = knowledgeAt(at, queue !== null);
  if (knowledge && me.user.role !== "agent") return <KnowledgePage at={knowledge} />;
  if (!queue) return <NoSuchPage />;
  switch (at.page) {
    case "queue":
      return <QueuePage query={at} feed={queue} />;
    case "ticket":
      return <TicketPage key={at.number} number={at.number} />;
    case "due":
      return <DuePage />;
    case "mail":
      return <MailPage />;
    case "reports":
      return <ReportsPage period={at.period} />;
    default:
      return <NoSuchPage />;
  }
}

/** The page of the knowledge an address means; for editors, who have no queue, it is where they start. */
function knowledgeAt(at: Route, holdsTickets: boolean): KnowledgeRoute | null {
  if (at.page === "knowledge") return at;
  return at.page === "queue" && !holdsTickets ? { page: "knowledge", room: "entries", q: "", order: "topic" } : null;
}

const NoSuchPage = () => (
  <main id="main" class="reading" tabIndex={-1}>
    <h1 tabIndex={-1}>There is no such page</h1>
    <p class="lead">
      The address may be mistyped. <Link to={queuePath()}>Go to the start</Link>
    </p>
  </main>
);
