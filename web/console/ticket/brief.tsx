/** What an agent needs to know before reading everything: why it came, what was asked, what the assistant answered. */

import { useSession } from "../session";
import type { Me, Ticket } from "../wire";
import { saidMoment } from "../words/times";
import { Panel } from "./panel";
import { Thumbnails } from "./thumbnails";

export function Brief({ ticket, now }: { ticket: Ticket; now: number }) {
  const { me } = useSession();
  const { brief, verification, solution } = ticket;
  // What came with the form alone has been said above already.
  const asked = brief.asked.filter(({ text }) => text.trim() !== brief.details.trim());
  return (
    <Panel title="Brief">
      <dl class="pairs">
        <dt>Received</dt>
        <dd>{saidMoment(ticket.received_at, me.shop.time_zone, now)}</dd>
        {brief.reason && (
          <>
            <dt>Why it is here</dt>
            <dd>{upperFirst(brief.reason)}</dd>
          </>
        )}
        {brief.details && (
          <>
            <dt>In their words</dt>
            <dd class="plain">{brief.details}</dd>
          </>
        )}
        {asked.length > 0 && (
          <>
            <dt>Asked in the chat</dt>
            <dd>
              <ul class="asked">
                {asked.map(({ text, at }) => (
                  <li key={`${at} ${text}`}>{text}</li>
                ))}
              </ul>
            </dd>
          </>
        )}
        {brief.answered.length > 0 && (
          <>
            <dt>Answered by the assistant</dt>
            <dd>
              <ul class="asked">
                {brief.answered.map(({ entry, title, confidence, helpful }, index) => (
                  <li key={`${index} ${entry}`}>
                    {title} <span class="faint">{sayConfidence(confidence)}</span>
                    {helpful === false && <span class="faint">, did not help</span>}
                  </li>
                ))}
              </ul>
            </dd>
          </>
        )}
        {verification && (
          <>
            <dt>Checked</dt>
            <dd class="plain">{verification.checked}</dd>
            <dt>Found</dt>
            <dd class="plain">{verification.found}</dd>
          </>
        )}
        {solution && (
          <>
            <dt>Solution{solution.version > 1 ? `, version ${solution.version}` : ""}</dt>
            <dd class="plain">
              {solution.text}
              <br />
              <span class="faint">{saySolution(solution, me)}</span>
            </dd>
          </>
        )}
        {ticket.executed && (
          <>
            <dt>Done</dt>
            <dd class="plain">{ticket.executed}</dd>
          </>
        )}
      </dl>
      {brief.attachments.length > 0 && <Thumbnails attachments={brief.attachments} />}
    </Panel>
  );
}

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const sayConfidence = (confidence: number): string => `${Math.round(confidence * 100)}\u00a0%\u00a0sure`;

const FAULT_WORDS: Record<string, string> = {
  shop: "our fault",
  carrier: "the carrier's fault",
  shopper: "the shopper's fault",
  nobody: "nobody's fault",
};

function saySolution({ kind, section, fault, cost, consent }: NonNullable<Ticket["solution"]>, me: Me): string {
  const agreed = { accept: "agreed", decline: "declined" };
  const asksConsent = kind !== "information" && kind !== "guidance";
  return [
    kind,
    me.sections.find(({ ref }) => ref === section)?.title ?? section,
    FAULT_WORDS[fault] ?? fault,
    cost ? `costs the shopper ${cost}` : "free for the shopper",
    consent ? agreed[consent] : asksConsent ? "no decision yet" : "",
  ]
    .filter(Boolean)
    .join(" · ");
}
