"""Reading e-mails that come in: bytes from anybody -> what a person wrote, or what a machine says about our own mail."""

from assistant.core.mail.incoming import Enclosed, Incoming, Unreadable, read_mail

__all__ = ["Enclosed", "Incoming", "Unreadable", "read_mail"]
