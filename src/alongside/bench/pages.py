"""Pages with 100,000 voices, 2,000 themes and 1,000 decisions in one project, over real HTTP on loopback."""

import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from alongside.bench.big_project import make_big_project
from alongside.bench.run import Figure
from alongside.decisions.models import Decision, Passage
from alongside.impact.actions import issue_receipts
from alongside.impact.models import Receipt
from alongside.people.models import Person
from alongside.projects.models import Project
from alongside.sensemaking.models import Theme
from alongside.voices.models import Voice

ROUNDS = 11


def session_of(person: Person) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)


@contextmanager
def served() -> Iterator[str]:
    """The product on a free loopback port, in its own process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(Path(sys.executable).parent / "alongside"), "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=os.environ.copy(), stdout=subprocess.DEVNULL)
    base = f"http://localhost:{port}"
    try:
        for _ in range(120):
            try:
                urllib.request.urlopen(base + "/robots.txt", timeout=2).close()
                break
            except OSError:
                time.sleep(0.25)
        yield base
    finally:
        server.terminate()
        server.wait(10)


def median_ms(address: str, session: str) -> float:
    """Median of several reads after one to warm up, in milliseconds."""
    request = urllib.request.Request(address, headers={"Cookie": f"sessionid={session}"})
    times = []
    for _ in range(ROUNDS + 1):
        start = time.perf_counter()
        with urllib.request.urlopen(request, timeout=60) as answer:
            answer.read()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times[1:])


def receipts(project: Project) -> Figure:
    """All receipts of 1,000 decisions."""
    start = time.perf_counter()
    for decision in Decision.objects.filter(project=project).order_by("pk").iterator():
        issue_receipts(decision)
    spent = time.perf_counter() - start
    return Figure("pages", f"issue all {Receipt.objects.count():,} receipts of 1,000 decisions", spent, 60, "s")


def measure() -> Iterator[Figure]:
    start = time.perf_counter()
    project = make_big_project()
    print(f"made 100,000 voices in {time.perf_counter() - start:.0f} s", file=sys.stderr)
    yield receipts(project)
    voice = project.voices.order_by("pk")[50_000]
    theme = Theme.objects.filter(project=project, ended_at=None).order_by("pk")[10]
    passage = Passage.objects.filter(draft__project=project).order_by("pk")[0]
    here = f"/p/{project.slug}"
    slow, quick = 300, 100
    pages = {
        "": slow,
        "/voices/": slow,
        "/voices/?q=bus": slow,
        "/voices/?q=nobodysaidthis": slow,
        f"/voices/{voice.pk}/": slow,
        "/themes/": slow,
        f"/themes/{theme.pk}/": slow,
        "/board/": slow,
        "/draft/": slow,
        f"/draft/passages/{passage.pk}/": slow,
        "/decisions/": slow,
        "/changes/": slow,
        "/clocks/": slow,
        "/waiting/": slow,
        "/people/": slow,
        "/history/": slow,
        f"/voices/{voice.pk}/trail/": quick,
        f"/passages/{passage.pk}/trail/": quick,
    }
    session = session_of(Person.objects.get(nickname="Reader"))
    with served() as base:
        for path, bar in pages.items():
            yield Figure(
                "pages", f"page {here}{path or '/'}", median_ms(f"{base}{here}{path or '/'}", session), bar, "ms"
            )
        yield Figure("pages", "page /my/ (My space of the host)", median_ms(f"{base}/my/", session), quick, "ms")
        speaker = Voice.objects.exclude(person=None).order_by("pk").values("person")[50_000:50_001]
        member = session_of(Person.objects.get(pk__in=speaker))
        yield Figure("pages", "page /my/ (My space of a member)", median_ms(f"{base}/my/", member), quick, "ms")
