/** How the shopper is reached, and what the ticket is about, to be copied where it is needed. */

import { Link } from "../navigation";
import { Copy } from "../parts/copy";
import { ticketPath } from "../routes";
import type { Related, Ticket } from "../wire";
import { humanWords } from "../words/labels";
import { Panel } from "./panel";
import { want } from "./wanted";

export function Contact({ ticket }: { ticket: Ticket }) {
  const { shopper } = ticket;
  const facts: [string, string | null][] = [
    ["Name", shopper.name],
    ["E-mail", shopper.email],
    ["Phone", shopper.phone],
    ["Order", shopper.order_number],
    ["Product", shopper.product],
    ["SKU", shopper.sku],
    ["Link", ticket.url],
  ];
  return (
    <Panel title="Contact">
      <dl class="pairs copied">
        {facts.map(
          ([what, fact]) =>
            fact && (
              <div key={what}>
                <dt>{what}</dt>
                <dd>
                  <span class="fact">{fact}</span>
                  <Copy text={fact} what={what.toLowerCase()} />
                </dd>
              </div>
            ),
        )}
      </dl>
      {ticket.related.length > 0 && <Others ticket={ticket} />}
    </Panel>
  );
}

/** What else came from the same address: where it is the same matter, one of the two is enough. */
function Others({ ticket }: { ticket: Ticket }) {
  const mayMerge = ticket.actions.includes("merge");
  return (
    <section class="related" aria-labelledby="related">
      <h3 id="related">Also from this shopper</h3>
      <ul>
        {ticket.related.map((other) => (
          <li key={other.number}>
            <span class="related-which">
              <Link to={ticketPath(other.number)}>{other.number}</Link> ({sayStanding(other)}){" "}
              <span class="faint">{other.subject}</span>
            </span>
            {mayMerge && other.step !== "closed" && (
              <button
                type="button"
                class="link-button"
                aria-label={`Merge this ticket into ${other.number}`}
                onClick={() => want("merge", { into: other.number })}
              >
                Merge
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** "open"; of a closed one also how it ended, unless its shopper was satisfied. */
export function sayStanding({ step, outcome }: Pick<Related, "step" | "outcome">): string {
  if (step !== "closed") return "open";
  return outcome && outcome !== "satisfied" ? `closed, ${humanWords(outcome).toLowerCase()}` : "closed";
}
