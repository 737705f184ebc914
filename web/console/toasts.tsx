/** Notices that come while an agent does something else: quiet, spoken once, never taking the focus. */

import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { Link, route } from "./navigation";
import { arrival, dismissed, notices, type Toast, toastsOf } from "./notices";
import { Icon } from "./parts/icons";
import type { QueueState } from "./queue/state";
import { ticketPath } from "./routes";
import { useSession } from "./session";
import { Store, useStore } from "./store";
import type { Notice, TicketRow } from "./wire";

const SHOWN = 3;
const STAYS_MS = 15_000;
const OFFER_STAYS_MS = 60_000;

export function Toasts() {
  const { me } = useSession();
  const known = useKnown();
  const mine = new Set(known.filter(({ assignee }) => assignee?.id === me.user.id).map(({ number }) => number));
  // Agents hear of no breach but their own.
  const holds = (number: string): boolean => me.user.role === "agent" || mine.has(number);
  const toasts = toastsOf(useOpen(useStore(notices), known), holds);
  const shown = toasts.slice(0, SHOWN);
  const breaches = shown.filter(({ kind }) => kind === "breached");
  const hidden = toasts.slice(SHOWN).reduce((sum, { about }) => sum + about.length, 0);
  return (
    <section class="toasts" aria-label="Notices">
      <div role="status">
        {breaches.map((toast) => (
          <OneToast key={keyOf(toast)} toast={toast} />
        ))}
        <Arrival />
        {shown.slice(breaches.length).map((toast) => (
          <OneToast key={keyOf(toast)} toast={toast} />
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

const keyOf = ({ kind, about: [first, ...others] }: Toast): string =>
  others.length > 0 ? kind : `${first?.number} ${kind} ${first?.at}`;

/** Every ticket that the lists looked at show, as far as they show it. */
function useKnown(): readonly TicketRow[] {
  const { queue } = useSession();
  const state = useStore<QueueState | null>((queue?.state ?? NO_QUEUE) as Store<QueueState | null>);
  return Object.values(state?.listings ?? {}).flatMap(({ tickets }) => tickets);
}

const NO_QUEUE = new Store<QueueState | null>(null);

/** Without the offers that somebody has taken meanwhile, and without what is on the screen anyway. */
function useOpen(all: readonly Notice[], known: readonly TicketRow[]): readonly Notice[] {
  const at = useStore(route);
  const taken = new Set(known.filter((row) => row.assignee && !row.offered_at).map(({ number }) => number));
  return all.filter(({ kind, number }) => {
    if (kind === "offer") return !taken.has(number);
    return kind !== "shopper" || at.page !== "ticket" || at.number !== number;
  });
}

const ICONS = {
  breached: "alert",
  at_risk: "clock",
  offer: "clock",
  new: "lines",
  mail_failed: "alert",
  somebody_wrote: "lines",
  shopper: "speech",
  review: "alert",
} as const;

function OneToast({ toast }: { toast: Toast }) {
  const { kind, about } = toast;
  const dismiss = () => notices.update((before) => dismissed(before, about));
  const [only, ...others] = about;
  useEffect(() => {
    // A breach stays until somebody has seen it.
    if (kind === "breached") return;
    const timer = setTimeout(dismiss, kind === "offer" ? OFFER_STAYS_MS : STAYS_MS);
    return () => clearTimeout(timer);
  }, [about.map(({ number, at }) => `${number} ${at}`).join()]);
  if (!only) return null;
  if (others.length > 0) return <Offers count={about.length} onGone={dismiss} />;
  const offered = kind === "offer";
  return (
    <Said kind={kind} dismiss={`Dismiss the notice about ${only.number}`} onDismiss={dismiss}>
      <p>
        {only.text} {offered && "Nobody works on it now."}
      </p>
      <p class="toast-actions">
        {offered && <Take number={only.number} onTaken={dismiss} />}
        <Link to={ticketPath(only.number)} onClickCapture={dismiss}>
          Open {offered ? "it" : only.number}
        </Link>
      </p>
    </Said>
  );
}

/** Among the offers may be tickets whose holder is away, so not all of them are held by nobody. */
const Offers = ({ count, onGone }: { count: number; onGone: () => void }) => (
  <Said kind="offer" dismiss="Dismiss the notice about these tickets" onDismiss={onGone}>
    <p>{count} tickets are late or at risk, and nobody works on them now.</p>
    <TakeNext onTaken={onGone} />
  </Said>
);

/** What was late and held by nobody when this console came, or came back. */
function Arrival() {
  const said = useStore(arrival);
  const dismiss = () => arrival.set("");
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(dismiss, OFFER_STAYS_MS);
    return () => clearTimeout(timer);
  }, [said]);
  if (!said) return null;
  return (
    <Said kind="offer" dismiss="Dismiss what nobody holds" onDismiss={dismiss}>
      <p>{said}</p>
      <TakeNext onTaken={dismiss} />
    </Said>
  );
}

function TakeNext({ onTaken }: { onTaken: () => void }) {
  const { takeNext } = useSession();
  return (
    <p class="toast-actions">
      <button
        type="button"
        class="button button-small button-primary"
        onClick={() => {
          onTaken();
          takeNext();
        }}
      >
        Take next
      </button>
    </p>
  );
}

function Take({ number, onTaken }: { number: string; onTaken: () => void }) {
  const { take } = useSession();
  return (
    <button
      type="button"
      class="button button-small button-primary"
      onClick={() => {
        onTaken();
        take(number);
      }}
    >
      Take {number}
    </button>
  );
}

interface SaidProps {
  kind: Notice["kind"];
  /** What the button that closes it is called. */
  dismiss: string;
  onDismiss: () => void;
  children: ComponentChildren;
}

const Said = ({ kind, dismiss, onDismiss, children }: SaidProps) => (
  <div class={`toast toast-${kind}`}>
    <Icon name={ICONS[kind]} />
    <div class="toast-said">{children}</div>
    <button type="button" class="icon-button" aria-label={dismiss} onClick={onDismiss}>
      <Icon name="close" />
    </button>
  </div>
);
