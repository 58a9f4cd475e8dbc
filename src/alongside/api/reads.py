"""What can be read. The same things as on the pages, for the same people."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Schema
from pydantic import Field

from alongside.api import schemas as s
from alongside.api.auth import caller_of, person_for, project_for, work_in
from alongside.api.router import router
from alongside.decisions.models import Decision
from alongside.decisions.queries import current_versions
from alongside.impact.models import Change, Receipt
from alongside.impact.queries import prov_of_voice
from alongside.projects.models import Project
from alongside.projects.queries import projects_seen_by
from alongside.projects.rules import may_host
from alongside.sensemaking.queries import live_themes
from alongside.voices.models import Output, Voice
from alongside.voices.queries import ShownVoice, show, voices_of


class Keyset(Schema):
    """`after`: the last id you have; `limit`: 1 to 200."""

    after: int | None = Field(None, gt=0, lt=2**62)
    limit: int = Field(50, ge=1, le=200)


def cut(rows: "QuerySet[Any]", keyset: Keyset) -> tuple[list[Any], int | None]:
    """One page, newest first, and the id to ask for the next with."""
    if keyset.after is not None:
        rows = rows.filter(pk__lt=keyset.after)
    found = list(rows.order_by("-pk")[: keyset.limit + 1])
    page = found[: keyset.limit]
    return page, page[-1].pk if len(found) > keyset.limit else None


def voice_out(voice: ShownVoice) -> dict[str, Any]:
    return {
        "id": voice.id,
        "words": voice.words,
        "name": voice.name,
        "taken_back": voice.is_taken_back,
        "withheld": voice.is_withheld,
        "set_aside": {"rule": voice.aside.rule, "reason": voice.aside.reason} if voice.aside else None,
        "said_at": voice.said_at,
        "source": voice.source,
    }


@router.get("/projects", response=s.Paged[s.ProjectOut])
def list_projects(request: HttpRequest, keyset: Query[Keyset]) -> Any:
    items, after = cut(projects_seen_by(caller_of(request).person), keyset)
    return {"items": items, "next": after}


@router.get("/projects/{slug}", response=s.ProjectOut)
def read_project(request: HttpRequest, slug: str) -> Project:
    return project_for(request, slug)


@router.get("/projects/{slug}/voices", response=s.Paged[s.VoiceOut])
def list_voices(request: HttpRequest, slug: str, keyset: Query[Keyset]) -> Any:
    project = project_for(request, slug)
    page, after = cut(voices_of(project), keyset)
    shown = show(page, viewer=caller_of(request).person, project=project, output=Output.REPORT)
    return {"items": [voice_out(voice) for voice in shown], "next": after}


@router.get("/projects/{slug}/voices/{pk}", response=s.VoiceOut)
def read_voice(request: HttpRequest, slug: str, pk: s.Id) -> Any:
    project = project_for(request, slug)
    voice = get_object_or_404(voices_of(project), pk=pk)
    viewer = caller_of(request).person
    return voice_out(show([voice], viewer=viewer, project=project, output=Output.REPORT)[0])


@router.get("/projects/{slug}/voices/{pk}/trail")
def read_trail(request: HttpRequest, slug: str, pk: s.Id) -> Any:
    """Where the words went, as W3C PROV (PROV-JSON)."""
    project = project_for(request, slug)
    return prov_of_voice(get_object_or_404(Voice, project=project, pk=pk))


@router.get("/projects/{slug}/themes", response=s.Paged[s.ThemeOut])
def list_themes(request: HttpRequest, slug: str, keyset: Query[Keyset]) -> Any:
    page, after = cut(live_themes(project_for(request, slug)), keyset)
    items = [{"id": t.pk, "title": t.title, "about": t.about, "voices": t.voice_count} for t in page]
    return {"items": items, "next": after}


@router.get("/projects/{slug}/drafts", response=s.Paged[s.DraftOut])
def list_drafts(request: HttpRequest, slug: str, keyset: Query[Keyset]) -> Any:
    items, after = cut(project_for(request, slug).drafts.all(), keyset)
    return {"items": items, "next": after}


@router.get("/projects/{slug}/drafts/{pk}", response=list[s.VersionOut])
def read_draft(request: HttpRequest, slug: str, pk: s.Id) -> Any:
    draft = get_object_or_404(project_for(request, slug).drafts, pk=pk)
    return [version_out(version) for version in current_versions(draft)]


def version_out(version: Any) -> dict[str, Any]:
    return {
        "passage": version.passage_id,
        "version": version.pk,
        "number": version.number,
        "heading": version.heading,
        "text": version.text,
    }


@router.get("/projects/{slug}/decisions", response=s.Paged[s.DecisionOut])
def list_decisions(request: HttpRequest, slug: str, keyset: Query[Keyset]) -> Any:
    items, after = cut(Decision.objects.filter(project=project_for(request, slug)), keyset)
    return {"items": items, "next": after}


@router.get("/projects/{slug}/changes", response=s.Paged[s.ChangeOut])
def list_changes(request: HttpRequest, slug: str, keyset: Query[Keyset]) -> Any:
    page, after = cut(Change.objects.filter(decision__project=project_for(request, slug)), keyset)
    return {"items": [change_out(change) for change in page], "next": after}


def change_out(change: Change) -> dict[str, Any]:
    return {
        "id": change.pk,
        "decision": change.decision_id,
        "kind": change.kind,
        "words": change.words,
        "evidence": change.evidence,
        "seen_on": change.seen_on,
    }


def receipts_page(rows: "QuerySet[Receipt]", keyset: Keyset) -> dict[str, Any]:
    page, after = cut(rows.select_related("voice", "decision", "theme", "version"), keyset)
    return {"items": [receipt_out(receipt) for receipt in page], "next": after}


def receipt_out(receipt: Receipt) -> dict[str, Any]:
    return {
        "id": receipt.pk,
        "voice": receipt.voice_id,
        "said": receipt.voice.words,
        "decision": receipt.decision_id,
        "title": receipt.decision.title,
        "outcome": receipt.decision.outcome,
        "reason": receipt.decision.reason,
        "theme": receipt.theme.title if receipt.theme else "",
        "passage": receipt.version.heading if receipt.version else "",
        "issued_at": receipt.issued_at,
    }


@router.get("/me/receipts", response=s.Paged[s.ReceiptOut])
def list_my_receipts(request: HttpRequest, keyset: Query[Keyset]) -> Any:
    """What came of my own words, in every project."""
    return receipts_page(Receipt.objects.filter(voice__person=person_for(request, "read")), keyset)


@router.get("/projects/{slug}/receipts", response=s.Paged[s.ReceiptOut])
def list_receipts(request: HttpRequest, slug: str, keyset: Query[Keyset]) -> Any:
    """Every receipt of a project, for the hosts who print them."""
    _, project = work_in(request, slug, "read", may_host)
    return receipts_page(Receipt.objects.filter(decision__project=project), keyset)
