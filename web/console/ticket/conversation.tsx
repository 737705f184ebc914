/** The whole conversation, from the first question in the chat on: who said what, when, and resting on what. */

import { Fragment } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { useSession } from "../session";
import type { Message, Ticket } from "../wire";
import { saidDay, saidTime } from "../words/times";
import { Thumbnails } from "./thumbnails";

interface ConversationProps {
  ticket: Ticket;
  typing: boolean;
  now: number;
}

export function Conversation({ ticket, typing, now }: ConversationProps) {
  const { me } = useSession();
  const zone = me.shop.time_zone;
  const { pane, behind, toEnd } = useStayAtEnd(ticket.messages.at(-1)?.id, ticket.messages.length);
  let day = "";
  return (
    <section class="conversation" aria-labelledby="conversation-title">
      <h2 id="conversation-title" class="pane-title">
        Conversation
      </h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable to be scrolled by keyboard */}
      <div class="pane" ref={pane} tabIndex={0} role="log" aria-labelledby="conversation-title">
        {ticket.messages.length === 0 && <p class="empty">Nothing was said in the chat: this came with the form.</p>}
        <ol class="messages">
          {ticket.messages.map((message) => {
            const saidOn = saidDay(message.at, zone, now);
            const newDay = saidOn !== day;
            day = saidOn;
            return (
              <Fragment key={message.id}>
                {newDay && <li class="day">{saidOn}</li>}
                <Said message={message} shopper={ticket.shopper.name} timeZone={zone} />
              </Fragment>
            );
          })}
        </ol>
        <p class="typing" role="status">
          {typing && `${ticket.shopper.name || "The shopper"} is writing ...`}
        </p>
      </div>
      {behind && (
        <button type="button" class="button button-small to-end" onClick={toEnd}>
          New message below
        </button>
      )}
    </section>
  );
}

function Said({ message, shopper, timeZone }: { message: Message; shopper: string; timeZone: string }) {
  const { author } = message;
  return (
    <li class={`message from-${author.kind}`}>
      <p class="message-head">
        <strong>{nameOf(message, shopper)}</strong> <span class="faint">{roleOf(message)}</span>
        <time dateTime={message.at}>{saidTime(message.at, timeZone)}</time>
      </p>
      <Text message={message} />
      {message.whole && (
        <details class="message-whole">
          <summary>All of the e-mail</summary>
          <p class="plain">{message.whole}</p>
        </details>
      )}
      {message.options.length > 0 && (
        <p class="offered">Offered: {message.options.map(({ label }) => label).join(" / ")}</p>
      )}
      {message.helpful !== null && (
        <p class="offered">
          {message.helpful ? "The shopper said: this helped." : "The shopper said: this did not help."}
        </p>
      )}
      {message.source && (
        <p class="source">
          Source:{" "}
          <a href={message.source.url} target="_blank" rel="noopener">
            {message.source.title}, section {message.source.section}
          </a>
        </p>
      )}
      {message.attachments.length > 0 && <Thumbnails attachments={message.attachments} />}
    </li>
  );
}

function Text({ message }: { message: Message }) {
  // Only the server makes HTML, from what it has cleaned; everything else is text.
  if (message.html) {
    return <div class="message-text" dangerouslySetInnerHTML={{ __html: message.html }} />;
  }
  return <p class="message-text plain">{message.text}</p>;
}

function nameOf({ author }: Message, shopper: string): string {
  if (author.kind === "shopper") return author.name || shopper || "Shopper";
  if (author.kind === "assistant") return "Assistant";
  if (author.kind === "system") return "Automatic message";
  return author.name ?? "Agent";
}

function roleOf({ author }: Message): string {
  if (author.kind === "shopper") return "shopper";
  if (author.kind === "agent") return "agent";
  return author.kind === "note" ? "note, only the team sees it" : "";
}

const NEAR_PX = 80;

/** New messages come into sight for those who read at the end; those who read further up are only told. */
function useStayAtEnd(last: string | undefined, count: number) {
  const pane = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const [behind, setBehind] = useState(false);
  const toEnd = (): void => {
    if (pane.current) pane.current.scrollTop = pane.current.scrollHeight;
    setBehind(false);
  };
  useEffect(() => {
    const element = pane.current;
    if (!element) return;
    const look = (): void => {
      atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX;
      if (atEnd.current) setBehind(false);
    };
    element.addEventListener("scroll", look, { passive: true });
    return () => element.removeEventListener("scroll", look);
  }, []);
  useLayoutEffect(() => {
    if (atEnd.current) toEnd();
    else setBehind(true);
  }, [last, count]);
  return { pane, behind, toEnd };
}
