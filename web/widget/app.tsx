// The whole chat: who answers, what was said, the forms that come up, and the line to write in.

import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Chat, ChatState } from "../shared/chat";
import type { Shelf } from "../shared/shelf";
import { texts } from "../shared/texts";
import { lastSeqBy } from "../shared/timeline";
import { Asks } from "./asks";
import { Composer } from "./composer";
import { Header } from "./header";
import type { Host } from "./host";
import { IntakeCard } from "./intake-card";
import { LineDown } from "./line-down";
import { Log } from "./log";
import { Scroller } from "./scroller";
import { TicketBar } from "./ticket-bar";

interface Props {
  chat: Chat;
  shelf: Shelf;
  host: Host;
  shop: string;
  timeZone: string | undefined;
}

export function App({ chat, shelf, host, shop, timeZone }: Props): JSX.Element {
  const state = useChat(chat);
  const [asked, setAsked] = useState(false);
  const [handedOver, setHandedOver] = useState(false);
  const [putOff, setPutOff] = useState(0);
  const composer = useRef<HTMLTextAreaElement>(null);
  const ticket = state.conversation?.ticket ?? null;
  const wanted = wantedHandoff(state, putOff);
  const showIntake = !hasOpenTicket(state) && (asked || wanted > 0) && state.conversation !== null;

  useEffect(() => {
    // In the shop's own page the chat waits; opened by its button, it takes the focus.
    if (host.closable) composer.current?.focus();
    host.onShown(() => composer.current?.focus());
    const onEscape = (event: KeyboardEvent): void => {
      if (event.key === "Escape" && !event.defaultPrevented) host.close();
    };
    document.addEventListener("keydown", onEscape);
    return () => document.removeEventListener("keydown", onEscape);
  }, [host]);

  const putHandoffOff = (): void => {
    setAsked(false);
    setPutOff(wanted);
    composer.current?.focus();
  };

  return (
    <main class="chat">
      <Header shop={shop} conversation={state.conversation} host={host} />
      {ticket && (
        <TicketBar
          chat={chat}
          ticket={ticket}
          timeZone={timeZone}
          fresh={handedOver}
          wrote={state.timeline.pending.length > 0}
        />
      )}
      <Scroller end={endOf(state)} own={state.timeline.pending.length}>
        {state.notice && <p class="notice notice-warning">{state.notice}</p>}
        <p class="hint">{texts.privacy}</p>
        {(state.conversation || state.timeline.pending.length > 0) && (
          <Log chat={chat} state={state} onPerson={() => setAsked(true)} canHandOff={!hasOpenTicket(state)} />
        )}
        {ticket && <Asks chat={chat} ticket={ticket} inLog />}
        {showIntake && (
          <IntakeCard
            chat={chat}
            state={state}
            timeZone={timeZone}
            takeFocus={asked}
            onDone={() => {
              setAsked(false);
              setHandedOver(true);
            }}
            onPutOff={putHandoffOff}
          />
        )}
      </Scroller>
      <LineDown line={state.line} known={state.conversation !== null} />
      <Composer
        chat={chat}
        shelf={shelf}
        conversation={state.conversation}
        input={composer}
        onPerson={hasOpenTicket(state) || showIntake ? null : () => setAsked(true)}
      />
    </main>
  );
}

function useChat(chat: Chat): ChatState {
  const [state, setState] = useState(chat.state);
  useEffect(() => {
    setState(chat.state);
    return chat.subscribe(() => setState(chat.state));
  }, [chat]);
  return state;
}

/** Changes with every message, and with what the ticket asks below them. */
function endOf({ timeline, conversation }: ChatState): string {
  return JSON.stringify([timeline.messages.at(-1)?.id, conversation?.ticket?.asks]);
}

function hasOpenTicket(state: ChatState): boolean {
  const ticket = state.conversation?.ticket;
  return Boolean(ticket && ticket.step !== "closed");
}

/** `seq` of the message that asks for the handoff's form, 0 when none does or the shopper has put it off. */
function wantedHandoff({ timeline }: ChatState, putOff: number): number {
  const asking = timeline.messages.reduce((seq, message) => (message.handoff === "intake" ? message.seq : seq), 0);
  // What a person or the shop said since then has settled it.
  return asking > putOff && asking > lastSeqBy(timeline, "agent") ? asking : 0;
}
