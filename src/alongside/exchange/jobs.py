"""The work behind the pages: reading a table in, writing an archive out."""

import os
from collections.abc import Iterable
from typing import Any

from alongside.engines.tables import Table, open_table
from alongside.engines.voicefile import check, good_rows, hash_of, mapping_for
from alongside.exchange import archive
from alongside.exchange.actions import bring_in_voices
from alongside.exchange.files import file_of, tell_progress
from alongside.ledger.actions import advance_job, choose_for_job, start_job
from alongside.ledger.models import Job, Step
from alongside.people.models import Person
from alongside.projects.models import Project


def keep_upload(project: Project, chunks: Iterable[bytes], name: str, *, by: Person) -> Job:
    """Keep an uploaded table for a while, readable by the owner only."""
    job = start_job("bring_in", project_id=project.pk, person=by, name=name[:120])
    handle = os.open(file_of(job), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        for chunk in chunks:
            file.write(chunk)
    return job


def table_of(job: Job, **how: str) -> Table:
    """The uploaded table, read as it was found to be written or as the host said; `how` to try another way."""
    name = str(job.options.get("name") or "the file")
    given = {key: how.get(key) or str(job.options.get(key) or "") for key in ("encoding", "delimiter")}
    return open_table(file_of(job), name=name, **given)


def note_how_written(job: Job, table: Table) -> None:
    """Remember how the table is written; what was chosen about its columns stands where they are still there."""
    columns = job.options.get("columns")
    more = {} if columns is None else {"columns": {key: name for key, name in columns.items() if name in table.header}}
    choose_for_job(job, encoding=table.encoding, delimiter=table.delimiter, **more)


def was_brought_in(project: Project, file_hash: str) -> bool:
    return Step.objects.filter(project_id=project.pk, verb="voices.brought_in", facts__file=file_hash).exists()


def run_bring_in(job: Job) -> dict[str, Any]:
    """Check first, telling how far it is and ready to stop; then write everything at once. The file goes at the end."""
    table = table_of(job)
    columns = mapping_for(table, job.options["columns"], guess=False)
    found = check(table, columns, lambda done: advance_job(job, done))
    advance_job(job, 0, found.good)
    answer = bring_in_voices(
        Project.objects.get(pk=job.project_id or 0),
        good_rows(table, columns),
        by=Person.objects.filter(pk=job.person_id or 0).first(),
        total=found.good,
        match_members=bool(job.options.get("match_members")),
        file_hash=hash_of(table.path),
        progress=lambda _what, done, total: tell_progress(job, done, total),
    )
    file_of(job).unlink(missing_ok=True)
    return {"voices": answer.voices, "people": answer.people, "left_out": found.bad_count}


def run_export(job: Job) -> dict[str, Any]:
    """Write the archive. Stopped, or words taken back meanwhile: no file is left."""
    path = file_of(job)
    try:
        advance_job(job, 0)
        project = Project.objects.get(pk=job.project_id or 0)
        count = archive.write(project, path, progress=lambda _what, done, total: tell_progress(job, done, total))
        advance_job(job, count, count)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return {"rows": count, "bytes": path.stat().st_size}
