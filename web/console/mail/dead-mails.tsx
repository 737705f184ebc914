/** At the head of a ticket: an e-mail that its shopper never got, and what to do. */

import { Icon } from "../parts/icons";
import { want } from "../ticket/wanted";
import type { Ticket } from "../wire";
import { Undelivered } from "./undelivered";
import { isToShopper, kindOf, reasonOf } from "./words";

export function DeadMails({ ticket, onDone }: { ticket: Ticket; onDone: () => void }) {
  const missed = ticket.dead_mails.filter(isToShopper);
  const { email, phone } = ticket.shopper;
  const mayCorrect = ticket.actions.includes("correct");
  return (
    <>
      {missed.map((mail) => (
        <section key={mail.id} class="notice notice-warning dead-mail" aria-label="An e-mail did not arrive">
          <p>
            <Icon name="alert" /> <strong>{kindOf(mail)} not delivered.</strong> {reasonOf(mail)}{" "}
            {email !== mail.recipient && email ? "The address was corrected since: send it again." : wayOut(phone)}
          </p>
          <Undelivered mail={mail} onDone={onDone}>
            {mayCorrect && (
              <button type="button" class="button button-small" onClick={() => want("correct")}>
                Correct the details
              </button>
            )}
          </Undelivered>
        </section>
      ))}
    </>
  );
}

const wayOut = (phone: string | null): string =>
  phone ? `Call ${phone}, or correct the address and send it again.` : "Correct the address and send it again.";
