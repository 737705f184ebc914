"""Reading e-mails that come in: bytes from anybody -> what a person wrote, or what a machine says about our own mail."""

from assistant.core.mail.incoming import Enclosed, Incoming, read_mail
from assistant.core.mail.parsing import Unreadable

__all__ = ["Enclosed", "Incoming", "Unreadable", "read_mail"]
