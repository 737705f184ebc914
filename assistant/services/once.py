"""How is what is sent twice done once? By the id its sender gave it, kept in the same transaction as what it did."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from assistant.core.errors import Conflict
from assistant.store import requests


@dataclass(frozen=True, slots=True)
class Request:
    """Something to be done to a ticket once, however often it arrives."""

    id: str
    """Made by the sender."""
    fingerprint: str
    """The same only for the same sender asking for the same."""

    @classmethod
    def of(cls, request_id: str, sender: str, deed: str, payload: Any) -> "Request":
        """``sender`` asks for ``deed`` with a JSON-able ``payload``."""
        told = json.dumps([sender, deed, payload], sort_keys=True)
        return cls(request_id, hashlib.sha256(told.encode()).hexdigest())


def is_done(tx: Connection, ticket: int, asked: Request | None) -> bool:
    """Whether this very request has been done. Raises ``Conflict`` (``id_reused``) when its id meant something else."""
    kept = requests.fingerprint_of(tx, ticket, asked.id) if asked else None
    if asked and kept not in (None, asked.fingerprint):
        raise id_reused()
    return kept is not None


def remember(tx: Connection, ticket: int, asked: Request | None, at: datetime) -> None:
    """Keep that it is done; to be called in the transaction that does it, at its end."""
    if asked:
        requests.add(tx, ticket, asked.id, asked.fingerprint, at)


def id_reused() -> Conflict:
    return Conflict(
        "This id was used before for something else. Give everything you send its own id.", code="id_reused"
    )
