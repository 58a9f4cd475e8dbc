"""One process that serves pages and, in a thread, runs background work."""

import threading

import uvicorn
from django.conf import settings
from django.core.management import call_command
from django_tasks_db.management.commands.db_worker import Worker

from alongside.care.tasks import begin_rounds
from alongside.ledger.followers import take_up_again
from alongside.ledger.tasks import deliver_waiting
from alongside.moderation.tasks import begin_rounds as begin_rounds_of_words


def _work() -> None:
    """Run queued tasks until the process ends. First hand over what a crash may have left waiting."""
    deliver_waiting()
    take_up_again()
    Worker(
        queue_names=["default"],
        interval=0.5,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="in-process",
        excluded_queue_names=[],
    ).run()


def run(*, host: str, port: int) -> int:
    """Serve until stopped. The access log stays off: addresses can hold card codes."""
    call_command("collectstatic", verbosity=0, interactive=False)
    if settings.ENV.worker:
        threading.Thread(target=_work, name="alongside-worker", daemon=True).start()
    else:
        begin_rounds()  # put in line here, run by the worker beside
        begin_rounds_of_words()
    print(f"Alongside is at http://localhost:{port}  (stop it with Ctrl+C)", flush=True)  # noqa: T201
    uvicorn.run(
        "alongside.config.asgi:application",
        host=host,
        port=port,
        access_log=False,
        log_config=None,
        log_level="warning",
    )
    return 0
