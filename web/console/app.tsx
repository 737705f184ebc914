/** The console's frame: who is signed in, where one can go, what is wrong, and the page itself. */

import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError, api, csrfToken, reach } from "./api";
import { SHORTCUTS, useKeys } from "./keys";
import { KnowledgePage } from "./knowledge/knowledge-page";
import { go, Link, route } from "./navigation";
import { Dialog } from "./parts/dialog";
import { Icon } from "./parts/icons";
import { QueuePage } from "./queue/queue-page";
import { alarm } from "./queue/state";
import { type KnowledgeRoute, knowledgePath, queuePath, type Route, ticketPath } from "./routes";
import { type Session, SessionContext, useSession } from "./session";
import { type Store, useStore } from "./store";
import { TicketPage } from "./ticket/ticket-page";
import { Toasts } from "./toasts";
import type { Me } from "./wire";
import { counted, roleWords } from "./words/labels";

interface AppProps {
  me: Store<Me>;
  parts: Omit<Session, "me" | "takeNext">;
}

export function App({ me: held, parts }: AppProps) {
  const me = useStore(held);
  const at = useStore(route);
  const [keysShown, setKeysShown] = useState(false);
  const [said, setSaid] = useState<Said | null>(null);
  const taking = useRef(false);

  const takeNext = async (): Promise<void> => {
    if (taking.current || !parts.queue) return;
    taking.current = true;
    try {
      const ticket = await api.takeNext();
      setSaid(
        ticket ? null : { text: "Nothing waits for you: every open ticket has somebody, or waits for its shopper." },
      );
      if (ticket) go(ticketPath(ticket.number));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setSaid({ text: error.message, wrong: true });
    } finally {
      taking.current = false;
      parts.queue.refetch();
    }
  };

  useKeys({ "?": () => setKeysShown(true), ...(parts.queue && { n: () => void takeNext() }) });
  useEffect(() => setSaid(null), [at]);
  useFocusOnArrival(at);

  return (
    <SessionContext.Provider value={{ ...parts, me, takeNext: () => void takeNext() }}>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <Header at={at} onKeys={() => setKeysShown(true)} />
      <Banners />
      <p class={`said ${said?.wrong ? "said-wrong" : ""}`} role="status">
        {said && (
          <>
            {said.text}{" "}
            <button type="button" class="link-button" onClick={() => setSaid(null)}>
              Dismiss
            </button>
          </>
        )}
      </p>
      <Page at={at} />
      <Toasts />
      <Title at={at} />
      {keysShown && <Keys onClose={() => setKeysShown(false)} />}
    </SessionContext.Provider>
  );
}

interface Said {
  text: string;
  wrong?: boolean;
}

function Page({ at }: { at: Route }) {
  const { queue, me } = useSession();
  const knowledge = knowledgeAt(at, queue !== null);
  if (knowledge && me.user.role !== "agent") return <KnowledgePage at={knowledge} />;
  if (at.page === "queue" && queue) return <QueuePage query={at} feed={queue} />;
  if (at.page === "ticket" && queue) return <TicketPage key={at.number} number={at.number} />;
  return (
    <main id="main" class="reading" tabIndex={-1}>
      <h1 tabIndex={-1}>There is no such page</h1>
      <p class="lead">
        The address may be mistyped. <Link to={queuePath()}>Go to the start</Link>
      </p>
    </main>
  );
}

/** The page of the knowledge an address means; for editors, who have no queue, it is where they start. */
function knowledgeAt(at: Route, holdsTickets: boolean): KnowledgeRoute | null {
  if (at.page === "knowledge") return at;
  return at.page === "queue" && !holdsTickets ? { page: "knowledge", room: "entries", q: "", order: "topic" } : null;
}

function Header({ at, onKeys }: { at: Route; onKeys: () => void }) {
  const { me, queue, takeNext } = useSession();
  const knows = me.user.role !== "agent";
  return (
    <header class="bar">
      <p class="bar-name">
        <strong>{me.shop.name}</strong> <span class="bar-what">support</span>
      </p>
      <nav aria-label="Console">
        <ul>
          {queue && (
            <li>
              <Link to={queuePath()} aria-current={at.page === "queue" ? "page" : undefined}>
                Queue
              </Link>
            </li>
          )}
          {knows && (
            <li>
              <Link to={knowledgePath} aria-current={at.page === "knowledge" || !queue ? "page" : undefined}>
                Knowledge
                {me.knowledge_problems.length > 0 && <span class="count">{me.knowledge_problems.length}</span>}
              </Link>
            </li>
          )}
        </ul>
      </nav>
      {queue && at.page !== "queue" && (
        <button type="button" class="button button-small" aria-keyshortcuts="n" onClick={takeNext}>
          Take next
        </button>
      )}
      <MeMenu onKeys={onKeys} />
    </header>
  );
}

function MeMenu({ onKeys }: { onKeys: () => void }) {
  const { me } = useSession();
  const [open, setOpen] = useState(false);
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const leave = (event: Event): void => {
      if (event.target instanceof Node && !menu.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener("pointerdown", leave);
    document.addEventListener("focusin", leave);
    return () => {
      document.removeEventListener("pointerdown", leave);
      document.removeEventListener("focusin", leave);
    };
  }, [open]);
  const toggle = useRef<HTMLButtonElement>(null);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes what the button inside has opened
    <div
      class="me"
      ref={menu}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !open) return;
        setOpen(false);
        toggle.current?.focus();
      }}
    >
      <button ref={toggle} type="button" class="me-button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name="person" />
        <span class="me-name">{me.user.name}</span>
        <Icon name="down" />
      </button>
      {open && (
        <div class="me-menu">
          <p>
            <strong>{me.user.name}</strong>
            <br />
            <span class="faint">
              {me.user.email} · {roleWords(me.user.role)}
            </span>
          </p>
          <button
            type="button"
            class="link-button"
            onClick={() => {
              setOpen(false);
              onKeys();
            }}
          >
            Keyboard shortcuts
          </button>
          <form method="post" action="/console/sign-out">
            <input type="hidden" name="csrf_token" value={csrfToken()} />
            <button type="submit" class="link-button">
              Sign out
            </button>
          </form>
        </div>
      )}
    </div>
  );
}

/** What is wrong with the installation or the connection, quietly, above every page. */
function Banners() {
  const { me, live } = useSession();
  const reached = useStore(reach);
  const connected = useLasting(useStore(live.connected));
  const problems = me.user.role === "agent" ? [] : me.knowledge_problems;
  const refused = problems.some(({ level }) => level === "error");
  return (
    <section aria-label="State of the installation">
      <div role="status">
        {reached === "away" && (
          <p class="banner banner-quiet">
            The server cannot be reached just now. You see what was last known; what you write is kept here.
          </p>
        )}
        {reached === "ok" && !connected && (
          <p class="banner banner-quiet">Live updates are interrupted. The page looks by itself every 30 seconds.</p>
        )}
        {reached === "signed_out" && (
          <p class="banner">
            You are signed out. What you have written is kept.{" "}
            <a href={`/console/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`}>
              Sign in again
            </a>
          </p>
        )}
      </div>
      {!me.mail_leaves && (
        <p class="banner">No e-mail leaves: no mail server is set up, so messages are only written to files here.</p>
      )}
      {refused && (
        <p class="banner">
          The last save of the knowledge is not in use ({counted(problems.length, "finding")}).{" "}
          <Link to={knowledgePath}>See what to mend</Link>
        </p>
      )}
    </section>
  );
}

const INTERRUPTED_AFTER_MS = 4000;

/** False only once it has been so for a while: a short interruption mends itself unseen. */
function useLasting(connected: boolean): boolean {
  const [lost, setLost] = useState(false);
  useEffect(() => {
    if (connected) return setLost(false);
    const timer = setTimeout(() => setLost(true), INTERRUPTED_AFTER_MS);
    return () => clearTimeout(timer);
  }, [connected]);
  return !lost;
}

/** After going to another page by a link, those who hear or tab start at its heading. */
function useFocusOnArrival(at: Route): void {
  const first = useRef(true);
  const place = placeOf(at);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    const selected = at.page === "queue" ? document.querySelector<HTMLElement>("main .selected a") : null;
    if (at.page !== "queue") scrollTo(0, 0);
    (selected ?? document.querySelector<HTMLElement>("main h1"))?.focus({ preventScroll: true });
  }, [place]);
}

/** What counts as another page: other words in a search do not. */
function placeOf(at: Route): string {
  if (at.page === "ticket") return `ticket ${at.number}`;
  if (at.page !== "knowledge") return at.page;
  if (at.room === "file" || at.room === "history") return `${at.room} ${at.file ?? ""}`;
  return at.room === "version" ? `version ${at.id}` : at.room;
}

function Title({ at }: { at: Route }) {
  const { me, queue } = useSession();
  return queue ? (
    <QueueTitle at={at} queue={queue} shop={me.shop.name} />
  ) : (
    <PlainTitle parts={[nameOf(at, false), me.shop.name]} />
  );
}

function QueueTitle({ at, queue, shop }: { at: Route; queue: NonNullable<Session["queue"]>; shop: string }) {
  const { counts } = useStore(queue.state);
  return <PlainTitle parts={[alarm(counts), nameOf(at, true), shop]} />;
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

function nameOf(at: Route, holdsTickets: boolean): string {
  if (at.page === "ticket") return `Ticket ${at.number}`;
  if (at.page === "unknown") return "No such page";
  if (at.page === "knowledge") return ROOM_NAMES[at.room];
  return holdsTickets ? "Queue" : "Knowledge";
}

function Keys({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      {SHORTCUTS.map(({ where, keys }) => (
        <section key={where} class="keys">
          <h3>{where}</h3>
          <dl>
            {keys.map(({ keys: names, does }) => (
              <div key={does}>
                <dt>
                  {names.map((name, index) => (
                    <>
                      {index > 0 && " or "}
                      <kbd key={name}>{name}</kbd>
                    </>
                  ))}
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
