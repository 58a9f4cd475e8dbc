"""Background work of exchange, and what happens to held files when words are taken back."""

from django.utils.formats import date_format
from django.utils.translation import ngettext
from django_tasks import task

from alongside.ethics.kinds import OF_WORDS
from alongside.ethics.models import Kind
from alongside.exchange.files import EXPORT, MAKE_OLD, file_of, forget_progress, held_exports, taken_on
from alongside.exchange.jobs import run_bring_in, run_export
from alongside.ledger.actions import cancel_job, run_job
from alongside.ledger.followers import follow
from alongside.ledger.models import Job, Step
from alongside.moderation.subjects import when_changed
from alongside.projects.models import Membership, Project
from alongside.projects.withdrawals import Reached, Withdrawal, counts
from alongside.projects.withdrawals import reaches as withdrawn
from alongside.voices.models import Voice
from alongside.voices.reach import counts as voice_counts
from alongside.voices.reach import reaches

IN_FILES = OF_WORDS | {Kind.NAME.value}  # what is allowed by these stands in archives


@task()
def run(job_id: str) -> None:
    """Run one waiting job. However it ends, an uploaded file goes."""
    job = Job.objects.get(pk=job_id)
    if not job.is_over:
        try:
            run_job(job, run_export if job.kind == EXPORT else run_bring_in)
        finally:
            forget_progress(job)
            if job.kind != EXPORT:
                file_of(job).unlink(missing_ok=True)


@counts
def files_that_go(withdrawal: Withdrawal) -> list[Reached]:
    """Files made for taking away may hold the words; all of the project's go. Copies that were taken are told of."""
    return _files_of(withdrawal.project.pk) if IN_FILES & withdrawal.kinds else []


@voice_counts
def files_with_voice(voice: Voice) -> list[str]:
    return [one.words for one in _files_of(voice.project_id)]


def _files_of(project_id: int) -> list[Reached]:
    told, files, taken = list[Reached](), len(held_exports(project_id)), taken_on(project_id)
    words = ngettext("%(n)d file made for download is deleted.", "%(n)d files made for download are deleted.", files)
    told += [Reached("files", files, words % {"n": files})] if files else []
    out = ngettext(
        "%(n)d copy of a file with what people said here was taken away, the last on %(day)s. We cannot reach it.",
        "%(n)d copies of files with what people said here were taken away, the last on %(day)s. We cannot reach them.",
        len(taken),
    )
    if taken:
        day = date_format(taken[-1], "j F Y")
        told.append(Reached("copies_taken", len(taken), out % {"n": len(taken), "day": day}))
    return told


@reaches
def remove_held_exports(voice: Voice, words: str) -> None:
    """Archives that may hold the words go at once; one that is being written is stopped and leaves no file."""
    _remove_exports_of(voice.project_id)


@withdrawn
def remove_exports_of_withdrawn(withdrawal: Withdrawal) -> None:
    """The same where no voice goes, but other words do, or what may be done with them changes."""
    if IN_FILES & withdrawal.kinds:
        _remove_exports_of(withdrawal.project.pk)


def remove_exports_after(step: Step) -> None:
    """Somebody took words back, or is named otherwise: files made before still hold it.

    Until then `is_old` keeps them from being taken away.
    """
    if step.project_id:
        _remove_exports_of(step.project_id)
    elif step.verb == "person.named":
        for project in Membership.objects.filter(person=step.subject_id).values_list("project", flat=True):
            _remove_exports_of(project)


for verb in MAKE_OLD:
    follow(verb, "exchange.words_taken_back")(remove_exports_after)


@when_changed("voice")
@when_changed("comment")
@when_changed("proposal")
def remove_exports_with_other_words(project: Project, pk: int) -> None:
    """Words were set aside, or came back: archives made before say something else now."""
    _remove_exports_of(project.pk)


def _remove_exports_of(project_id: int) -> None:
    for job in Job.objects.filter(project_id=project_id, kind=EXPORT):
        file_of(job).unlink(missing_ok=True)
        cancel_job(job)
