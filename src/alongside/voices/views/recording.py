"""A host types in what was said in the room or written on paper, and reads it back."""

from datetime import datetime, time
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from alongside.gatherings.models import Gathering
from alongside.kit.paging import page_of
from alongside.projects.access import project_page
from alongside.projects.models import Project
from alongside.projects.rules import may_host
from alongside.voices import queries
from alongside.voices.actions import confirm_read_back, record_batch, record_from_somebody_new, record_voice
from alongside.voices.actions import retype_voice as type_again
from alongside.voices.forms import NOBODY, SOMEBODY_NEW, BatchForm, RecordForm, RetypeForm
from alongside.voices.models import Voice
from alongside.voices.rules import may_retype
from alongside.voices.views.reading import person_of, voice_in

KEPT_CHOICES = ("gathering", "source", "who", "naming", "find")


def _when(gathering: Gathering | None) -> datetime | None:
    """Words of an earlier gathering were said on its day; others now."""
    if gathering is None or gathering.on >= timezone.localdate():
        return None
    return timezone.make_aware(datetime.combine(gathering.on, time(12)))


def _how(typed: dict[str, Any]) -> dict[str, Any]:
    return {
        "source": typed["source"],
        "gathering": typed["gathering"],
        "naming": typed["naming"],
        "said_at": _when(typed["gathering"]),
    }


def _again_url(project: Project, voice: Voice) -> str:
    """The empty form for the next voice, with the same gathering, way and person."""
    choices = {
        "gathering": voice.gathering_id or "",
        "source": voice.source,
        "who": voice.person_id or NOBODY,
        "naming": voice.naming,
        "next": 1,
    }
    return f"{reverse('voices:record', args=[project.slug])}?{urlencode(choices)}#id_words"


def _keep(request: HttpRequest, project: Project, form: RecordForm) -> Voice | None:
    """The kept voice; None, and the reason in the form, when the person asked that nothing is kept."""
    typed = form.cleaned_data
    same = {"by": person_of(request), "words": typed["words"], "submit_key": typed["submit_key"], **_how(typed)}
    if typed["who"] == SOMEBODY_NEW:
        return record_from_somebody_new(project, nickname=typed["new_nickname"], **same)
    try:
        return record_voice(project, person=typed["person"], **same)
    except ValueError as error:
        form.add_error("words", str(error))
        return None


def _chosen(request: HttpRequest) -> dict[str, str]:
    return {key: request.GET[key] for key in KEPT_CHOICES if key in request.GET}


@project_page(may_host)
def record(request: HttpRequest, project: Project) -> HttpResponse:
    if request.method == "POST" and request.POST.get("do") != "find":
        form = RecordForm(project, request.POST)
        if form.is_valid() and (voice := _keep(request, project, form)):
            if request.POST.get("do") == "next":
                messages.success(request, _("Kept. Type the next one."))
                return redirect(_again_url(project, voice))
            return redirect("voices:read_back", project.slug, voice.pk)
        return _record_page(request, project, form, status=422)
    typed = {name: request.POST.get(name, "") for name in RecordForm.base_fields if name in request.POST}
    return _record_page(request, project, RecordForm(project, initial={**_chosen(request), **typed}))


def _record_page(request: HttpRequest, project: Project, form: RecordForm, status: int = 200) -> HttpResponse:
    waiting = queries.waiting_to_be_read_back(project)[:100].count()
    context = {"project": project, "form": form, "waiting": waiting, "is_next": "next" in request.GET}
    return render(request, "voices/record.html", context, status=status)


@project_page(may_host)
def record_many(request: HttpRequest, project: Project) -> HttpResponse:
    """Type or paste a batch, look at it cut into voices, then keep all of it."""
    do = request.POST.get("do", "")
    if request.method != "POST" or do in {"find", "back"}:
        typed = {name: request.POST.get(name, "") for name in BatchForm.base_fields if name in request.POST}
        form = BatchForm(project, initial={**_chosen(request), **typed})
        return render(request, "voices/record_many.html", {"project": project, "form": form})
    form = BatchForm(project, request.POST)
    if not form.is_valid():
        return render(request, "voices/record_many.html", {"project": project, "form": form}, status=422)
    if do != "save":
        return render(request, "voices/record_many_preview.html", {"project": project, "form": form})
    try:
        return _keep_many(request, project, form.cleaned_data)
    except ValueError as error:
        form.add_error(None, str(error))
        return render(request, "voices/record_many.html", {"project": project, "form": form}, status=422)


def _keep_many(request: HttpRequest, project: Project, typed: dict[str, Any]) -> HttpResponse:
    lines = typed["voices"]
    nickname = typed["new_nickname"] if typed["who"] == SOMEBODY_NEW else ""
    whose = {"person": typed["person"], "nickname": nickname, **_how(typed)}
    record_batch(project, lines, by=person_of(request), submit_key=typed["submit_key"], **whose)
    count = len(lines)
    messages.success(request, ngettext("%(n)s voice was kept.", "%(n)s voices were kept.", count) % {"n": count})
    return redirect("voices:waiting_to_be_read_back", project.slug)


@require_safe
@project_page(may_host)
def waiting_to_be_read_back(request: HttpRequest, project: Project) -> HttpResponse:
    page = page_of(queries.waiting_to_be_read_back(project), request)
    shown = queries.show(page.items, viewer=request.user, project=project)
    speakers = [row.person.nickname if row.person else "" for row in page.items]
    rows = list(zip(shown, speakers, strict=True))
    return render(request, "voices/waiting_to_be_read_back.html", {"project": project, "page": page, "rows": rows})


@project_page(may_host)
def read_back(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    voice = voice_in(project, pk)
    if request.method == "POST":
        confirm_read_back(voice, by=person_of(request))
        messages.success(request, _("Kept as said, and read back."))
        return redirect(_again_url(project, voice))
    context = {
        "project": project,
        "voice": queries.show_one(voice, viewer=request.user, project=project),
        "speaker": voice.person.nickname if voice.person else "",
        "may_retype": may_retype(person_of(request), voice, timezone.now()),
        "again_url": _again_url(project, voice),
    }
    return render(request, "voices/read_back.html", context)


@project_page(may_host)
def retype(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    voice = get_object_or_404(Voice.objects.select_related("project"), project=project, pk=pk)
    form = RetypeForm(request.POST if request.method == "POST" else None, initial={"words": voice.words})
    context = {"project": project, "voice": voice, "form": form}
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            newer = type_again(voice, by=person_of(request), words=typed["words"], submit_key=typed["submit_key"])
        except ValueError:
            return render(request, "voices/too_late_to_retype.html", context, status=409)
        return redirect("voices:read_back", project.slug, newer.pk)
    if not may_retype(person_of(request), voice, timezone.now()):
        return render(request, "voices/too_late_to_retype.html", context, status=409)
    return render(request, "voices/retype.html", context, status=422 if form.is_bound else 200)
