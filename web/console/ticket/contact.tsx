/** How the shopper is reached, and what the ticket is about, to be copied where it is needed. */

import { Copy } from "../parts/copy";
import type { Ticket } from "../wire";
import { Panel } from "./panel";

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
    </Panel>
  );
}
