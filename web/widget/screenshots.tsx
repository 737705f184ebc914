// Pictures that go along with a handoff, uploaded as soon as they are chosen.

import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Chat } from "../shared/chat";
import { newId } from "../shared/ids";
import type { Refusal, Upload } from "../shared/protocol";
import { faultOf, MOST_FILES, MOST_MEGABYTES, TYPES } from "../shared/screenshots";
import { texts } from "../shared/texts";
import { CloseIcon, PictureIcon } from "./icons";

interface Chosen {
  key: string;
  name: string;
  /** The server's id, once it is there. */
  upload: string | null;
}

interface Props {
  chat: Chat;
  conversation: string;
  onChange: (uploads: string[]) => void;
}

export function Screenshots({ chat, conversation, onChange }: Props): JSX.Element {
  const [chosen, setChosen] = useState<Chosen[]>([]);
  const [fault, setFault] = useState("");
  const picker = useRef<HTMLInputElement>(null);

  useEffect(() => {
    onChange(chosen.map((picture) => picture.upload).filter((id) => id !== null));
  }, [chosen, onChange]);

  const add = async (files: File[]): Promise<void> => {
    setFault("");
    let count = chosen.length;
    for (const file of files) {
      const wrong = faultOf(file, count);
      if (wrong) {
        setFault(wrong);
        continue;
      }
      count += 1;
      const key = newId();
      setChosen((before) => [...before, { key, name: file.name, upload: null }]);
      const answer = await upload(chat.token, conversation, file);
      if (typeof answer === "string") {
        setFault(answer);
        setChosen((before) => before.filter((picture) => picture.key !== key));
      } else {
        setChosen((before) =>
          before.map((picture) => (picture.key === key ? { ...picture, upload: answer.id } : picture)),
        );
      }
    }
  };

  return (
    <div class="field">
      <span class="label" id="screenshots-label">
        {texts.screenshots} <span class="optional">{texts.optional}</span>
      </span>
      <p class="hint" id="screenshots-hint">
        {texts.screenshotLimits(MOST_FILES, MOST_MEGABYTES)}
      </p>
      <input
        ref={picker}
        type="file"
        hidden
        multiple
        accept={TYPES.join(",")}
        onChange={(event) => {
          void add([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = "";
        }}
      />
      <ul class="pictures" aria-live="polite">
        {chosen.map((picture) => (
          <li key={picture.key}>
            <span class="picture-name">{picture.name}</span>
            <span class="hint">{picture.upload ? texts.uploaded : texts.uploading}</span>
            <button
              class="icon-button"
              type="button"
              aria-label={texts.remove(picture.name)}
              onClick={() => setChosen((before) => before.filter((other) => other.key !== picture.key))}
            >
              <CloseIcon />
            </button>
          </li>
        ))}
      </ul>
      {fault && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
      <button
        class="button button-small"
        type="button"
        aria-describedby="screenshots-hint"
        onClick={() => picker.current?.click()}
      >
        <PictureIcon />
        {texts.addScreenshots}
      </button>
    </div>
  );
}

/** The stored picture, or in words why it was not stored. */
async function upload(token: string | null, conversation: string, file: File): Promise<Upload | string> {
  const body = new FormData();
  body.append("file", file);
  try {
    const response = await fetch(`/api/v1/conversations/${encodeURIComponent(conversation)}/uploads`, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}` },
      body,
    });
    const answer: Upload | { error: Refusal } = await response.json();
    return "error" in answer ? answer.error.message : answer;
  } catch {
    return texts.uploadFailed(file.name);
  }
}
