// The part that scrolls. It follows what is new as long as the shopper reads at the end, and never pulls them from where they are.

import type { ComponentChildren, JSX } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { texts } from "../shared/texts";
import { DownIcon } from "./icons";

const NEAR_PX = 80;
const MARGIN_PX = 12;

interface Props {
  /** Changes with everything that others add at the end. */
  end: string;
  /** How many of the shopper's own messages are on their way: what one writes oneself is always shown. */
  own: number;
  children: ComponentChildren;
}

export function Scroller({ end, own, children }: Props): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const [newBelow, setNewBelow] = useState(false);

  const toEnd = (): void => {
    const { current } = box;
    if (current) current.scrollTop = endOf(current);
    setNewBelow(false);
  };
  const onScroll = (): void => {
    const { current } = box;
    if (!current) return;
    following.current = current.scrollTop > endOf(current) - NEAR_PX;
    if (following.current) setNewBelow(false);
  };

  useLayoutEffect(() => {
    if (following.current) toEnd();
    else setNewBelow(true);
  }, [end]);

  useLayoutEffect(() => {
    if (own > 0) toEnd();
  }, [own]);

  useEffect(() => {
    // The keyboard of a phone makes the box smaller; what was at the end stays in sight.
    const watcher = new ResizeObserver(() => following.current && toEnd());
    if (box.current) watcher.observe(box.current);
    return () => watcher.disconnect();
  }, []);

  return (
    <div class="scroll-frame">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
      <section class="scroll" ref={box} onScroll={onScroll} tabIndex={0} aria-label={texts.chat}>
        <div class="scroll-content">{children}</div>
      </section>
      {newBelow && (
        <button class="button button-small new-below" type="button" onClick={toEnd}>
          <DownIcon />
          {texts.newBelow}
        </button>
      )}
    </div>
  );
}

/** Where to scroll to see the end; what is higher than the box is shown from its beginning. */
function endOf(box: HTMLElement): number {
  const last = [...box.querySelectorAll<HTMLElement>("[data-said]")].at(-1);
  const bottom = box.scrollHeight - box.clientHeight;
  return last ? Math.min(bottom, last.offsetTop - MARGIN_PX) : bottom;
}
