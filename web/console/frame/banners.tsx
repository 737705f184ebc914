/** What is wrong with the installation or the connection, quietly, above every page. */

import { useEffect, useState } from "preact/hooks";
import { reach } from "../api";
import { Link } from "../navigation";
import { knowledgePath } from "../routes";
import { useSession } from "../session";
import { useStore } from "../store";
import { counted } from "../words/labels";

export function Banners() {
  const { me, live } = useSession();
  const reached = useStore(reach);
  const connected = useLasting(useStore(live.connected));
  const problems = me.user.role === "agent" ? [] : me.knowledge_problems;
  const refused = problems.some(({ level }) => level === "error");
  return (
    <section aria-label="State of the installation">
      <div role="status">
        {reached === "away" && (
          <p class="banner banner-quiet">
            The server cannot be reached just now. You see what was last known; what you write is kept here.
          </p>
        )}
        {reached === "ok" && !connected && (
          <p class="banner banner-quiet">Live updates are interrupted. The page looks by itself every 30 seconds.</p>
        )}
        {reached === "signed_out" && (
          <p class="banner">
            You are signed out. What you have written is kept.{" "}
            <a href={`/console/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`}>
              Sign in again
            </a>
          </p>
        )}
      </div>
      {!me.mail_leaves && (
        <p class="banner">No e-mail leaves: no mail server is set up, so messages are only written to files here.</p>
      )}
      {refused && (
        <p class="banner">
          The last save of the knowledge is not in use ({counted(problems.length, "finding")}).{" "}
          <Link to={knowledgePath}>See what to mend</Link>
        </p>
      )}
    </section>
  );
}

const INTERRUPTED_AFTER_MS = 4000;

/** False only once it has been so for a while: a short interruption mends itself unseen. */
function useLasting(connected: boolean): boolean {
  const [lost, setLost] = useState(false);
  useEffect(() => {
    if (connected) return setLost(false);
    const timer = setTimeout(() => setLost(true), INTERRUPTED_AFTER_MS);
    return () => clearTimeout(timer);
  }, [connected]);
  return !lost;
}
