// What the shopper is asked to decide: on the solution that stands above, and whether the result is what they wanted.

import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Chat } from "../shared/chat";
import { newId } from "../shared/ids";
import type { Asks as Asked, Ticket } from "../shared/protocol";
import { texts } from "../shared/texts";

const LONGEST_COMMENT = 2000;

interface Props {
  chat: Chat;
  ticket: Ticket;
  /** Below what was said: there a closed ticket asks no more, so that the chat can go on. */
  inLog?: boolean;
}

export function Asks({ chat, ticket, inLog }: Props): JSX.Element {
  const [said, setSaid] = useState("");
  const thanks = useRef<HTMLParagraphElement>(null);
  const asks = inLog && ticket.step === "closed" ? null : ticket.asks;
  useEffect(() => {
    // The button that had the focus has gone; this takes its place, and is read out by that.
    if (said) thanks.current?.focus();
  }, [said]);
  if (asks) return <Ask key={keyOf(ticket)} chat={chat} ticket={ticket.number} asks={asks} onDone={setSaid} />;
  return (
    <p class="hint" ref={thanks} tabIndex={-1} hidden={!said}>
      {said}
    </p>
  );
}

/** Another version, or another ticket, is another question. */
function keyOf({ number, asks }: Ticket): string {
  return `${number} ${asks?.kind === "consent" ? asks.version : ""}`;
}

interface AskProps {
  chat: Chat;
  ticket: string;
  asks: Asked;
  onDone: (said: string) => void;
}

function Ask({ chat, ticket, asks, onDone }: AskProps): JSX.Element {
  // One id for each button: pressed again after a lost answer, it decides once.
  const [ids] = useState(() => [newId(), newId()] as const);
  const [comment, setComment] = useState("");
  const [sending, setSending] = useState(false);
  const [trouble, setTrouble] = useState("");
  const consent = asks.kind === "consent";
  const [title, yes, no] = consent
    ? [texts.consentTitle, texts.accept, texts.decline]
    : [texts.satisfactionTitle, texts.settled, texts.notSettled];

  const answer = async (agreed: boolean): Promise<void> => {
    if (sending) return;
    setSending(true);
    setTrouble("");
    const id = ids[agreed ? 0 : 1];
    const ack = consent
      ? await chat.decide({ id, ticket, decision: agreed ? "accept" : "decline", version: asks.version })
      : await chat.satisfied({ id, ticket, satisfied: agreed, ...(comment.trim() ? { comment } : {}) });
    setSending(false);
    if (!ack?.ok) setTrouble(ack?.error.message ?? texts.noAnswer);
    else if (consent) onDone(agreed ? texts.accepted : texts.declined);
    else onDone(agreed ? texts.satisfied : texts.dissatisfied);
  };

  return (
    <section class="card" aria-labelledby="asks-title">
      <h2 id="asks-title">{title}</h2>
      {consent ? (
        <p>
          {asks.version > 1 && texts.consentAgain} {asks.cost ? texts.consentCosts(asks.cost) : texts.consentFree}
        </p>
      ) : (
        <div class="field">
          <label for="asks-comment">
            {texts.comment} <span class="optional">{texts.optional}</span>
          </label>
          <textarea
            class="input"
            id="asks-comment"
            rows={2}
            maxLength={LONGEST_COMMENT}
            value={comment}
            onInput={(event) => setComment(event.currentTarget.value)}
          />
        </div>
      )}
      <p class="fault" role="alert">
        {trouble}
      </p>
      <div class="card-actions">
        <button class="button button-primary" type="button" aria-disabled={sending} onClick={() => void answer(true)}>
          {yes}
        </button>
        <button class="button" type="button" aria-disabled={sending} onClick={() => void answer(false)}>
          {no}
        </button>
      </div>
    </section>
  );
}
