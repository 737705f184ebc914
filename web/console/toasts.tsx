/** Notices that come while an agent does something else: quiet, spoken once, never taking the focus. */

import { useEffect } from "preact/hooks";
import { Link } from "./navigation";
import { Icon } from "./parts/icons";
import { ticketPath } from "./routes";
import { Store, useStore } from "./store";
import type { Notice } from "./wire";

const SHOWN = 3;
const STAYS_MS = 15_000;

export const notices = new Store<readonly Notice[]>([]);

/** The newest first; a ticket's later notice replaces its earlier one. */
export function noticed(before: readonly Notice[], notice: Notice): readonly Notice[] {
  return [notice, ...before.filter(({ number }) => number !== notice.number)];
}

export const dismissed = (before: readonly Notice[], number: string): readonly Notice[] =>
  before.filter((notice) => notice.number !== number);

export function Toasts() {
  const all = useStore(notices);
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

function Toast({ notice }: { notice: Notice }) {
  const dismiss = () => notices.update((before) => dismissed(before, notice.number));
  useEffect(() => {
    // A breach stays until somebody has seen it.
    if (notice.kind === "breached") return;
    const timer = setTimeout(dismiss, STAYS_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div class={`toast toast-${notice.kind}`}>
      <Icon name={notice.kind === "breached" ? "alert" : notice.kind === "at_risk" ? "clock" : "lines"} />
      <p>
        {notice.text}{" "}
        <Link to={ticketPath(notice.number)} onClickCapture={dismiss}>
          Open {notice.number}
        </Link>
      </p>
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
