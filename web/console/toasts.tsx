/** Notices that come while an agent does something else: quiet, spoken once, never taking the focus. */

import { useEffect } from "preact/hooks";
import { Link } from "./navigation";
import { Icon } from "./parts/icons";
import { type QueueState, shown } from "./queue/state";
import { ticketPath } from "./routes";
import { useSession } from "./session";
import { Store, useStore } from "./store";
import type { Notice } from "./wire";

const SHOWN = 3;
const STAYS_MS = 15_000;
const OFFER_STAYS_MS = 60_000;

export const notices = new Store<readonly Notice[]>([]);

/** The newest first; a ticket's later notice replaces its earlier one. */
export function noticed(before: readonly Notice[], notice: Notice): readonly Notice[] {
  return [notice, ...before.filter(({ number }) => number !== notice.number)];
}

export const dismissed = (before: readonly Notice[], number: string): readonly Notice[] =>
  before.filter((notice) => notice.number !== number);

export function Toasts() {
  const all = useOpen(useStore(notices));
  const hidden = all.length - SHOWN;
  return (
    <section class="toasts" aria-label="Notices">
      <div role="status">
        {all.slice(0, SHOWN).map((notice) => (
          <Toast key={`${notice.number} ${notice.kind} ${notice.at}`} notice={notice} />
        ))}
      </div>
      {hidden > 0 && (
        <p class="toasts-more">
          and {hidden} more in the queue{" "}
          <button type="button" class="link-button" onClick={() => notices.set([])}>
            Dismiss all
          </button>
        </p>
      )}
    </section>
  );
}

/** Without the offers that somebody has taken meanwhile, as far as the queue shows it. */
function useOpen(all: readonly Notice[]): readonly Notice[] {
  const { queue } = useSession();
  const state = useStore<QueueState | null>((queue?.state ?? NO_QUEUE) as Store<QueueState | null>);
  const rows = (state && shown(state)?.tickets) ?? [];
  const taken = new Set(rows.filter((row) => row.assignee && !row.offered_at).map(({ number }) => number));
  return all.filter(({ kind, number }) => kind !== "offer" || !taken.has(number));
}

const NO_QUEUE = new Store<QueueState | null>(null);

const ICONS = {
  breached: "alert",
  at_risk: "clock",
  offer: "clock",
  new: "lines",
  mail_failed: "alert",
  somebody_wrote: "lines",
} as const;

function Toast({ notice }: { notice: Notice }) {
  const { take } = useSession();
  const dismiss = () => notices.update((before) => dismissed(before, notice.number));
  useEffect(() => {
    // A breach stays until somebody has seen it.
    if (notice.kind === "breached") return;
    const timer = setTimeout(dismiss, notice.kind === "offer" ? OFFER_STAYS_MS : STAYS_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div class={`toast toast-${notice.kind}`}>
      <Icon name={ICONS[notice.kind]} />
      <div class="toast-said">
        <p>
          {notice.text} {notice.kind === "offer" && "Nobody works on it now."}
        </p>
        <p class="toast-actions">
          {notice.kind === "offer" && (
            <button
              type="button"
              class="button button-small button-primary"
              onClick={() => {
                dismiss();
                take(notice.number);
              }}
            >
              Take {notice.number}
            </button>
          )}
          <Link to={ticketPath(notice.number)} onClickCapture={dismiss}>
            Open {notice.kind === "offer" ? "it" : notice.number}
          </Link>
        </p>
      </div>
      <button
        type="button"
        class="icon-button"
        aria-label={`Dismiss the notice about ${notice.number}`}
        onClick={dismiss}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}
