"""Someone to go beside: who offers, who asks, and the page of two people. Hosts suggest; both say yes themselves."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alongside.kit.text import clean_line
from alongside.projects.access import person_of, project_page
from alongside.projects.models import Project
from alongside.projects.rules import is_host, is_member
from alongside.trust.actions import buddies as actions
from alongside.trust.forms import AskForm, HelloForm, NoteForForm, OfferForm, SuggestForm, YesForForm
from alongside.trust.models import BuddyNote, Half, Pair
from alongside.trust.queries import buddies as asking
from alongside.trust.rules import may_be_in_pairs, may_suggest_pairs
from alongside.trust.views.parts import page_with_form, pair_for, sent, status_of

Kind = BuddyNote.Kind


def buddies_page(request: HttpRequest, project: Project, **forms: Any) -> HttpResponse:
    """What a buddy is, and mine; for hosts also who asks, who offers, and who goes with whom."""
    person = person_of(request)
    mine = {kind: asking.note_of(project, person, kind) for kind in (Kind.OFFER, Kind.ASK)}
    opened = {kind: asking.opened(row, "words") if row else None for kind, row in mine.items()}
    forms.setdefault("offer_form", OfferForm(auto_id="offer_%s", initial=_words(opened[Kind.OFFER])))
    forms.setdefault("ask_form", AskForm(auto_id="ask_%s", initial=_words(opened[Kind.ASK])))
    context: dict[str, Any] = {
        "project": project,
        "offer": opened[Kind.OFFER],
        "ask": opened[Kind.ASK],
        "pairs": [_seen(pair, person) for pair in asking.pairs_with(person, project)],
        "may_take_part": may_be_in_pairs(person, project),
    }
    if may_suggest_pairs(person, project):
        context |= _for_hosts(project, forms)
    return render(request, "trust/buddies.html", context | forms, status=status_of(*forms.values()))


def _words(known: asking.Opened | None) -> dict[str, str]:
    return {"words": known.words} if known else {}


def _seen(pair: Pair, person: Any) -> dict[str, Any]:
    """A pair as one of the two sees it in a list."""
    mine = asking.half_of(pair, person)
    return {"pair": pair, "mine": mine, "other": asking.other_half(pair, mine) if mine else None}


def _for_hosts(project: Project, forms: dict[str, Any]) -> dict[str, Any]:
    new = asking.joined_lately(project, timezone.localdate())
    asks = [asking.opened(row, "words") for row in asking.without_buddy(project)[:100]]
    offers = [asking.opened(row, "words") for row in asking.notes_of(project, Kind.OFFER)[:100]]
    busy = asking.busy_buddies(project)
    ids = {"asking": {one.row.person_id for one in asks}, "offering": {one.row.person_id for one in offers}}
    forms.setdefault("suggest_form", SuggestForm(project=project, auto_id="suggest_%s", **ids))
    forms.setdefault("told_form", NoteForForm(project=project, auto_id="told_%s"))
    return {
        "is_host": True,
        "asks": [(one, one.row.person_id in new) for one in asks],
        "offers": [(one, busy.get(one.row.person_id, 0)) for one in offers],
        "all_pairs": [one for one in asking.pairs_of(project)[:100] if len(one.halves.all()) == 2],
    }


@require_safe
@project_page(is_member)
def buddies(request: HttpRequest, project: Project) -> HttpResponse:
    return buddies_page(request, project)


def _note(request: HttpRequest, project: Project, kind: str, form: Any, name: str, done: str) -> HttpResponse:
    if form.is_valid():
        actions.write_note(project, by=person_of(request), kind=kind, words=form.cleaned_data["words"])
        messages.success(request, done)
        return redirect("trust:buddies", project.slug)
    return buddies_page(request, project, **{name: form})


@require_POST
@project_page(may_be_in_pairs)
def offer(request: HttpRequest, project: Project) -> HttpResponse:
    form = OfferForm(request.POST, auto_id="offer_%s")
    return _note(
        request, project, Kind.OFFER, form, "offer_form", _("Thank you. A host asks you before anything begins.")
    )


@require_POST
@project_page(may_be_in_pairs)
def ask(request: HttpRequest, project: Project) -> HttpResponse:
    form = AskForm(request.POST, auto_id="ask_%s")
    return _note(request, project, Kind.ASK, form, "ask_form", _("Hosts see it, and look for somebody for you."))


@require_POST
@project_page(is_member)
def stop(request: HttpRequest, project: Project) -> HttpResponse:
    """No longer offered, or no longer asked."""
    note = asking.note_of(project, person_of(request), request.POST.get("kind", ""))
    if note:
        actions.end_note(note, by=person_of(request))
        messages.success(request, _("Done. Your words are gone."))
    return redirect("trust:buddies", project.slug)


@require_POST
@project_page(may_suggest_pairs)
def told(request: HttpRequest, project: Project) -> HttpResponse:
    form = NoteForForm(request.POST, project=project, auto_id="told_%s")
    if form.is_valid():
        actions.note_for(project, by=person_of(request), **form.cleaned_data)
        messages.success(request, _("Written down for them."))
        return redirect("trust:buddies", project.slug)
    return buddies_page(request, project, told_form=form)


@require_POST
@project_page(may_suggest_pairs)
def suggest(request: HttpRequest, project: Project) -> HttpResponse:
    ids = {
        "asking": set(asking.without_buddy(project).values_list("person_id", flat=True)),
        "offering": set(asking.notes_of(project, Kind.OFFER).values_list("person_id", flat=True)),
    }
    form = SuggestForm(request.POST, project=project, auto_id="suggest_%s", **ids)
    if form.is_valid():
        try:
            row = actions.suggest_pair(project, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("Both are asked in My space. It begins when both said yes."))
            return redirect("trust:pair", project.slug, row.pk)
        except ValueError as error:
            form.add_error("buddy", str(error))
    return buddies_page(request, project, suggest_form=form)


def pair_page(request: HttpRequest, pair: Pair, form: Any = None, for_form: Any = None) -> HttpResponse:
    """The page of two people, as one of them or a host sees it."""
    person = person_of(request)
    mine = asking.half_of(pair, person)
    halves = [asking.opened(half, "hello") for half in pair.halves.all()]
    own = next((one for one in halves if mine and one.row.pk == mine.pk), None)
    waiting = [half for half in pair.halves.all() if half.yes_at is None and half != mine]
    context: dict[str, Any] = {
        "project": pair.project,
        "pair": pair,
        "halves": halves,
        "mine": mine,
        "form": form or HelloForm(initial={"hello": own.words if own else ""}),
        "for_form": for_form or YesForForm(auto_id="for_%s"),
        "waiting": waiting if is_host(person, pair.project) else [],
    }
    return render(request, "trust/pair.html", context, status=status_of(context["form"], context["for_form"]))


@page_with_form
@project_page(is_member)
def pair(request: HttpRequest, project: Project, pk: Any) -> HttpResponse:
    """Say yes, and how the other finds you; the same form changes these words."""
    row = pair_for(request, project, pk)
    form = HelloForm(sent(request)) if request.method == "POST" else None
    mine = asking.half_of(row, request.user)
    if form and mine and form.is_valid():
        try:
            mine.pair = row
            begun = actions.say_yes(mine, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("You are buddies now.") if begun else _("Noted. Now the other one is asked."))
            return redirect("trust:pair", project.slug, row.pk)
        except ValueError as error:
            form.add_error("hello", str(error))
    return pair_page(request, row, form if mine else None)


@require_POST
@project_page(may_suggest_pairs)
def yes_for(request: HttpRequest, project: Project, pk: Any) -> HttpResponse:
    """A host writes down the yes of one who told them."""
    row, form = pair_for(request, project, pk), YesForForm(request.POST, auto_id="for_%s")
    if not form.is_valid():
        return pair_page(request, row, for_form=form)
    half = get_object_or_404(Half, pair=row, part=clean_line(request.POST.get("part", ""))[:8])
    try:
        half.pair = row
        actions.note_yes(half, by=person_of(request), **form.cleaned_data)
        messages.success(request, _("Written down for them."))
    except ValueError as error:
        messages.error(request, str(error))
    return redirect("trust:pair", project.slug, row.pk)


@require_POST
@project_page(is_member)
def end_pair(request: HttpRequest, project: Project, pk: Any) -> HttpResponse:
    actions.end_pair(pair_for(request, project, pk), by=person_of(request))
    messages.success(request, _("Ended. Nobody is told why, and what you wrote for each other is gone."))
    return redirect("trust:buddies", project.slug)


@require_safe
@project_page(is_member)
def slip(request: HttpRequest, project: Project, pk: Any) -> HttpResponse:
    """For each of the two a slip of paper: who the other is, and how to find them."""
    row = pair_for(request, project, pk)
    halves = [asking.opened(half, "hello") for half in row.halves.all()]
    slips = [(one.row, other) for one in halves for other in halves if one is not other]
    return render(request, "trust/slip.html", {"project": project, "pair": row, "slips": slips})
