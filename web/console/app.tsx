/** The console's frame: who is signed in, where one can go, what is wrong, and the page itself. */

import { useState } from "preact/hooks";
import { Banners } from "./frame/banners";
import { useFocusOnArrival } from "./frame/focus";
import { Header } from "./frame/header";
import { KeysShown } from "./frame/keys-shown";
import { useTaking } from "./frame/taking";
import { Title } from "./frame/title";
import { useKeys } from "./keys";
import { go, route } from "./navigation";
import { Page } from "./page";
import { duePath, queuePath } from "./routes";
import { type Session, SessionContext } from "./session";
import { type Store, useStore } from "./store";
import { Toasts } from "./toasts";
import type { Me } from "./wire";

interface AppProps {
  me: Store<Me>;
  parts: Omit<Session, "me" | "takeNext" | "take">;
}

export function App({ me: held, parts }: AppProps) {
  const me = useStore(held);
  const at = useStore(route);
  const [keysShown, setKeysShown] = useState(false);
  const { said, dismiss, takeNext, take } = useTaking(parts.queue, at);
  const desk = parts.queue && { n: takeNext, q: () => go(queuePath()), d: () => go(duePath) };

  useKeys({ "?": () => setKeysShown(true), ...desk });
  useFocusOnArrival(at);

  return (
    <SessionContext.Provider value={{ ...parts, me, takeNext, take }}>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <Header at={at} onKeys={() => setKeysShown(true)} />
      <Banners />
      <p class={`said ${said?.wrong ? "said-wrong" : ""}`} role="status">
        {said && (
          <>
            {said.text}{" "}
            <button type="button" class="link-button" onClick={dismiss}>
              Dismiss
            </button>
          </>
        )}
      </p>
      <Page at={at} />
      <Toasts />
      <Title at={at} />
      {keysShown && <KeysShown onClose={() => setKeysShown(false)} />}
    </SessionContext.Provider>
  );
}
