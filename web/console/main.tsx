/** Starts the console: first who is here, then everything else. */

import { render } from "preact";
import { ApiError, api } from "./api";
import { App } from "./app";
import { setServerNow } from "./clock";
import { tellOnArriving } from "./frame/arriving";
import "./styles/console.css";
import { Live } from "./live";
import { route } from "./navigation";
import { noticed, notices } from "./notices";
import { QueueFeed } from "./queue/feed";
import { Store } from "./store";
import { Drafts } from "./ticket/drafts";
import type { Me } from "./wire";

const ME_EVERY_MS = 60_000;

async function start(root: HTMLElement): Promise<void> {
  const first = await untilKnown(root);
  setServerNow(first.now);
  const me = new Store(first);
  const live = new Live();
  const drafts = new Drafts(localStorage, first.user.id);
  drafts.prune();
  const refresh = (): void => void refreshMe(me);
  setInterval(refresh, ME_EVERY_MS);
  live.on("back", refresh);
  live.on("knowledge", refresh);
  live.on("mail", refresh);
  live.on("notice", (notice) => notices.update((before) => noticed(before, notice)));
  const queue = first.user.role === "editor" ? null : new QueueFeed(queryAtFirst(), live);
  if (queue) tellOnArriving(queue, live);
  render(<App me={me} parts={{ live, drafts, queue }} />, root);
}

/** Tries until the server says who is signed in; only a refusal ends that. */
async function untilKnown(root: HTMLElement): Promise<Me> {
  for (let wait = 1000; ; wait = Math.min(wait * 2, 15_000)) {
    try {
      return await api.me();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status === 401)
        location.assign(`/console/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`);
      render(<Unreached message={error.message} />, root);
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

const Unreached = ({ message }: { message: string }) => (
  <main id="main" class="reading">
    <h1>The console cannot start yet</h1>
    <p class="lead" role="status">
      {message}
    </p>
    <p>This page tries again by itself.</p>
  </main>
);

async function refreshMe(me: Store<Me>): Promise<void> {
  try {
    const fresh = await api.me();
    setServerNow(fresh.now);
    me.set(fresh);
  } catch (error) {
    // What is known of the shop stands; the banner says that the server is away.
    if (!(error instanceof ApiError)) throw error;
  }
}

const queryAtFirst = () => {
  const at = route.value;
  return at.page === "queue" ? { view: at.view, q: at.q } : { view: "open" as const, q: "" };
};

const root = document.getElementById("console");
if (root) void start(root);
