/** Said where it matters to whom nobody can write: what is sent here reaches them only if they look. */

import { Icon } from "../parts/icons";
import type { Ticket, Verb } from "../wire";

/** What is meant for the shopper, and would be an e-mail to others. */
const TOLD_BY_MAIL: ReadonlySet<Verb> = new Set(["confirm", "ask", "propose", "answer", "reply", "execute"]);

export const isToldByMail = (verb: Verb): boolean => TOLD_BY_MAIL.has(verb);

/** `saidSo`: that they left none stands beside it already. */
export function NoAddress({ ticket, saidSo = false }: { ticket: Ticket; saidSo?: boolean }) {
  const { email, phone } = ticket.shopper;
  if (email || ticket.step === "closed") return null;
  return (
    <p class="no-address">
      <Icon name="phone" />
      <span>
        {saidSo ? "What" : "They left no e-mail address: what"} you write stands on their ticket page and in their chat.{" "}
        {phone && (
          <>
            Call <a href={telOf(phone)}>{phone}</a>.
          </>
        )}
      </span>
    </p>
  );
}

/** What a phone dials: digits, and the plus in front. */
export const telOf = (phone: string): string => `tel:${phone.replaceAll(/(?!^\+)\D/g, "")}`;
