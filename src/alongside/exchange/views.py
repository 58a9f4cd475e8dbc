"""Bringing voices in from a table, and taking a whole project out."""

from itertools import islice
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.engines.tables import FileProblem
from alongside.engines.voicefile import check, hash_of, mapping_for
from alongside.exchange import jobs
from alongside.exchange.files import (
    EXPORT,
    IMPORT,
    ask_to_stop,
    file_of,
    forget_old_files,
    held_exports,
    is_old,
    pieces,
    progress_of,
)
from alongside.exchange.forms import ColumnsForm, FileForm, WrittenForm
from alongside.exchange.tasks import run
from alongside.ledger import actions as ledger
from alongside.ledger.models import Job
from alongside.projects.access import project_page
from alongside.projects.models import Project
from alongside.projects.rules import may_host

page_with_form = require_http_methods(["GET", "HEAD", "POST"])


def job_in(project: Project, pk: UUID, **kind: str) -> Job:
    return get_object_or_404(Job, project_id=project.pk, pk=pk, **kind)


@page_with_form
@project_page(may_host)
def bring_in(request: HttpRequest, project: Project) -> HttpResponse:
    forget_old_files()
    sent = request.method == "POST"
    form = FileForm(request.POST, request.FILES) if sent else FileForm()
    if sent and form.is_valid():
        file = form.cleaned_data["file"]
        job = jobs.keep_upload(project, file.chunks(), file.name or "", by=request.user)  # type: ignore[arg-type]
        try:
            jobs.note_how_written(job, jobs.table_of(job))
            return redirect("exchange:columns", project.slug, job.pk)
        except FileProblem as problem:
            file_of(job).unlink(missing_ok=True)
            ledger.end_job(job, Job.State.FAILED, error=str(problem))
            form.add_error("file", str(problem))
    return render(request, "exchange/bring_in.html", {"project": project, "form": form}, status=422 if sent else 200)


def _checked(job: Job, project: Project) -> dict[str, Any]:
    table = jobs.table_of(job)
    found = check(table, mapping_for(table, job.options["columns"], guess=False))
    return {"found": found, "bad": found.bad[:200], "again": jobs.was_brought_in(project, hash_of(table.path))}


def _read_again(job: Job, written: WrittenForm) -> bool:
    """Whether the host said that the file is written otherwise. If it cannot be, the form says so."""
    before = {name: job.options.get(name) for name in written.fields}
    if not written.is_valid() or written.cleaned_data == before:
        return False
    try:
        jobs.note_how_written(job, jobs.table_of(job, **written.cleaned_data))
    except FileProblem as problem:
        written.add_error("encoding", str(problem))
    return True


def _columns_page(request: HttpRequest, project: Project, job: Job) -> HttpResponse:
    """Three forms: how the file is written, which column is what, and, once that is checked, to bring it in."""
    asked = "encoding" in request.POST
    written = WrittenForm(request.POST if asked else None, initial=job.options)
    again = asked and (_read_again(job, written) or "words" not in request.POST)
    table = jobs.table_of(job)
    form = ColumnsForm(request.POST if "words" in request.POST and not again else None, table=table, chosen=job.options)
    context = {"project": project, "job": job, "form": form, "written": written, "table": table}
    if form.is_valid() and not written.errors:
        ledger.choose_for_job(job, **form.options())
        context |= _checked(job, project)
    context["rows"] = [cells for _line, cells in islice(table.rows(), 5) if isinstance(cells, list)]
    context["read_again"] = again and not written.errors
    return render(request, "exchange/columns.html", context, status=422 if form.errors or written.errors else 200)


@page_with_form
@project_page(may_host)
def columns(request: HttpRequest, project: Project, pk: UUID) -> HttpResponse:
    job = job_in(project, pk, kind=IMPORT, state=Job.State.WAITING)
    if not file_of(job).is_file():
        raise Http404
    if "bring_in" in request.POST and "columns" in job.options:
        run.enqueue(str(job.pk))
        return redirect("exchange:job", project.slug, job.pk)
    try:
        return _columns_page(request, project, job)
    except FileProblem as problem:
        messages.error(request, str(problem))
        return redirect("exchange:bring_in", project.slug)


@require_safe
@project_page(may_host)
def bad_rows(request: HttpRequest, project: Project, pk: UUID) -> HttpResponse:
    job = job_in(project, pk, kind=IMPORT)
    if not file_of(job).is_file() or "columns" not in job.options:
        raise Http404
    text = "".join(f"{row}\n" for row in _checked(job, project)["found"].bad)
    answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="rows-left-out.txt"'
    return answer


@require_safe
@project_page(may_host)
def job(request: HttpRequest, project: Project, pk: UUID) -> HttpResponse:
    found = job_in(project, pk)
    if not found.is_over:
        found.done, found.total = progress_of(found)
    context = {"project": project, "job": found, "is_held": file_of(found).is_file() and not is_old(found)}
    return render(request, "exchange/job.html", context)


@require_POST
@project_page(may_host)
def cancel_job(request: HttpRequest, project: Project, pk: UUID) -> HttpResponse:
    asked = job_in(project, pk)
    if not asked.is_over:
        ask_to_stop(asked)
    ledger.cancel_job(asked)
    asked.refresh_from_db()
    ended = {
        Job.State.CANCELLED.value: _("It was stopped. Nothing was kept."),
        Job.State.FINISHED.value: _("It had already ended."),
        Job.State.FAILED.value: _("It had already ended."),
    }
    messages.success(request, ended.get(asked.state, _("It is being stopped.")))
    return redirect("exchange:job", project.slug, pk)


def _slug_of(pk: UUID) -> str:
    found = get_object_or_404(Job, pk=pk, project_id__isnull=False)
    return get_object_or_404(Project, pk=found.project_id).slug


@login_required
@require_safe
def to_job(request: HttpRequest, pk: UUID) -> HttpResponse:
    return job(request, slug=_slug_of(pk), pk=pk)


@login_required
@require_POST
def stop_job(request: HttpRequest, pk: UUID) -> HttpResponse:
    return cancel_job(request, slug=_slug_of(pk), pk=pk)


@page_with_form
@project_page(may_host)
def export(request: HttpRequest, project: Project) -> HttpResponse:
    forget_old_files()
    if request.method == "POST":
        started = ledger.start_job(EXPORT, project_id=project.pk, person=request.user)
        run.enqueue(str(started.pk))
        return redirect("exchange:job", project.slug, started.pk)
    return render(request, "exchange/export.html", {"project": project, "held": held_exports(project.pk)})


@require_safe
@project_page(may_host)
def download(request: HttpRequest, project: Project, pk: UUID) -> HttpResponse:
    made = job_in(project, pk, kind=EXPORT, state=Job.State.FINISHED)
    path = file_of(made)
    if not path.is_file() or is_old(made):
        raise Http404
    if request.method == "GET":
        ledger.note_taken(made)  # who takes something back is told how many copies are out
    answer = StreamingHttpResponse(pieces(path), content_type="application/zip")
    answer["Content-Length"] = str(path.stat().st_size)
    answer["Content-Disposition"] = f'attachment; filename="{project.slug}.zip"'
    return answer  # type: ignore[return-value]
