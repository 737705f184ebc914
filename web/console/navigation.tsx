/** Where are we, and how do we go elsewhere without loading the page anew? */

import type { ComponentChildren } from "preact";
import { routeOf } from "./routes";
import { Store } from "./store";

const here = () => routeOf(location.pathname, location.search);

export const route = new Store(here());

/** Whether a link or the browser's buttons led here, as against loading the page: then the focus goes along. */
export const arrived = new Store(false);

addEventListener("popstate", () => {
  arrived.set(true);
  route.set(here());
});

export function go(path: string, { replace = false }: { replace?: boolean } = {}): void {
  if (path === location.pathname + location.search) return;
  arrived.set(true);
  history[replace ? "replaceState" : "pushState"](null, "", path);
  route.set(here());
}

interface LinkProps {
  to: string;
  class?: string;
  "data-number"?: string;
  "aria-current"?: "page" | undefined;
  onClickCapture?: () => void;
  children: ComponentChildren;
}

/** A plain link, so that a new tab, copying and the keyboard work as everywhere. */
export function Link({ to, children, ...rest }: LinkProps) {
  return (
    <a
      {...rest}
      href={to}
      onClick={(event) => {
        if (opensElsewhere(event)) return;
        event.preventDefault();
        go(to);
      }}
    >
      {children}
    </a>
  );
}

export const opensElsewhere = (event: MouseEvent): boolean =>
  event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
