"""What `alongside import` and `alongside export` do, after the data folder is ready."""

import argparse
import json
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction

from alongside.engines.polis import read_export, too_many_bad
from alongside.engines.tables import FileProblem, open_table
from alongside.engines.voicefile import check, good_rows, hash_of, mapping_for
from alongside.exchange import actions, archive, reading
from alongside.people.models import Person
from alongside.projects.models import Project, Role, RoleName

PURPOSES = ("words", "person", "said_at", "gathering", "naming", "language", "external_id")


def tell(text: str, *, end: str = "\n") -> None:
    sys.stderr.write(text + end)
    sys.stderr.flush()


def progress(what: str, done: int, total: int) -> None:
    """One line that renews itself on a terminal; nothing elsewhere."""
    if sys.stderr.isatty():
        tell(f"\r{what}: {done:,}" + (f" of {total:,}" if total else "") + "   ", end="")


def host_named(name: str) -> Person | None:
    """The person who will host: by handle or email. FileProblem when there is none."""
    if not name:
        return None
    found = Person.objects.filter(handle=name).first() or Person.objects.filter(email__iexact=name).first()
    if found is None:
        raise FileProblem(
            f"nobody here has the handle or email “{name}”.",
            mend="Check it, leave --host out, or first: alongside admin EMAIL.",
        )
    return found


def project_named(slug: str) -> Project:
    project = Project.objects.filter(slug=slug).first()
    if project is None:
        have = ", ".join(Project.objects.values_list("slug", flat=True)[:10]) or "none yet"
        raise FileProblem(f"there is no project “{slug}”.", mend=f"Projects here: {have}.")
    return project


@contextmanager
def all_or_nothing() -> Iterator[None]:
    """One transaction. Ctrl+C stops it until the last row is written; then it is too late, and all is kept."""
    with transaction.atomic():
        yield
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def import_polis(args: argparse.Namespace) -> actions.BroughtIn:
    folder = Path(args.path)
    found = read_export(folder, progress=lambda what, done: progress(what, done, 0))
    source = args.source or f"Polis, {found.url or folder.name}. Check the licence of the data before you share it."
    given = {"title": args.title, "question": args.question, "source": source}
    return actions.bring_in_polis(found, by=host_named(args.host), progress=progress, within=all_or_nothing, **given)


def _about(args: argparse.Namespace, path: Path) -> dict[str, Any]:
    title = args.title or path.stem.replace("_", " ").replace("-", " ")
    return {"title": title, "question": args.question or title, "source": args.source or f"File {path.name}"}


def import_voices(args: argparse.Namespace) -> actions.BroughtIn:
    path = Path(args.path)
    project = project_named(args.project) if args.project else None
    table = open_table(path, encoding=args.encoding, delimiter={"tab": "\t"}.get(args.delimiter, args.delimiter))
    columns = mapping_for(table, {purpose: getattr(args, purpose) for purpose in PURPOSES})
    found = check(table, columns, lambda done: progress("rows checked", done, 0))
    if found.bad and not args.skip_bad_rows:
        raise too_many_bad(table.name, found.bad)
    if not found.good:
        raise FileProblem("there are no voices in it.", file=table.name, mend="Each row after the header is one voice.")
    rows, by = good_rows(table, columns), host_named(args.host)
    more: dict[str, Any] = {
        "total": found.good,
        "file_hash": hash_of(path),
        "progress": progress,
        "within": all_or_nothing,
    }
    if project is not None:
        answer = actions.bring_in_voices(project, rows, by=by, match_members=args.match_members, **more)
    else:
        answer = actions.bring_in_new_project(rows, by=by, **_about(args, path), **more)
    used = {purpose: table.header[place] for purpose, place in columns.items()}
    answer.notes.append("Columns: " + ", ".join(f"{purpose} from “{name}”" for purpose, name in used.items()) + ".")
    answer.notes += [f"Left out: {row}" for row in found.bad[:200]]
    return answer


def import_archive(args: argparse.Namespace) -> actions.BroughtIn:
    by = host_named(args.host)
    return reading.bring_in(Path(args.path), by=by, progress=progress, within=all_or_nothing)


def what_next(project: Project) -> str:
    """One sentence for whoever has just brought something in."""
    look = f"alongside serve, then open /p/{project.slug}/."
    if Role.objects.filter(membership__project=project, name=RoleName.HOST).exists():
        return look
    return (
        f"nobody hosts this project yet. alongside admin EMAIL makes you an admin; {look}"
        " Sign in, and take charge of it or invite a host under “Host’s desk”."
    )


def run(args: argparse.Namespace) -> int:
    """0: done. 1: the input is not right and nothing was kept. 130: stopped with Ctrl+C, nothing was kept."""
    before = signal.getsignal(signal.SIGINT)
    try:
        return _run(args)
    finally:
        signal.signal(signal.SIGINT, before)


def _run(args: argparse.Namespace) -> int:
    try:
        answer: actions.BroughtIn = globals()[args.work](args)
    except (ValueError, IntegrityError) as problem:
        tell(f"\n{problem}\nNothing was kept.")
        return 1
    except KeyboardInterrupt:
        tell("\nStopped. Nothing was kept.")
        return 130
    if sys.stderr.isatty():
        tell("")
    if args.json:
        sys.stdout.write(json.dumps(answer.as_dict(), ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(
            f"Brought in: {answer.voices:,} voices, {answer.people:,} people, {answer.stances:,} stances."
            f" Project: {answer.project.slug}\n"
            + "".join(f"- {note}\n" for note in [*answer.notes, f"Next: {what_next(answer.project)}"])
        )
    return 0


def export(args: argparse.Namespace) -> int:
    """Write one project as one zip. The file appears only when it is whole."""
    path = Path(args.path)
    try:
        count = archive.write(project_named(args.slug), path, progress=progress)
    except OSError as problem:
        tell(f"\n{path}: cannot be written ({problem.strerror}). Choose a folder that is there and yours to write in.")
        tell("No file was written.")
        return 1
    except ValueError as problem:
        tell(f"\n{problem}\nNo file was written.")
        return 1
    except KeyboardInterrupt:
        tell("\nStopped. No file was written.")
        return 130
    tell(f"\n{path}: {count:,} rows")
    return 0
