/** What can be done about one e-mail that did not arrive: send it again, or say how it was seen to. */

import type { ComponentChildren } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import { ApiError } from "../api";
import { mailApi } from "./mail-api";
import type { Mail } from "./wire";

interface UndeliveredProps {
  mail: Mail;
  /** It is done, in words. */
  onDone: (said: string) => void;
  /** Other ways to mend it, beside ours. */
  children?: ComponentChildren;
}

export function Undelivered({ mail, onDone, children }: UndeliveredProps) {
  const [closing, setClosing] = useState(false);
  const [fault, setFault] = useState("");
  const busy = useRef(false);
  const attempt = async (deed: () => Promise<unknown>, said: string): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    setFault("");
    try {
      await deed();
      onDone(said);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFault(error.message);
    } finally {
      busy.current = false;
    }
  };
  return (
    <div class="undelivered">
      <p class="actions">
        <button
          type="button"
          class="button button-small"
          onClick={() => void attempt(() => mailApi.retry(mail.id), "It is on its way again.")}
        >
          Send it again
        </button>
        {children}
        <button
          type="button"
          class="link-button"
          aria-expanded={closing}
          onClick={() => {
            setFault("");
            setClosing(!closing);
          }}
        >
          Seen to otherwise
        </button>
      </p>
      {closing && (
        <Closing
          onSend={(note) => void attempt(() => mailApi.dismiss(mail.id, note), "Noted; it waits for nobody any more.")}
        />
      )}
      {fault && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}

function Closing({ onSend }: { onSend: (note: string) => void }) {
  const id = useId();
  const [note, setNote] = useState("");
  return (
    <form
      class="undelivered-closing"
      onSubmit={(event) => {
        event.preventDefault();
        onSend(note.trim());
      }}
    >
      <div class="field">
        <label for={id}>What did you do instead?</label>
        <input
          id={id}
          class="input"
          type="text"
          autocomplete="off"
          placeholder="Told her on the phone"
          maxLength={2000}
          value={note}
          onInput={(event) => setNote(event.currentTarget.value)}
        />
        <p class="hint">Goes on the ticket's record.</p>
      </div>
      <button type="submit" class="button button-small">
        Put it on record
      </button>
    </form>
  );
}
