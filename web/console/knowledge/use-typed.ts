/** A field whose text is tidied as it is taken over: what is typed at the moment stands until it means something else. */

import { useState } from "preact/hooks";

/**
 * `value` is what was made of what was typed, by `meant`. While both mean the same, what was typed is shown, with the
 * space at its end that the next word will follow.
 */
export function useTyped<T>(value: T, same: (typed: T, value: T) => boolean): [T, (typed: T) => void] {
  const [typed, setTyped] = useState(value);
  return [same(typed, value) ? typed : value, setTyped];
}
