/** E-mails that could not be delivered, each with its reason and what to do; and those that are still on their way. */

import { useEffect, useMemo, useState } from "preact/hooks";
import { useNow } from "../clock";
import { Link } from "../navigation";
import { ticketPath } from "../routes";
import { useSession } from "../session";
import { useStore } from "../store";
import { counted } from "../words/labels";
import { saidMoment } from "../words/times";
import { MailFeed } from "./feed";
import { Undelivered } from "./undelivered";
import type { Mail, MailList, MailState } from "./wire";
import { isToShopper, kindOf, reasonOf } from "./words";

const STATES: readonly { state: MailState; label: string }[] = [
  { state: "dead", label: "Not delivered" },
  { state: "waiting", label: "On their way" },
];

export function MailPage() {
  const { live } = useSession();
  const feed = useMemo(() => new MailFeed(live), [live]);
  useEffect(() => () => feed.stop(), [feed]);
  const { state, list, fault } = useStore(feed.state);
  const [said, setSaid] = useState("");
  return (
    <main id="main" class="mail" tabIndex={-1}>
      <h1 tabIndex={-1}>Mail</h1>
      <p class="faint">Letters to shoppers and alarms to colleagues. What has arrived is not listed.</p>
      <ul class="mail-states" aria-label="Which e-mails">
        {STATES.map((each) => (
          <li key={each.state}>
            <button
              type="button"
              class="tab"
              aria-pressed={each.state === state}
              onClick={() => {
                setSaid("");
                feed.show(each.state);
              }}
            >
              {each.label}
              {list && <span class="count">{list.counts[each.state]}</span>}
            </button>
          </li>
        ))}
      </ul>
      <p class="mail-said" role="status">
        {said}
      </p>
      {fault && (
        <div role="alert">
          <p class="fault">{fault.message}</p>
          <p class="actions">
            <button type="button" class="button button-small" onClick={() => feed.refetch()}>
              Try again
            </button>
          </p>
        </div>
      )}
      {!list && !fault && <p class="empty">Loading the e-mails ...</p>}
      {list && (
        <Mails
          list={list}
          state={state}
          onMore={() => void feed.more()}
          onDone={(words) => {
            setSaid(words);
            feed.refetch();
          }}
        />
      )}
    </main>
  );
}

interface MailsProps {
  list: MailList;
  state: MailState;
  onMore: () => void;
  onDone: (said: string) => void;
}

function Mails({ list, state, onMore, onDone }: MailsProps) {
  const now = useNow();
  if (list.mails.length === 0) {
    return <p class="empty">{state === "dead" ? "Every e-mail has arrived, or is seen to." : "No e-mail waits."}</p>;
  }
  return (
    <>
      <ul class="mails">
        {list.mails.map((mail) =>
          state === "dead" ? (
            <DeadMail key={mail.id} mail={mail} now={now} onDone={onDone} />
          ) : (
            <WaitingMail key={mail.id} mail={mail} now={now} />
          ),
        )}
      </ul>
      {list.next && (
        <p>
          <button type="button" class="button" onClick={onMore}>
            Show more
          </button>
        </p>
      )}
    </>
  );
}

function DeadMail({ mail, now, onDone }: { mail: Mail; now: number; onDone: (said: string) => void }) {
  const { me } = useSession();
  return (
    <li class="mail-item">
      <Head mail={mail} />
      <p>
        <strong>{reasonOf(mail)}</strong>{" "}
        {mail.dead_at && `Given up ${saidMoment(mail.dead_at, me.shop.time_zone, now)}.`}
      </p>
      {mail.error && (
        <details class="mail-error">
          <summary>What the mail server said</summary>
          <p class="plain">{mail.error}</p>
        </details>
      )}
      <Undelivered mail={mail} onDone={onDone}>
        {mail.ticket && isToShopper(mail) && (
          <Link to={ticketPath(mail.ticket)}>Correct the address on the ticket</Link>
        )}
      </Undelivered>
    </li>
  );
}

function WaitingMail({ mail, now }: { mail: Mail; now: number }) {
  const { me } = useSession();
  const tried = mail.attempts > 0 && mail.error;
  return (
    <li class="mail-item">
      <Head mail={mail} />
      <p class={tried ? "" : "faint"}>
        {tried ? `${reasonOf(mail)} Tried ${counted(mail.attempts, "time")}.` : "Leaves in a moment."}{" "}
        {tried && mail.next_attempt_at && `Next attempt ${saidMoment(mail.next_attempt_at, me.shop.time_zone, now)}.`}
      </p>
    </li>
  );
}

function Head({ mail }: { mail: Mail }) {
  return (
    <p class="mail-head">
      {mail.ticket && <Link to={ticketPath(mail.ticket)}>{mail.ticket}</Link>} <span>{kindOf(mail)}</span>{" "}
      <span class="mail-to">to {mail.recipient}</span>
    </p>
  );
}
