/** The bar on top: the shop, where one can go, what to do next, and who is here. */

import { useEffect, useRef, useState } from "preact/hooks";
import { csrfToken } from "../api";
import { Link } from "../navigation";
import { Icon } from "../parts/icons";
import { duePath, knowledgePath, mailPath, queuePath, type Route, reportsPath } from "../routes";
import { useSession } from "../session";
import type { Me } from "../wire";
import { roleWords } from "../words/labels";
import { LeavingNote } from "./leaving";

interface Place {
  page: Route["page"];
  to: string;
  name: string;
  /** What needs somebody there; nothing is shown for none. */
  count?: (me: Me) => number;
}

/** For those who answer tickets. */
const DESK: readonly Place[] = [
  { page: "queue", to: queuePath(), name: "Queue" },
  { page: "due", to: duePath, name: "Due" },
  { page: "reports", to: reportsPath(), name: "Reports" },
  { page: "mail", to: mailPath, name: "Mail", count: (me) => me.mail.dead },
];

/** For those who keep the knowledge. */
const KNOWLEDGE: readonly Place[] = [
  { page: "knowledge", to: knowledgePath, name: "Knowledge", count: (me) => me.knowledge_problems.length },
];

export function Header({ at, onKeys }: { at: Route; onKeys: () => void }) {
  const { me, queue, takeNext } = useSession();
  const places = [...(queue ? DESK : []), ...(me.user.role === "agent" ? [] : KNOWLEDGE)];
  // Editors have no queue: they start with the knowledge.
  const here = queue ? at.page : "knowledge";
  return (
    <header class="bar">
      <p class="bar-name">
        <strong>{me.shop.name}</strong> <span class="bar-what">support</span>
      </p>
      <nav aria-label="Console">
        <ul>
          {places.map(({ page, to, name, count }) => (
            <li key={page}>
              <Link to={to} aria-current={page === here ? "page" : undefined}>
                {name}
                {count && count(me) > 0 && <span class="count">{count(me)}</span>}
              </Link>
            </li>
          ))}
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
  const { me, queue } = useSession();
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
          {queue && <LeavingNote />}
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
