// Where the shopper writes: grows with the text, keeps a draft, and offers questions that fit while typing.

import type { JSX, RefObject } from "preact";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import type { Chat } from "../shared/chat";
import type { Conversation, Suggestion } from "../shared/protocol";
import type { Shelf } from "../shared/shelf";
import { texts } from "../shared/texts";
import { PersonIcon, SendIcon } from "./icons";
import { useSuggestions } from "./suggestions";

const MOST = 2000;
const COUNT_FROM = 1800;
const TALLEST_PX = 144;

interface Props {
  chat: Chat;
  shelf: Shelf;
  conversation: Conversation | null;
  input: RefObject<HTMLTextAreaElement | null>;
  /** null when a person has it already, or the form for it is open. */
  onPerson: (() => void) | null;
}

export function Composer({ chat, shelf, conversation, input, onPerson }: Props): JSX.Element {
  const [text, setText] = useState(() => shelf.get("draft") ?? "");
  const suggestions = useSuggestions(chat, text, conversation?.owner === "assistant");

  useEffect(() => {
    if (text) shelf.put("draft", text);
    else shelf.drop("draft");
  }, [shelf, text]);

  useLayoutEffect(() => {
    const { current } = input;
    if (!current) return;
    current.style.height = "auto";
    current.style.height = `${Math.min(current.scrollHeight + 2, TALLEST_PX)}px`;
  }, [text]);

  const say = (words: string, entry?: string): void => {
    if (!words.trim()) return;
    chat.say(words.trim(), entry);
    setText("");
    suggestions.close();
    input.current?.focus();
  };
  const pick = ({ title, id }: Suggestion): void => say(title, id);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (suggestions.onKey(event, pick)) event.preventDefault();
    else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      say(text);
    }
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        say(text);
      }}
    >
      {suggestions.list(pick)}
      <div class="composer-line">
        <label class="visually-hidden" for="message">
          {texts.message}
        </label>
        <textarea
          class="input"
          id="message"
          ref={input}
          rows={1}
          maxLength={MOST}
          value={text}
          placeholder={placeholder(conversation)}
          enterkeyhint="send"
          autocomplete="off"
          onInput={(event) => {
            setText(event.currentTarget.value);
            chat.typing();
          }}
          onKeyDown={onKeyDown}
          onBlur={suggestions.close}
          {...suggestions.inputProps}
        />
        <button class="button button-primary send" type="submit" aria-label={texts.send} aria-disabled={!text.trim()}>
          <SendIcon />
        </button>
      </div>
      <div class="composer-foot">
        {onPerson ? (
          <button class="button button-quiet button-small" type="button" onClick={onPerson}>
            <PersonIcon />
            {texts.person}
          </button>
        ) : (
          <p class="hint">{whereItGoes(conversation)}</p>
        )}
        {text.length >= COUNT_FROM && <p class="hint count">{texts.count(text.length, MOST)}</p>}
      </div>
    </form>
  );
}

function placeholder(conversation: Conversation | null): string {
  if (conversation?.owner === "agent") return texts.agentPlaceholder(conversation.agent ?? texts.team);
  return conversation?.owner === "queue" ? texts.queuePlaceholder : texts.askPlaceholder;
}

function whereItGoes(conversation: Conversation | null): string {
  if (conversation?.owner === "agent") return texts.goesToAgent(conversation.agent ?? texts.team);
  return conversation?.owner === "queue" ? texts.goesToTicket : texts.fillIn;
}
