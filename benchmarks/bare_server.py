"""The smallest server with the same kinds of work, to measure the product against: ``python -m benchmarks.bare_server``.

Flask-SocketIO on gevent with simple-websocket, as the product. Its events:

``echo``     an ack, and nothing else
``plain``    one row, a commit of its own, an ack
``grouped``  one row, committed together with what has gathered, an ack
``full``     the nearest of the phrasings, a row for the question and one for the answer, an ack, the answer as an event
"""

from gevent import monkey

monkey.patch_all()

import sys
from typing import Any

from flask import Flask, request
from flask_socketio import SocketIO, emit
from gevent.pywsgi import WSGIServer
from rapidfuzz import fuzz, process
from sqlalchemy import Column, Integer, MetaData, String, Table, Text, insert

from assistant.content import folder
from assistant.store.database import engine_for
from assistant.store.writer import Writer

ANSWER = "x" * 140

metadata = MetaData()
messages = Table(
    "messages",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("kind", String(10), nullable=False),
    Column("text", Text, nullable=False),
)


def serve(port: int, database_url: str, knowledge: str) -> None:
    app = Flask(__name__)
    socketio = SocketIO(app, async_mode="gevent", async_handlers=False, manage_session=False, cors_allowed_origins="*")
    engine = engine_for(database_url, pool_size=10)
    writer = Writer(engine_for(database_url, pool_size=1))
    metadata.create_all(engine)
    phrasings = [phrasing for entry in folder.load(knowledge).entries.values() for phrasing in entry.questions]

    def row(given: dict[str, Any], kind: str) -> dict[str, str]:
        return {"id": f"{kind}{given['id']}", "kind": kind, "text": given["text"]}

    @socketio.on("echo")  # type: ignore[untyped-decorator]
    def echo(given: dict[str, Any]) -> dict[str, Any]:
        return {"ok": True, "id": given["id"], "seq": 1}

    @socketio.on("plain")  # type: ignore[untyped-decorator]
    def plain(given: dict[str, Any]) -> dict[str, Any]:
        with engine.begin() as connection:
            connection.execute(insert(messages), row(given, "shopper"))
        return {"ok": True, "id": given["id"], "seq": 1}

    @socketio.on("grouped")  # type: ignore[untyped-decorator]
    def grouped(given: dict[str, Any]) -> dict[str, Any]:
        writer.run(lambda connection: connection.execute(insert(messages), row(given, "shopper")))
        return {"ok": True, "id": given["id"], "seq": 1}

    @socketio.on("full")  # type: ignore[untyped-decorator]
    def full(given: dict[str, Any]) -> dict[str, Any]:
        process.extractOne(given["text"], phrasings, scorer=fuzz.token_set_ratio, score_cutoff=50)
        rows = [row(given, "shopper"), row(given, "assistant")]
        writer.run(lambda connection: connection.execute(insert(messages), rows))
        emit("message", {"id": given["id"], "text": ANSWER}, to=request.sid)  # type: ignore[attr-defined]
        return {"ok": True, "id": given["id"], "seq": 1}

    WSGIServer(("127.0.0.1", port), app, log=None, error_log=None, backlog=2048).serve_forever()


if __name__ == "__main__":
    serve(int(sys.argv[1]), sys.argv[2], sys.argv[3])
