"""Background work and followers of sensemaking."""

from typing import Any

from django_tasks import task

from alongside.ledger.actions import advance_job, run_job, start_job
from alongside.ledger.models import Job
from alongside.people.models import Person
from alongside.projects.models import Project
from alongside.sensemaking import landscapes, suggesting
from alongside.sensemaking.answers_of import stances_in


def start_landscape(
    project: Project, *, by: Person | None = None, with_flagged: bool = False, seed: int = 0
) -> Job | None:
    """Work out a large landscape beside the pages. Answers the job, so that its progress can be shown."""
    job = start_job(landscapes.JOB, project_id=project.pk, person=by, with_flagged=with_flagged, seed=seed)
    work_out_landscape.enqueue(str(job.pk))
    return landscapes.job_of(project)


@task()
def work_out_landscape(job_id: str) -> None:
    job = Job.objects.get(pk=job_id)
    if not job.is_over:
        run_job(job, _run)


def _run(job: Job) -> dict[str, Any]:
    """Tells how many answers it has read, and can be stopped until all are read."""
    project = Project.objects.get(pk=job.project_id or 0)
    advance_job(job, 0, stances_in(project).count())
    row = landscapes.work_out(
        project,
        by=Person.objects.filter(pk=job.person_id or 0).first(),
        with_flagged=bool(job.options.get("with_flagged")),
        seed=int(job.options.get("seed") or 0),
        progress=lambda done: advance_job(job, done),
    )
    return {"landscape": row.pk, "people": row.people, "answers": row.answers}


def start_suggestions(project: Project, *, by: Person) -> Job:
    """Look through many voices beside the pages."""
    job = start_job(suggesting.JOB, project_id=project.pk, person=by, total=100)
    look_for_groups.enqueue(str(job.pk))
    return job


@task()
def look_for_groups(job_id: str) -> None:
    job = Job.objects.get(pk=job_id)
    if not job.is_over:
        run_job(job, _look)


def _look(job: Job) -> dict[str, Any]:
    """Tells how far it is in hundredths, and can be stopped until it is kept."""
    by = Person.objects.get(pk=job.person_id or 0)
    told = {"part": -1}

    def progress(part: float) -> None:
        if int(100 * part) > told["part"]:
            told["part"] = int(100 * part)
            advance_job(job, told["part"])

    run = suggesting.look(Project.objects.get(pk=job.project_id or 0), by=by, progress=progress)
    return {"run": run.pk, "groups": run.groups.count()}
