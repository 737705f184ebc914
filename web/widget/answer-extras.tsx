// What stands under something the assistant said: where it is from, whether it helped, and what can be tapped.

import type { JSX } from "preact";
import type { Chat } from "../shared/chat";
import type { Message } from "../shared/protocol";
import { texts } from "../shared/texts";
import { PersonIcon } from "./icons";

interface Props {
  chat: Chat;
  message: Message;
  /** Nothing has been said since: it can still be tapped. */
  open: boolean;
  rating: boolean | undefined;
  /** null when a person has it already. */
  onPerson: (() => void) | null;
}

export function AnswerExtras({ chat, message, open, rating, onPerson }: Props): JSX.Element {
  const { entry, source, options, handoff } = message;
  const isAnswer = entry !== null && !entry.startsWith("chat/");
  const offersPerson = handoff === "offer" && onPerson !== null && !options.some((option) => option.id === "person");
  return (
    <>
      {source && (
        <p class="source">
          <a href={source.url}>{texts.from(source.title, source.section)}</a>
        </p>
      )}
      {isAnswer && (open || rating !== undefined) && <Rating chat={chat} seq={message.seq} rating={rating} />}
      {open && options.length > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form, and this is none
        <div class="options" role="group" aria-label={entry ? texts.related : texts.options}>
          {entry && <p class="hint">{texts.related}</p>}
          {options.map((option) => (
            <button
              class="option"
              type="button"
              key={option.id}
              onClick={() => chat.choose(message.seq, option.id, option.label)}
            >
              {option.label}
            </button>
          ))}
        </div>
      )}
      {open && offersPerson && (
        <div class="options">
          <button class="option option-person" type="button" onClick={onPerson}>
            <PersonIcon />
            {texts.person}
          </button>
        </div>
      )}
    </>
  );
}

function Rating({ chat, seq, rating }: { chat: Chat; seq: number; rating: boolean | undefined }): JSX.Element {
  if (rating !== undefined) return <p class="rating">{rating ? texts.helped : texts.didNotHelp}</p>;
  return (
    <p class="rating">
      <span id={`rate-${seq}`}>{texts.didItHelp}</span>
      <button
        class="button button-small"
        type="button"
        aria-describedby={`rate-${seq}`}
        onClick={() => void chat.rate(seq, true)}
      >
        {texts.yes}
      </button>
      <button
        class="button button-small"
        type="button"
        aria-describedby={`rate-${seq}`}
        onClick={() => void chat.rate(seq, false)}
      >
        {texts.no}
      </button>
    </p>
  );
}
