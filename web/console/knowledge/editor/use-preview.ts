/** The text as the shopper will see it, fetched again a moment after the last keystroke. */

import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "../../api";
import { roomApi } from "../room-api";
import type { Preview } from "../wire";

const AFTER_TYPING_MS = 250;

interface Shown {
  /** The last preview there was: it stands until the next one is there. */
  preview: Preview | null;
  fault: ApiError | null;
}

export function usePreview(file: string, text: string | null): Shown {
  const [shown, setShown] = useState<Shown>({ preview: null, fault: null });
  const first = useRef(true);
  useEffect(() => {
    if (text === null) return;
    let wanted = true;
    const look = async (): Promise<void> => {
      try {
        const preview = await roomApi.preview(file, text);
        if (wanted) setShown({ preview, fault: null });
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (wanted) setShown((before) => ({ ...before, fault: error }));
      }
    };
    const timer = setTimeout(() => void look(), first.current ? 0 : AFTER_TYPING_MS);
    first.current = false;
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [file, text]);
  return shown;
}
