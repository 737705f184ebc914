"""How is it doing? Numbers for Prometheus: by rule, event and step, never by person or address."""

import hmac
import ipaddress
import time
from collections.abc import Iterable

from flask import Blueprint, Flask, Response, current_app, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from assistant.core.errors import Forbidden, Unavailable
from assistant.entry import mail_hook
from assistant.entry.clock import now
from assistant.entry.doors import Doors, doors
from assistant.entry.presence import Presence
from assistant.entry.sessions import bearer
from assistant.services import rounds
from assistant.store import health, outbox, received

gauges = Blueprint("metrics", __name__)

FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-IP")

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
"""Counted by name; a caller may invent others."""


class Numbers:
    """The counters of one app; the rest is asked when somebody looks."""

    def __init__(self, made: Doors, presence: Presence) -> None:
        self.registry = CollectorRegistry()
        self.requests = Histogram(
            "assistant_request_seconds",
            "Requests by rule and status.",
            ["method", "rule", "status"],
            registry=self.registry,
        )
        self.knowledge_saves = Counter(
            "assistant_knowledge_saves",
            "Saves in the knowledge room by what became of them.",
            ["outcome"],
            registry=self.registry,
        )
        self.registry.register(_State(made, presence))


def install(app: Flask, numbers: Numbers) -> None:
    """Count the requests of ``app``, and show the numbers at /metrics."""
    app.extensions["numbers"] = numbers
    app.register_blueprint(gauges)

    @app.after_request
    def count(response: Response) -> Response:
        took = time.perf_counter() - g.get("started", time.perf_counter())
        method = request.method if request.method in METHODS else "other"
        numbers.requests.labels(method, str(request.url_rule), str(response.status_code)).observe(took)
        return response


@gauges.get("/metrics")
def metrics() -> Response:
    _require_operator()
    return Response(generate_latest(current_app.extensions["numbers"].registry), mimetype="text/plain")


class _State(Collector):
    """What the database, the knowledge and the sockets are like right now."""

    def __init__(self, made: Doors, presence: Presence) -> None:
        self._doors = made
        self._presence = presence

    def collect(self) -> Iterable[Metric]:
        shoppers, staff = self._presence.counts()
        sockets = GaugeMetricFamily("assistant_sockets", "Sockets connected to this process.", labels=["side"])
        sockets.add_metric(["shopper"], shoppers)
        sockets.add_metric(["staff"], staff)
        yield sockets
        problems = len(self._doors.knowledge.problems)
        yield GaugeMetricFamily("assistant_knowledge_problems", "Findings that keep a save out of use.", value=problems)
        try:
            yield from self._stored()
        except Unavailable:
            yield GaugeMetricFamily("assistant_database_up", "Whether the database answers.", value=0)

    def _stored(self) -> Iterable[Metric]:
        db = self._doors.desk.db
        waiting, dead = db.read(outbox.waiting_and_dead)
        mails = GaugeMetricFamily(
            "assistant_mails", "E-mails not sent yet, and those that cannot be.", labels=["state"]
        )
        mails.add_metric(["waiting"], waiting)
        mails.add_metric(["dead"], dead)
        came = CounterMetricFamily(
            "assistant_mails_received", "E-mails that came in, by what became of them.", labels=["outcome"]
        )
        for became, number in db.read(received.counts).items():
            came.add_metric([became], number)
        yield came
        if visited := db.read(lambda tx: health.last_beat(tx, mail_hook.MAILBOX)):
            age = (now() - visited).total_seconds()
            yield GaugeMetricFamily("assistant_mailbox_age_seconds", "Since the mailbox was last read.", value=age)
        tickets = GaugeMetricFamily("assistant_open_tickets", "Open tickets by step.", labels=["step"])
        for step, number in db.read(health.open_tickets_by_step).items():
            tickets.add_metric([step], number)
        seen = rounds.last_beat(db)
        age = (now() - seen).total_seconds() if seen else float("inf")
        yield GaugeMetricFamily("assistant_database_up", "Whether the database answers.", value=1)
        yield mails
        yield tickets
        yield GaugeMetricFamily("assistant_worker_age_seconds", "Since the worker's last sign of life.", value=age)


def _require_operator() -> None:
    """This machine, or the metrics token. Raises ``Forbidden``.

    What a proxy on this machine passes on comes from elsewhere.
    """
    token = doors().settings.metrics_token
    if token and hmac.compare_digest((bearer() or "").encode(), token.encode()):
        return
    if _is_loopback(request.remote_addr) and not any(name in request.headers for name in FORWARDED):
        return
    raise Forbidden("Metrics are for this machine, or for the bearer token of ASSISTANT_METRICS_TOKEN.")


def _is_loopback(address: str | None) -> bool:
    try:
        return ipaddress.ip_address(address or "").is_loopback
    except ValueError:
        return False
