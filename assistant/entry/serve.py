"""``assistant serve``: web, sockets and the worker in one process.

gevent must have patched the standard library before this is imported; ``assistant.cli`` sees to it.
"""

import gc
import signal
import threading
from collections.abc import Callable

import click
from gevent.pywsgi import WSGIServer

from assistant.entry import logs, mail_hook, websocket_guard
from assistant.entry.app import Assistant, create
from assistant.entry.clock import now
from assistant.entry.knowledge_keeper import KnowledgeKeeper
from assistant.entry.outlook_teller import OutlookTeller
from assistant.entry.settings import Settings
from assistant.mailer import mailer
from assistant.services import accounts
from assistant.store import migrate
from assistant.worker import Worker

BACKLOG = 2048


def serve(settings: Settings) -> None:
    """Migrate, say where everything is, and serve until told to stop."""
    logs.configure()
    websocket_guard.install()
    migrate.upgrade(settings.database)
    made = create(settings)
    server = WSGIServer((settings.host, settings.port), made.app, log=None, error_log=None, backlog=BACKLOG)
    _listen(server, settings)
    stop = threading.Event()
    worker = threading.Thread(target=worker_of(made).run, args=(stop,), name="worker", daemon=True)
    made.doors.knowledge.start()
    made.doors.publisher.start()
    KnowledgeKeeper(made.doors).start()
    OutlookTeller(made.doors).start()
    worker.start()
    _let_long_lived_objects_be()
    _greet(settings, made)
    _wait_for_signal(stop)
    server.stop(timeout=5)
    worker.join(timeout=5)
    made.close()


def work(settings: Settings) -> None:
    """``assistant worker``: the sweep, the outbox and retention alone, beside processes that serve."""
    logs.configure()
    migrate.upgrade(settings.database)
    made = create(settings)
    made.doors.knowledge.start()
    made.doors.publisher.start()
    stop = threading.Event()
    _on_signal(stop.set)
    click.echo("The worker is running. Stop it with Ctrl-C.")
    worker_of(made).run(stop)
    made.close()


def worker_of(made: Assistant) -> Worker:
    """The worker of this installation."""
    settings, desk = made.doors.settings, made.doors.desk
    shop = desk.knowledge().policy.shop_name
    return Worker(
        desk=desk,
        send=mailer(
            settings.smtp_url, settings.data_dir / "mail", settings.sender, shop, takes_replies=settings.takes_mail
        ),
        publish=made.doors.publisher.publish,
        clock=now,
        sweep_seconds=settings.sla_sweep_seconds,
        conversation_days=settings.conversation_days,
        fetch_mail=(lambda: mail_hook.fetch(made.doors)) if settings.imap_url else None,
    )


def _listen(server: WSGIServer, settings: Settings) -> None:
    try:
        server.start()
    except OSError as error:
        where = f"{settings.host}:{settings.port}"
        message = f"Cannot listen on {where}: {error.strerror}. Choose another with --host or --port."
        raise click.ClickException(message) from None


def _greet(settings: Settings, made: Assistant) -> None:
    click.echo(f"Contact page  {settings.address}/contact")
    click.echo(f"Console       {settings.address}/console/")
    if not settings.smtp_url:
        click.echo(f"E-mail        none leaves; it is written to {settings.data_dir / 'mail'} (see ASSISTANT_SMTP_URL)")
    if settings.caution:
        click.echo(f"Secret key    {settings.caution}", err=True)
    for finding in made.doors.knowledge.problems:
        click.echo(f"Knowledge     {finding}", err=True)
    if token := accounts.setup_link(made.doors.desk.db, now()):
        click.echo(f"First start   {settings.address}/console/setup/{token}")
        click.echo("              Open this link once, within a day, to set up the first lead's account.")


def _let_long_lived_objects_be() -> None:
    """Full collections walk over every object: what lives as long as the process need not be looked at again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    gc.enable()


def _wait_for_signal(stop: threading.Event) -> None:
    _on_signal(stop.set)
    stop.wait()


def _on_signal(stop: Callable[[], None]) -> None:
    import gevent

    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, stop)
