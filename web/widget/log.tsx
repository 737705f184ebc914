// What was said, each thing announced once: a message keeps its element from the echo to the ack.

import type { ComponentChildren, JSX } from "preact";
import type { Chat, ChatState } from "../shared/chat";
import type { Message } from "../shared/protocol";
import { texts } from "../shared/texts";
import { asMessage, lastSeqNotBy, type Pending } from "../shared/timeline";
import { timeOf } from "../shared/when";
import { AnswerExtras } from "./answer-extras";

interface Props {
  chat: Chat;
  state: ChatState;
  canHandOff: boolean;
  onPerson: () => void;
}

export function Log({ chat, state, canHandOff, onPerson }: Props): JSX.Element {
  const { messages, pending } = state.timeline;
  const turn = pending.length > 0 ? Number.POSITIVE_INFINITY : lastSeqNotBy(state.timeline, "assistant");
  const now = new Date();
  // One list, so that the echo of a message and the stored message are one element.
  const said = [...messages, ...pending.map((waiting) => asMessage(waiting, 0))];
  return (
    <div class="log" role="log" aria-label={texts.log}>
      {said.map((message, at) => (
        <Said key={message.id} message={message} first={!sameVoice(said[at - 1], message)} now={now}>
          {message.author.kind === "assistant" && (
            <AnswerExtras
              chat={chat}
              message={message}
              open={message.seq > turn}
              rating={state.ratings[message.seq] ?? message.helpful ?? undefined}
              onPerson={canHandOff ? onPerson : null}
            />
          )}
          {at >= messages.length && (
            <Delivery said={pending[at - messages.length] as Pending} up={state.line === "up"} chat={chat} />
          )}
        </Said>
      ))}
      {state.typing && <p class="typing">{texts.typing(state.conversation?.agent ?? texts.team)}</p>}
    </div>
  );
}

interface SaidProps {
  message: Message;
  /** The first of several by the same voice carries its name. */
  first: boolean;
  now: Date;
  children: ComponentChildren;
}

function Said({ message, first, now, children }: SaidProps): JSX.Element {
  const { kind } = message.author;
  return (
    <div class={`said said-${kind}`} data-said>
      {first && kind !== "system" && (
        <p class={kind === "shopper" ? "visually-hidden" : "said-by"}>
          {voice(message)} <time dateTime={message.at}>{timeOf(message.at, now)}</time>
        </p>
      )}
      {kind === "shopper" || !message.html ? (
        <p class="bubble own-words">{message.text}</p>
      ) : (
        // The server has sanitised it, and nothing else writes this field.
        <div class="bubble" dangerouslySetInnerHTML={{ __html: message.html }} />
      )}
      {message.attachments?.map((file) => (
        <p class="source" key={file.id}>
          <a href={file.url}>{file.name}</a>
        </p>
      ))}
      {children}
    </div>
  );
}

function Delivery({ said, up, chat }: { said: Pending; up: boolean; chat: Chat }): JSX.Element {
  if (said.state === "sending") {
    return (
      <p class="delivery" aria-hidden="true">
        {up ? texts.sending : texts.waitingForConnection}
      </p>
    );
  }
  return (
    <p class="delivery fault">
      {said.fault}{" "}
      <button class="link-button" type="button" onClick={() => chat.retry(said.id)}>
        {texts.tryAgain}
      </button>{" "}
      <button class="link-button" type="button" onClick={() => chat.discard(said.id)}>
        {texts.discard}
      </button>
    </p>
  );
}

function sameVoice(one: Message | undefined, other: Message): boolean {
  return one?.author.kind === other.author.kind && one.author.name === other.author.name;
}

function voice({ author }: Message): string {
  switch (author.kind) {
    case "shopper":
      return texts.you;
    case "agent":
      return author.name || texts.team;
    default:
      return texts.automated;
  }
}
