"""What do all doors share? The desk behind them, the settings, the limits, the publisher, and who is connected."""

from dataclasses import dataclass
from typing import cast

from flask import current_app

from assistant.content.live import LiveKnowledge
from assistant.entry.limits import EventLimits
from assistant.entry.presence import Presence
from assistant.entry.publishing import Publisher
from assistant.entry.settings import Settings
from assistant.services.desk import Desk
from assistant.services.knowledge.room import Room


@dataclass(frozen=True)
class Doors:
    """Made once by the app factory."""

    desk: Desk
    settings: Settings
    knowledge: LiveKnowledge
    room: Room
    limits: EventLimits
    publisher: Publisher
    presence: Presence


def doors() -> Doors:
    """The doors of the app that handles this request."""
    return cast(Doors, current_app.extensions["assistant"])
