"""What follows when a colleague corrects a shopper's e-mail address? The stranger who got our letters is shut out.

The link in a letter opens the ticket's page to whoever has it, so each ticket whose letters went elsewhere gets another
link. What still waits to be sent goes to the corrected address and carries that one; so does what is sent again.
"""

from sqlalchemy import Connection

from assistant.core.tickets import Ticket
from assistant.services import staff_mail
from assistant.services.desk import new_token
from assistant.store import outbox
from assistant.store import tickets as store


def readdress(tx: Connection, ticket: Ticket) -> None:
    """If its news are that the address was corrected. Before the ticket is saved: what is stored is the former address.

    Tickets merged into it are opened by their own links too.
    """
    if not any(event.kind == "corrected" and "email" in event.data["fields"] for event in ticket.news):
        return
    email = ticket.shopper.email
    for number in store.stored_with_another_address(tx, (ticket.number, *ticket.absorbed), email):
        former, token = store.token_of(tx, number), new_token()
        store.renew_token(tx, number, token)
        outbox.relink(tx, number, former, token)
    if email:
        outbox.redirect(tx, (ticket.number, *ticket.absorbed), email, but=tuple(staff_mail.SUBJECTS))
