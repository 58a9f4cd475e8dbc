"""What can be done. Every call is a verb of a room below: nothing is written here."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja.errors import HttpError
from ninja.responses import Status

from alongside.api import schemas as s
from alongside.api.auth import person_for, work_in
from alongside.api.reads import change_out, version_out, voice_out
from alongside.api.router import router
from alongside.decisions import actions as decisions
from alongside.decisions.models import Decision, Passage
from alongside.decisions.rules import may_record, may_write
from alongside.impact import actions as impact
from alongside.impact.rules import may_note_change
from alongside.people import actions as people
from alongside.projects import actions as projects
from alongside.projects.models import Project
from alongside.projects.rules import may_host, may_start_project, may_take_part
from alongside.sensemaking import actions as sensemaking
from alongside.sensemaking.models import Theme
from alongside.voices import actions as voices
from alongside.voices.models import Voice
from alongside.voices.queries import show


def all_of(rows: "QuerySet[Any]", ids: list[int], what: str) -> list[Any]:
    """Every one of `ids`, in that order. One that is not in the project refuses the whole call: 422."""
    found = {row.pk: row for row in rows.filter(pk__in=ids)}
    missing = [pk for pk in ids if pk not in found]
    if missing:
        raise HttpError(422, f"There is no {what} {missing[0]} in this project. Nothing was saved.")
    return [found[pk] for pk in ids]


@router.post("/projects", response={201: s.ProjectOut})
def start_project(request: HttpRequest, body: s.ProjectIn) -> Any:
    person = person_for(request, "host:write")
    if not may_start_project(person):
        raise HttpError(403, "Only hosts start projects.")
    return Status(201, projects.start_project(by=person, **body.dict()))


@router.post("/projects/{slug}/members", response={201: s.MemberOut})
@transaction.atomic
def add_member(request: HttpRequest, slug: str, body: s.MemberIn) -> Any:
    """A person with a nickname and a card. The code is answered once and kept nowhere."""
    host, project = work_in(request, slug, "host:write", may_host)
    person = people.make_person(body.nickname, by=host)
    membership = projects.add_member(project, person, by=host, side=body.side)
    return Status(201, {"id": membership.pk, "card": people.give_card(person, by=host)})


@router.post("/projects/{slug}/voices", response={201: s.VoiceOut})
def record_voice(request: HttpRequest, slug: str, body: s.VoiceIn) -> Any:
    """My own words; or, for a host, somebody else's (`member`), or nobody's name (`nobody`)."""
    for_other = body.nobody or body.member is not None
    scope, rule = ("host:write", may_host) if for_other else ("voices:write", may_take_part)
    by, project = work_in(request, slug, scope, rule)
    person = None if body.nobody else by
    if body.member is not None:
        person = get_object_or_404(project.memberships, pk=body.member, left_at=None).person
    voice = voices.record_voice(
        project, words=body.words, by=by, person=person, source=body.source, submit_key=body.submit_key
    )
    return Status(201, voice_out(show([voice], viewer=by, project=project)[0]))


@router.post("/projects/{slug}/voices/{pk}/take-back", response=s.VoiceOut)
def take_back(request: HttpRequest, slug: str, pk: s.Id) -> Any:
    by, project = work_in(request, slug, "voices:write", may_take_part)
    voice = get_object_or_404(Voice, project=project, pk=pk, person=by)
    voices.take_back(voice, by=by)
    voice.refresh_from_db()
    return voice_out(show([voice], viewer=by, project=project)[0])


@router.post("/projects/{slug}/themes", response={201: s.Made})
def make_theme(request: HttpRequest, slug: str, body: s.ThemeIn) -> Any:
    by, project = work_in(request, slug, "host:write", may_host)
    return Status(201, {"id": sensemaking.make_theme(project, by=by, title=body.title, about=body.about).pk})


def _themes(project: Project) -> "QuerySet[Theme]":
    return Theme.objects.filter(project=project)


@router.post("/projects/{slug}/themes/{pk}/voices", response=s.Made)
def place_voices(request: HttpRequest, slug: str, pk: s.Id, body: s.PlaceIn) -> Any:
    by, project = work_in(request, slug, "host:write", may_host)
    theme = get_object_or_404(_themes(project), pk=pk, ended_at=None)
    sensemaking.place_voices(all_of(Voice.objects.filter(project=project), body.voices, "voice"), theme, by=by)
    return {"id": theme.pk}


@router.post("/projects/{slug}/themes/merge", response={201: s.Made})
def merge_themes(request: HttpRequest, slug: str, body: s.MergeIn) -> Any:
    by, project = work_in(request, slug, "host:write", may_host)
    merged = all_of(_themes(project), body.themes, "theme")
    return Status(201, {"id": sensemaking.merge_themes(merged, by=by, title=body.title, about=body.about).pk})


@router.post("/projects/{slug}/themes/{pk}/split", response={201: list[s.Made]})
def split_theme(request: HttpRequest, slug: str, pk: s.Id, body: s.SplitIn) -> Any:
    by, project = work_in(request, slug, "host:write", may_host)
    theme = get_object_or_404(_themes(project), pk=pk)
    parts = [(part.title, list(part.voices)) for part in body.parts]
    return Status(201, [{"id": made.pk} for made in sensemaking.split_theme(theme, parts, by=by)])


@router.post("/projects/{slug}/drafts", response={201: s.Made})
def start_draft(request: HttpRequest, slug: str, body: s.DraftIn) -> Any:
    by, project = work_in(request, slug, "host:write", may_write)
    return Status(201, {"id": decisions.start_draft(project, by=by, title=body.title, about=body.about).pk})


def _cited(project: Project, body: s.PassageIn) -> dict[str, Any]:
    return {
        "themes": all_of(_themes(project), body.themes, "theme"),
        "voices": all_of(Voice.objects.filter(project=project), body.voices, "voice"),
    }


@router.post("/projects/{slug}/drafts/{pk}/passages", response={201: s.VersionOut})
def write_passage(request: HttpRequest, slug: str, pk: s.Id, body: s.PassageIn) -> Any:
    by, project = work_in(request, slug, "host:write", may_write)
    draft = get_object_or_404(project.drafts, pk=pk)
    cited = _cited(project, body)
    return Status(
        201, version_out(decisions.write_passage(draft, by=by, heading=body.heading, text=body.text, **cited))
    )


@router.post("/projects/{slug}/passages/{pk}/versions", response={201: s.VersionOut, 409: s.Wrong})
def revise_passage(request: HttpRequest, slug: str, pk: s.Id, body: s.RevisionIn) -> Any:
    """A new version on top of `base_number`. 409 when somebody saved in between: read theirs, then try again."""
    by, project = work_in(request, slug, "host:write", may_write)
    passage = get_object_or_404(Passage, draft__project=project, pk=pk)
    words: dict[str, Any] = {
        "base_number": body.base_number,
        "heading": body.heading,
        "text": body.text,
        "why": body.why,
    }
    try:
        return Status(201, version_out(decisions.revise_passage(passage, by=by, **words, **_cited(project, body))))
    except decisions.EditConflict as conflict:
        return Status(409, {"detail": f"Version {conflict.current.number} was saved in between. Nothing was lost."})


@router.post("/projects/{slug}/decisions", response={201: s.DecisionOut})
def record_decision(request: HttpRequest, slug: str, body: s.DecisionIn) -> Any:
    by, project = work_in(request, slug, "decide:write", may_record)
    passages = all_of(Passage.objects.filter(draft__project=project), body.passages, "passage")
    versions = [passage.versions.order_by("-number")[0] for passage in passages]
    themes = all_of(_themes(project), body.themes, "theme")
    said = all_of(Voice.objects.filter(project=project), body.voices, "voice")
    fields = body.dict(exclude={"passages", "themes", "voices"})
    return Status(
        201, decisions.record_decision(project, by=by, versions=versions, themes=themes, voices=said, **fields)
    )


@router.post("/projects/{slug}/decisions/{pk}/changes", response={201: s.ChangeOut})
def note_change(request: HttpRequest, slug: str, pk: s.Id, body: s.ChangeIn) -> Any:
    by, project = work_in(request, slug, "voices:write", may_note_change)
    decision = get_object_or_404(Decision, project=project, pk=pk)
    return Status(201, change_out(impact.note_change(decision, by=by, **body.dict())))
