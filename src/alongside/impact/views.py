"""Pages of impact: receipts, changes, promised dates, what waits, letters and trails."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.decisions.models import Decision, Passage
from alongside.decisions.queries import unanswered_proposals, undecided_passages
from alongside.decisions.rules import may_record
from alongside.engines.trails import lay_out
from alongside.gatherings.queries import clocks_of as playback_clocks_of
from alongside.gatherings.queries import past_gatherings
from alongside.impact import actions, queries
from alongside.impact.forms import ChangeForm
from alongside.impact.models import ReceiptWish
from alongside.impact.queries.clocks import look_backs_of, standing_decisions
from alongside.impact.rules import may_issue_again, may_note_change, may_print_letters
from alongside.impact.tasks import issue_in_job
from alongside.kit.paging import page_of
from alongside.people.models import Person
from alongside.projects.access import person_of, project_page
from alongside.projects.models import Membership, Project
from alongside.projects.queries import promise_of
from alongside.projects.rules import may_see_waiting
from alongside.sensemaking.models import Theme
from alongside.sensemaking.queries import open_disputes
from alongside.voices.queries import show, voices_of

MOST_LOOK_BACKS = 10


@require_safe
@login_required
def receipts(request: HttpRequest) -> HttpResponse:
    """My answers, newest first."""
    page = page_of(queries.receipts_of_person(person_of(request)), request, per=20)
    wish = ReceiptWish.objects.filter(person=person_of(request), by_email=True).exists()
    shown = queries.show_receipts(page.items)
    return render(request, "impact/receipts.html", {"page": page, "receipts": shown, "wish": wish})


@require_safe
@login_required
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(queries.receipts_of_person(person_of(request)), pk=pk)
    return render(request, "impact/receipt.html", {"receipt": queries.show_receipts([row])[0]})


@require_POST
@login_required
def wish(request: HttpRequest) -> HttpResponse:
    try:
        actions.wish_receipts_by_email(person_of(request), wants="wants" in request.POST, by=person_of(request))
        messages.success(request, _("Your choice is kept."))
    except ValueError as error:
        messages.error(request, str(error))
    return redirect("impact:receipts")


@require_safe
@project_page()
def changes(request: HttpRequest, project: Project) -> HttpResponse:
    """What really became different, wanted or not."""
    page = page_of(queries.changes_of(project), request, per=30, by="seen_on")
    sides = dict(
        Membership.objects.filter(
            project=project, person__in={row.noted_by_id for row in page.items if row.noted_by_id}
        ).values_list("person_id", "side")
    )
    rows = [{"change": row, "side": sides.get(row.noted_by_id or 0, "")} for row in page.items]
    may = may_note_change(request.user, project)
    decisions = Decision.objects.filter(project=project)[:50] if may else []
    totals = queries.answered_totals(project)
    return render(
        request,
        "impact/changes.html",
        {"project": project, "page": page, "rows": rows, "decisions": decisions, "totals": totals},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@project_page(may_note_change)
def note_change(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    decision = get_object_or_404(Decision, project=project, pk=pk)
    form = ChangeForm(request.POST or None, initial={"seen_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.note_change(decision, by=person_of(request), **form.cleaned_data)
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The change is noted. It shows on the answers people got."))
            return redirect("impact:changes", project.slug)
    status = 422 if request.method == "POST" else 200
    return render(
        request, "impact/note_change.html", {"project": project, "decision": decision, "form": form}, status=status
    )


@require_POST
@project_page(may_issue_again)
def issue_again(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Missing answers are given; nobody gets one twice."""
    decision = get_object_or_404(Decision, project=project, pk=pk)
    job = actions.issue_again(decision, by=person_of(request))
    if job is not None:
        issue_in_job.enqueue(str(job.pk))
    messages.success(request, _("The answers are on their way.") if job else _("Everyone has their answer."))
    return redirect("impact:changes", project.slug)


@require_safe
@project_page()
def clocks(request: HttpRequest, project: Project) -> HttpResponse:
    """What was promised by when, drawn and in words, for everyone."""
    today = timezone.localdate()
    shown = queries.clocks_of(project, today)
    past = page_of(past_gatherings(project, today), request, per=20, by="on", key="gatherings")
    decided = page_of(standing_decisions(project), request, per=20, by="decided_on", key="decisions")
    context = {
        "project": project,
        "clocks": shown,
        "bar": _bar(shown.answers),
        "past": past,
        "playback": playback_clocks_of(project, past.items, today),
        "decided": decided,
        "look_backs": look_backs_of(project, decided.items, today),
    }
    return render(request, "impact/clocks.html", context)


@require_safe
@project_page()
def clocks_svg(request: HttpRequest, project: Project) -> HttpResponse:
    """The bar of answers as a picture of its own, with its legend in it."""
    shown = queries.clocks_of(project, timezone.localdate())
    context = {"project": project, "clocks": shown, "bar": _bar(shown.answers), "alone": True}
    return _svg_file("impact/parts/_bar.svg.html", context, "answers.svg")


def _svg_file(template: str, context: dict[str, Any], name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(render_to_string(template, context).strip(), content_type="image/svg+xml", headers=headers)


def _bar(answers: Any) -> list[dict[str, Any]]:
    start, parts = 0.0, []
    kinds = (
        ("answered", _("Answered"), "#14663f"),
        ("waiting", _("Waiting, in time"), "#c5cce4"),
        ("soon", _("Due within 14 days"), "#8a4b00"),
        ("late", _("Late"), "#a8201a"),
    )
    for row, (kind, label, colour) in enumerate(kinds):
        count = getattr(answers, kind)
        width = 100 * count / answers.total if answers.total else 0.0
        place = {"x": f"{start:.2f}", "width": f"{width:.2f}", "row": f"{15 + 4.5 * row:.1f}"}
        parts.append({"kind": kind, "label": label, "count": count, "colour": colour, **place})
        start += width
    return parts


@require_safe
@project_page(may_see_waiting)
def waiting(request: HttpRequest, project: Project) -> HttpResponse:
    """Everything that somebody waits for, each with its clock and the one thing to do."""
    today, promise = timezone.localdate(), promise_of(project)
    page = page_of(queries.owed_voices(project), request, per=20, newest_first=False, by="said_at")
    undecided = queries.longest_waiting(undecided_passages(project), project)
    passages = page_of(undecided, request, per=10, newest_first=False, by="waits_since", key="passages")
    proposals = page_of(unanswered_proposals(project), request, per=10, newest_first=False, key="proposals")
    disputes = Theme.objects.filter(project=project, pk__in=open_disputes(project))
    clocks = queries.voice_clocks(page.items, promise, today)
    behind = queries.passage_clocks(passages.items, project, promise, today)
    voices = show(page.items, viewer=request.user, project=project)
    look_backs = queries.lookbacks_due(project, today)
    context = {
        "project": project,
        "page": page,
        "voices": [(one, clocks[one.id]) for one in voices],
        "passages": passages,
        "passage_rows": [(one, behind.get(one.pk)) for one in passages.items],
        "look_backs": look_backs[:MOST_LOOK_BACKS],
        "more_look_backs": max(0, len(look_backs) - MOST_LOOK_BACKS),
        "proposals": proposals,
        "disputes": page_of(disputes, request, per=10, newest_first=False, key="disputes"),
        "owed": queries.clocks_of(project, today).answers,
        "may_record": may_record(request.user, project),
    }
    return render(request, "impact/waiting.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@project_page(may_print_letters)
def letters(request: HttpRequest, project: Project) -> HttpResponse:
    """Answers on paper, a letter for each person without an email, 50 people at a time."""
    if request.method == "POST":
        people = [int(pk) for pk in request.POST.getlist("person") if pk.isascii() and pk.isdigit()][:50]
        actions.mark_letters_printed(project, people, by=person_of(request))
        messages.success(request, _("These letters are marked as printed."))
        return redirect("impact:letters", project.slug)
    waiting_for = Person.objects.filter(pk__in=queries.letter_receipts(project).order_by().values("voice__person_id"))
    page = page_of(waiting_for, request, per=50, newest_first=False)
    batch = queries.letter_batch(project, page.items)
    size = "large" if request.GET.get("size") == "large" else ""
    context = {"project": project, "page": page, "letters": batch, "size": size, "origin": settings.ORIGIN}
    return render(request, "impact/letters.html", context)


def _drawn(trail: queries.Trail) -> dict[str, Any]:
    wide, narrow = lay_out(trail.nodes, trail.edges), lay_out(trail.nodes, trail.edges, narrow=True)
    return {"project": trail.project, "trail": trail, "wide": wide, "narrow": narrow}


def _svg(trail: queries.Trail) -> HttpResponse:
    context = {"drawing": lay_out(trail.nodes, trail.edges), "alone": True, "id": "trail"}
    return _svg_file("impact/parts/_trail.svg.html", context, "trail.svg")


@require_safe
@project_page()
def trail_of_voice(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Where are you now? A voice's way, drawn and in words."""
    voice = get_object_or_404(voices_of(project).select_related("project"), pk=pk)
    trail = queries.trail_of_voice(voice, viewer=request.user)
    shown = show([voice], viewer=request.user, project=project)[0]
    return render(request, "impact/trail_of_voice.html", _drawn(trail) | {"voice": shown})


@require_safe
@project_page()
def voice_svg(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    voice = get_object_or_404(voices_of(project).select_related("project"), pk=pk)
    return _svg(queries.trail_of_voice(voice, viewer=request.user))


@require_safe
@project_page()
def voice_prov(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    voice = get_object_or_404(voices_of(project), pk=pk)
    return JsonResponse(queries.prov_of_voice(voice))


@require_safe
@project_page()
def trail_of_passage(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Who is behind you? The themes and voices a passage rests on, and what came of it."""
    passage = get_object_or_404(Passage.objects.select_related("draft__project"), draft__project=project, pk=pk)
    page = page_of(queries.voices_behind(passage), request, per=50)
    context = _drawn(queries.trail_of_passage(passage))
    context |= {"passage": passage, "page": page, "voices": show(page.items, viewer=request.user, project=project)}
    return render(request, "impact/trail_of_passage.html", context)


@require_safe
@project_page()
def passage_svg(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    passage = get_object_or_404(Passage.objects.select_related("draft__project"), draft__project=project, pk=pk)
    return _svg(queries.trail_of_passage(passage))


@require_safe
@project_page()
def trail_of_theme(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Where did this theme go? What it came from and became, and what was decided and changed."""
    theme = get_object_or_404(Theme.objects.select_related("project"), project=project, pk=pk)
    return render(request, "impact/trail_of_theme.html", _drawn(queries.trail_of_theme(theme)) | {"theme": theme})


@require_safe
@project_page()
def theme_svg(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    theme = get_object_or_404(Theme.objects.select_related("project"), project=project, pk=pk)
    return _svg(queries.trail_of_theme(theme))


@require_safe
@project_page()
def trail_of_decision(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """What does this rest on, and what came of it?"""
    decision = get_object_or_404(Decision.objects.select_related("project"), project=project, pk=pk)
    context = _drawn(queries.trail_of_decision(decision)) | {"decision": decision}
    context["may_issue_again"] = may_issue_again(request.user, project)
    return render(request, "impact/trail_of_decision.html", context)


@require_safe
@project_page()
def decision_svg(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    decision = get_object_or_404(Decision.objects.select_related("project"), project=project, pk=pk)
    return _svg(queries.trail_of_decision(decision))
