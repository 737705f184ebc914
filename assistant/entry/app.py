"""How is the whole put together? Settings in, a Flask app with its sockets out."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_socketio import SocketIO
from werkzeug.middleware.proxy_fix import ProxyFix

from assistant.content.live import LiveKnowledge
from assistant.entry import assets, logs, metrics, refusals, security
from assistant.entry.calendar_api import api as calendar_api
from assistant.entry.console_pages import console
from assistant.entry.console_socket import ConsoleSocket
from assistant.entry.conversation_api import api as conversation_api
from assistant.entry.doors import Doors
from assistant.entry.figures_api import api as figures_api
from assistant.entry.gaps_api import api as gaps_api
from assistant.entry.health import probes
from assistant.entry.help_pages import help_pages
from assistant.entry.knowledge_api import api as knowledge_api
from assistant.entry.limits import RECEIPTS_AN_HOUR, EventLimits
from assistant.entry.mail_api import api as mail_api
from assistant.entry.mail_hook import hooks
from assistant.entry.offloading import away_from_loop, behind_the_loop
from assistant.entry.openapi import docs
from assistant.entry.own_ticket_pages import ticket_pages
from assistant.entry.pages import site
from assistant.entry.presence import Presence
from assistant.entry.publishing import Publisher
from assistant.entry.reports_api import api as reports_api
from assistant.entry.settings import Settings
from assistant.entry.shopper_socket import ShopperSocket
from assistant.entry.staff_api import api as staff_api
from assistant.entry.ticket_api import api as ticket_api
from assistant.entry.websocket_guard import LARGEST_MESSAGE
from assistant.services.desk import Desk
from assistant.services.knowledge.room import Room
from assistant.store.database import Database

LARGEST_BODY = 200_000
"""Bytes of a request, but for uploads, which set their own."""


@dataclass(frozen=True)
class Assistant:
    """One process's app with what belongs to it."""

    app: Flask
    socketio: SocketIO
    doors: Doors

    def close(self) -> None:
        self.doors.knowledge.stop()
        self.doors.desk.db.close()


def create(settings: Settings) -> Assistant:
    """Everything but the server and the worker. The database must have been migrated."""
    app = Flask("assistant.entry", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.config["MAX_FORM_MEMORY_SIZE"] = LARGEST_BODY
    app.jinja_env.globals.update(
        asset=assets.asset, stylesheets=assets.stylesheets, csp_nonce=_Lazy(security.csp_nonce)
    )
    presence = Presence()
    socketio = _sockets(app, settings)
    if settings.trusted_proxies:
        # around the sockets too, so that they see who connects and to which host
        proxies = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]
    made = _doors(settings, presence, socketio)
    app.extensions["assistant"] = made
    logs.install(app)
    metrics.install(app, metrics.Numbers(made, presence))
    security.install(app, settings)
    refusals.install(app)
    _limit(app, settings)
    tickets_apis = (conversation_api, ticket_api, calendar_api, mail_api, reports_api, staff_api)
    knowledge_apis = (knowledge_api, gaps_api, figures_api)
    for blueprint in (site, help_pages, ticket_pages, console, *tickets_apis, *knowledge_apis, hooks, docs, probes):
        app.register_blueprint(blueprint)
    socketio.on_namespace(ShopperSocket(made, presence))
    socketio.on_namespace(ConsoleSocket(made, presence))
    return Assistant(app, socketio, made)


class _Lazy:
    """A template value that is made when it is first shown."""

    def __init__(self, make: Callable[[], str]) -> None:
        self._make = make

    def __str__(self) -> str:
        return self._make()

    __html__ = __str__


def _sockets(app: Flask, settings: Settings) -> SocketIO:
    def allowed(origin: str, environ: dict[str, str]) -> bool:
        return security.origin_is_ours(origin, environ.get("HTTP_HOST", ""), settings)

    return SocketIO(
        app,
        async_mode="gevent",
        # one client's events in the order it sent them
        async_handlers=False,
        manage_session=False,
        cors_allowed_origins=allowed,
        cors_credentials=False,
        max_http_buffer_size=LARGEST_MESSAGE,
        # compression costs 160 kB a connection and saves little on messages this short
        http_compression=False,
        ping_interval=25,
        ping_timeout=20,
    )


def _doors(settings: Settings, presence: Presence, socketio: SocketIO) -> Doors:
    knowledge = LiveKnowledge(settings.knowledge, settings.data_dir)
    desk = Desk(
        db=Database(settings.database),
        knowledge=lambda: knowledge.current,
        address=settings.address,
        upload_bytes=settings.upload_bytes,
        receipts_an_hour=RECEIPTS_AN_HOUR if settings.rate_limits == "on" else None,
        takes_mail=settings.takes_mail,
        is_online=presence.is_online,
    )
    return Doors(
        desk,
        settings,
        knowledge,
        Room(settings.knowledge, knowledge, away_from_loop, behind_the_loop),
        EventLimits(settings.rate_limits == "on"),
        Publisher(socketio, settings.redis_url),
        presence,
    )


def _limit(app: Flask, settings: Settings) -> None:
    limiter = Limiter(
        get_remote_address,
        app=app,
        default_limits=["1200 per minute"],
        storage_uri="memory://",
        enabled=settings.rate_limits == "on",
    )
    limiter.exempt(probes)
    limiter.limit("10 per minute", methods=["POST"])(console)
    limiter.limit("20 per minute", methods=["POST"])(site)
    limiter.limit("30 per minute", methods=["POST"])(ticket_pages)
