/** The agent's desk: the next step of the process in front, everything else beside it or one click behind. */

import { useEffect, useRef, useState } from "preact/hooks";
import { useKeys } from "../keys";
import { go } from "../navigation";
import { Copy } from "../parts/copy";
import { Icon } from "../parts/icons";
import { ticketPath } from "../routes";
import { useSession } from "../session";
import { useStore } from "../store";
import type { Ticket, Verb } from "../wire";
import { ActionForm } from "./action-form";
import type { TicketFeed } from "./feed";
import { type Around, doneWords, formOf } from "./forms";
import { modeAtFirst, modesOf } from "./modes";
import { wanted } from "./wanted";

export function Desk({ ticket, feed, now }: { ticket: Ticket; feed: TicketFeed; now: number }) {
  const { me, drafts, queue, takeNext } = useSession();
  const { number } = ticket;
  const drafted = (verb: Verb): boolean => drafts.read(number, verb) !== null;
  const [mode, setMode] = useState<Verb | null>(() => modeAtFirst(ticket, drafted));
  const [said, setSaid] = useState("");
  const [lost, setLost] = useState("");
  // A form that is open already reads its draft anew once another part of the page has filled it in.
  const [filled, setFilled] = useState(0);
  const around: Around = { ticket, me, now };
  const modes = modesOf(ticket);
  const desk = useRef<HTMLElement>(null);
  const open = mode !== null && ticket.actions.includes(mode);
  const leftOver = mode !== null && !open && drafted(mode);

  useEffect(() => {
    // What was sent and never answered may be done.
    drafts.settleAll(number, ticket.requests);
    // The ticket moved on under an untouched form: show what is next instead.
    if (!open && !(mode && drafted(mode))) setMode(modeAtFirst(ticket, drafted));
  }, [ticket.version, ticket.actions.join(" ")]);

  const turnTo = (verb: Verb): void => {
    setSaid("");
    setLost("");
    setMode(verb);
    // After the form is there.
    requestAnimationFrame(() => focusForm(desk.current));
  };
  const asked = useStore(wanted);
  useEffect(() => {
    if (!asked) return;
    if (asked.values) {
      drafts.write(number, asked.verb, asked.values);
      setFilled((count) => count + 1);
    }
    turnTo(asked.verb);
    wanted.set(null);
  }, [asked]);
  const done = (verb: Verb, after: Ticket): void => {
    queue?.refetch();
    if (after.number !== number) {
      go(ticketPath(after.number), { replace: true });
      return;
    }
    feed.replace(after);
    setLost("");
    setSaid(doneWords(verb, after));
    const stays = (verb === "reply" || verb === "note") && after.actions.includes(verb);
    setMode(stays ? verb : modeAtFirst(after, drafted));
    requestAnimationFrame(() => (stays ? focusForm(desk.current) : desk.current?.querySelector("h2")?.focus()));
  };
  const keyFor =
    (verb: Verb | null): (() => void) =>
    () => {
      if (verb && ticket.actions.includes(verb)) turnTo(verb);
    };
  useKeys({ s: keyFor(modes.primary), r: keyFor("reply"), t: keyFor("note") });

  return (
    <section class="desk" id="desk" ref={desk} aria-labelledby="desk-title">
      <h2 id="desk-title" class="pane-title" tabIndex={-1}>
        {headingOf(ticket, mode, modes.primary, around)}
      </h2>
      <p class="desk-said" role="status">
        {said && (
          <>
            <Icon name="check" />
            {said}
          </>
        )}
      </p>
      {lost && (
        <p class="notice notice-warning" role="alert">
          {lost} The ticket is shown as it is now.
        </p>
      )}
      <Tabs modes={modes} mode={mode} around={around} drafted={drafted} onTurn={turnTo} />
      {leftOver && mode && (
        <LeftOver
          name={formOf(mode, around).name}
          text={drafts.read(number, mode)?.text ?? ""}
          onDrop={() => {
            drafts.drop(number, mode);
            setMode(modeAtFirst(ticket, drafted));
          }}
        />
      )}
      {open && mode && (
        <ActionForm
          key={`${mode} ${filled}`}
          verb={mode}
          primary
          around={around}
          onDone={done}
          onLost={(why) => {
            setSaid("");
            setLost(why);
            void feed.refetch();
          }}
          onUnsure={() => void feed.refetch()}
        />
      )}
      {mode === null && (
        <div class="desk-rest">
          <p>
            {ticket.step === "closed"
              ? "Nothing is left to do here."
              : "There is nothing for you to do on this ticket."}
          </p>
          <button type="button" class="button button-primary" onClick={takeNext}>
            Take next
          </button>
        </div>
      )}
    </section>
  );
}

function headingOf(ticket: Ticket, mode: Verb | null, primary: Verb | null, around: Around): string {
  if (mode === null) return ticket.step === "closed" ? "Closed" : "Actions";
  const { name } = formOf(mode, around);
  return mode === primary ? `Next: ${name.charAt(0).toLowerCase()}${name.slice(1)}` : name;
}

interface TabsProps {
  modes: ReturnType<typeof modesOf>;
  mode: Verb | null;
  around: Around;
  drafted: (verb: Verb) => boolean;
  onTurn: (verb: Verb) => void;
}

function Tabs({ modes, mode, around, drafted, onTurn }: TabsProps) {
  const [more, setMore] = useState(false);
  const toggle = useRef<HTMLButtonElement>(null);
  const tab = (verb: Verb) => (
    <li key={verb}>
      <button
        type="button"
        class="tab"
        aria-pressed={verb === mode}
        onClick={() => {
          setMore(false);
          onTurn(verb);
        }}
      >
        {formOf(verb, around).name}
        {drafted(verb) && verb !== mode && <span class="tab-draft">draft</span>}
      </button>
    </li>
  );
  const front = [...(modes.primary ? [modes.primary] : []), ...modes.beside];
  if (front.length + modes.more.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes what the button inside has opened
    <div
      class="tabs"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !more) return;
        setMore(false);
        toggle.current?.focus();
      }}
    >
      <ul aria-label="Actions">
        {front.map(tab)}
        {modes.more.length > 0 && (
          <li>
            <button
              ref={toggle}
              type="button"
              class="tab"
              aria-expanded={more}
              aria-pressed={mode !== null && modes.more.includes(mode)}
              onClick={() => setMore(!more)}
            >
              More
              <Icon name="down" />
            </button>
          </li>
        )}
      </ul>
      {more && (
        <ul class="tabs-more" aria-label="More actions">
          {modes.more.map(tab)}
        </ul>
      )}
    </div>
  );
}

/** Somebody else was faster, or the step is over: what was written is not thrown away unasked. */
function LeftOver({ name, text, onDrop }: { name: string; text: string; onDrop: () => void }) {
  return (
    <div class="left-over">
      <p class="notice notice-warning">
        "{name}" is not open any more: the ticket has moved on. {text && "This is what you had written:"}
      </p>
      {text && <textarea class="input" readOnly rows={6} value={text} aria-label="What you had written" />}
      <p class="actions">
        {text && <Copy text={text} what="what you had written" label="Copy it" />}
        <button type="button" class="button button-small" onClick={onDrop}>
          Discard it and go on
        </button>
      </p>
    </div>
  );
}

function focusForm(desk: HTMLElement | null): void {
  const field = desk?.querySelector<HTMLElement>(
    ".action-form textarea, .action-form input:not([type=hidden]), .action-form select, .action-form [type=submit]",
  );
  field?.focus();
}
