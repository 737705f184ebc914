"""Is it alive, and is it ready? For operators and their tools."""

from datetime import timedelta

from flask import Blueprint, Response, jsonify

from assistant.core.errors import Unavailable
from assistant.entry.clock import now
from assistant.entry.doors import doors
from assistant.services import rounds
from assistant.store.migrate import is_current

probes = Blueprint("probes", __name__)


@probes.get("/healthz")
def healthz() -> Response:
    return jsonify(ok=True)


@probes.get("/readyz")
def readyz() -> Response:
    """Ready when the database answers, its migrations have run and a worker has been seen lately."""
    state = {"database": False, "migrations": False, "worker": False}
    try:
        state["migrations"] = is_current(doors().desk.db)
        state["database"] = True
        if state["migrations"]:
            seen = rounds.last_beat(doors().desk.db)
            patience = timedelta(seconds=max(60.0, 4 * doors().settings.sla_sweep_seconds))
            state["worker"] = seen is not None and now() - seen < patience
    except Unavailable:
        pass
    ready = all(state.values())
    response = jsonify(ready=ready, **state)
    if not ready:
        response.status_code = 503
        response.headers["Retry-After"] = "5"
    return response
