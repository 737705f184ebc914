// Up to three fitting questions while the shopper types. The focus stays in the text; the arrow keys go through the list.

import type { JSX, TextareaHTMLAttributes } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Chat } from "../shared/chat";
import type { Suggestion } from "../shared/protocol";
import { texts } from "../shared/texts";

const FEWEST_CHARACTERS = 3;
const PAUSE_MS = 250;
const LIST = "suggestions";

type Pick = (suggestion: Suggestion) => void;

interface Suggestions {
  inputProps: TextareaHTMLAttributes<HTMLTextAreaElement>;
  close(): void;
  /** Whether the key was meant for the list. */
  onKey(event: KeyboardEvent, pick: Pick): boolean;
  list(pick: Pick): JSX.Element;
}

export function useSuggestions(chat: Chat, text: string, wanted: boolean): Suggestions {
  const [found, setFound] = useState<readonly Suggestion[]>([]);
  const [active, setActive] = useState(-1);
  const close = (): void => {
    setFound([]);
    setActive(-1);
  };

  useEffect(() => {
    setActive(-1);
    const typed = text.trim();
    if (!wanted || typed.length < FEWEST_CHARACTERS) {
      setFound([]);
      return;
    }
    let current = true;
    const timer = setTimeout(async () => {
      const suggestions = await chat.suggest(typed);
      if (current) setFound(suggestions);
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [chat, text, wanted]);

  const open = found.length > 0;
  const onKey = (event: KeyboardEvent, pick: Pick): boolean => {
    if (!open) return false;
    const chosen = found[active];
    switch (event.key) {
      case "ArrowDown":
        setActive(((active + 2) % (found.length + 1)) - 1);
        return true;
      case "ArrowUp":
        setActive(((active + found.length + 1) % (found.length + 1)) - 1);
        return true;
      case "Escape":
        close();
        return true;
      case "Enter":
        if (chosen && !event.shiftKey) pick(chosen);
        return chosen !== undefined && !event.shiftKey;
      default:
        return false;
    }
  };

  const list = (pick: Pick): JSX.Element => (
    <>
      <p class="visually-hidden" role="status">
        {open && texts.suggestionsFound(found.length)}
      </p>
      {open && (
        <div class="suggestions" id={LIST} role="listbox" aria-label={texts.suggestions}>
          {found.map((suggestion, at) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the text, which points here
            // biome-ignore lint/a11y/useKeyWithClickEvents: the text's arrow keys and Enter do the same
            <div
              key={suggestion.id}
              id={`${LIST}-${at}`}
              role="option"
              aria-selected={at === active}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => pick(suggestion)}
            >
              {suggestion.title}
            </div>
          ))}
        </div>
      )}
    </>
  );

  return {
    close,
    onKey,
    list,
    inputProps: open
      ? {
          "aria-autocomplete": "list",
          "aria-controls": LIST,
          ...(active >= 0 ? { "aria-activedescendant": `${LIST}-${active}` } : {}),
        }
      : { "aria-autocomplete": "list" },
  };
}
