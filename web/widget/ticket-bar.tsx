// The ticket a conversation has become: its number, its way back, what comes next and the promised dates. One line, and
// more on a tap. That it is the shopper's turn is always said.

import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Chat } from "../shared/chat";
import type { Ticket } from "../shared/protocol";
import { texts } from "../shared/texts";
import { promised } from "../shared/when";
import { Asks } from "./asks";
import { DownIcon, TicketIcon } from "./icons";

interface Props {
  chat: Chat;
  ticket: Ticket;
  timeZone: string | undefined;
  /** It was made just now, by the form that had the focus. */
  fresh: boolean;
  /** The shopper writes on: the conversation needs the room. */
  wrote: boolean;
}

export function TicketBar({ chat, ticket, timeZone, fresh, wrote }: Props): JSX.Element {
  const [open, setOpen] = useState(false);
  const summary = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!fresh) return;
    setOpen(true);
    summary.current?.focus();
  }, [fresh]);
  useEffect(() => {
    if (wrote) setOpen(false);
  }, [wrote]);
  return (
    <section class="ticket" aria-label={texts.ticket(ticket.number)}>
      <button class="ticket-summary" type="button" ref={summary} aria-expanded={open} onClick={() => setOpen(!open)}>
        <TicketIcon />
        <strong>{texts.ticket(ticket.number)}</strong>
        {ticket.waiting ? (
          <strong class="ticket-step ticket-turn">{texts.waitingFor[ticket.waiting]}</strong>
        ) : (
          <span class="ticket-step">{texts.steps[ticket.step]}</span>
        )}
        <DownIcon />
      </button>
      {/* Within the button it would be announced to nobody. */}
      <p class="visually-hidden" role="status">
        {ticket.waiting && texts.waitingFor[ticket.waiting]}
      </p>
      {open && (
        <div class="ticket-more">
          {fresh && <p role="status">{texts.ticketMade}</p>}
          <p>{ticket.next}</p>
          {ticket.notice && <p>{ticket.notice}</p>}
          {ticket.step === "closed" && <Asks chat={chat} ticket={ticket} />}
          {ticket.step === "received" && (
            <dl>
              <PromisedDate label={texts.confirmationBy} at={ticket.confirmation_by} timeZone={timeZone} />
              <PromisedDate label={texts.resolutionBy} at={ticket.resolution_by} timeZone={timeZone} />
              <PromisedDate label={texts.updateBy} at={ticket.update_by} timeZone={timeZone} />
            </dl>
          )}
          <p class="hint">{texts.keepLink}</p>
          <Link url={new URL(ticket.url, location.href).href} />
        </div>
      )}
    </section>
  );
}

function PromisedDate({
  label,
  at,
  timeZone,
}: {
  label: string;
  at: string | null;
  timeZone: string | undefined;
}): JSX.Element | null {
  if (!at) return null;
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <time dateTime={at}>{promised(at, timeZone)}</time>
      </dd>
    </div>
  );
}

function Link({ url }: { url: string }): JSX.Element {
  const [copied, setCopied] = useState(false);
  const shown = useRef<HTMLInputElement>(null);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(url);
      setCopied(true);
    } catch {
      // A frame may not use the clipboard: the link stands selected, ready for the shopper's own copying.
      shown.current?.select();
    }
  };
  return (
    <>
      <input class="input ticket-link" ref={shown} readOnly value={url} aria-label={texts.ticketLink} />
      <div class="card-actions">
        <a class="button button-small" href={url}>
          {texts.openTicket}
        </a>
        <button class="button button-small" type="button" onClick={() => void copy()}>
          {copied ? texts.copied : texts.copyLink}
        </button>
      </div>
    </>
  );
}
