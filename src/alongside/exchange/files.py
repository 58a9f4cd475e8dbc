"""The files this room holds for a while: uploaded tables and finished archives. Owner-only, random names."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from alongside.ledger.actions import JobCancelled
from alongside.ledger.models import Job, Step
from alongside.projects.models import Membership

IMPORT, EXPORT = "bring_in", "export"
# After these steps an archive that was made before holds what it should not: words, or a name.
MAKE_OLD = (
    "comment.taken_back", "expectation.taken_back", "risk.taken_back", "plan.words_taken_back",
    "member.named", "voice.named", "person.named",
)  # fmt: skip
KEPT_FOR = timedelta(days=7)
MOST_BYTES = 200 * 1024 * 1024


def file_of(job: Job) -> Path:
    """Where the job's file is. Its name is the job's own random id."""
    if job.kind == EXPORT:
        return Path(settings.EXPORT_FOLDER) / f"{job.pk}.zip"
    return Path(settings.IMPORT_FOLDER) / f"{job.pk}.csv"


def _beside(job: Job, what: str) -> Path:
    return Path(settings.IMPORT_FOLDER) / f"{job.pk}.{what}"


def ask_to_stop(job: Job) -> None:
    """Leave a mark that work inside one long transaction can see, while it keeps the database from being written."""
    _beside(job, "stop").touch(mode=0o600)


def tell_progress(job: Job, done: int, total: int) -> None:
    """Tell how far such work is. Raises JobCancelled when it was asked to stop."""
    if _beside(job, "stop").exists():
        raise JobCancelled
    _beside(job, "done").write_text(f"{done} {total}")


def progress_of(job: Job) -> tuple[int, int]:
    """How far a job is, also in the middle of one long transaction."""
    try:
        done, total = _beside(job, "done").read_text().split()
    except (OSError, ValueError):
        return job.done, job.total
    return int(done), int(total)


def forget_progress(job: Job) -> None:
    for what in ("stop", "done"):
        _beside(job, what).unlink(missing_ok=True)


async def pieces(path: Path) -> AsyncIterator[bytes]:
    """The file, piece by piece, so that a large one is never whole in memory."""
    file = await sync_to_async(lambda: path.open("rb"))()
    try:
        while piece := await sync_to_async(file.read)(1 << 18):
            yield piece
    finally:
        file.close()


def _held() -> list[tuple[Path, float]]:
    """Every held file and when it was made."""
    folders = [Path(folder) for folder in (settings.EXPORT_FOLDER, settings.IMPORT_FOLDER)]
    found = [path for folder in folders if folder.is_dir() for path in folder.iterdir() if path.is_file()]
    return [(path, path.stat().st_mtime) for path in found]


def days_of_files() -> list[date]:
    return sorted(timezone.localdate(datetime.fromtimestamp(made, UTC)) for _path, made in _held())


def forget_old_files() -> int:
    """Remove held files older than a week. Answers how many."""
    limit = (timezone.now() - KEPT_FOR).timestamp()
    old = [path for path, made in _held() if made < limit]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def held_exports(project_id: int) -> list[Job]:
    """Finished exports whose file can still be taken away, newest first."""
    rows = Job.objects.filter(project_id=project_id, kind=EXPORT, state=Job.State.FINISHED).order_by("-made_at")[:50]
    return [job for job in rows if file_of(job).is_file()]


def is_old(export: Job) -> bool:
    """Whether it holds what was taken back since, though nobody has removed it yet."""
    people = Membership.objects.filter(project=export.project_id).values("person")
    here = Q(project_id=export.project_id) | Q(verb="person.named", subject_id__in=people)
    return Step.objects.filter(here, verb__in=MAKE_OLD, at__gte=export.made_at).exists()


def taken_on(project_id: int) -> list[date]:
    """The days on which a copy of a finished export was taken away, oldest first; not by whom."""
    rows = Job.objects.filter(project_id=project_id, kind=EXPORT).values_list("result", flat=True)
    return sorted(date.fromisoformat(day) for result in rows for day in result.get("taken", ()))
