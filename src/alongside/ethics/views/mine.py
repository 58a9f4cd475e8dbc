"""My permissions: what I allow, project by project, and what hangs on it."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from alongside.ethics import actions, queries, support, young
from alongside.ethics.forms import OUTPUTS, NarrowForm, ObjectForm, PartnerForm
from alongside.ethics.kinds import ABOUT, OF_WORDS
from alongside.ethics.models import Kind, Permission, Young
from alongside.ethics.record import record_of
from alongside.ethics.rules import may_take_away, supporter_of
from alongside.kit.codes import shown_code
from alongside.kit.paging import page_of
from alongside.people.models import Person
from alongside.people.views.cards import page_with_form
from alongside.projects.access import person_of
from alongside.projects.models import Membership
from alongside.projects.withdrawals import Withdrawal, what_it_reaches

SCOPED = {k.value for k in (Kind.QUOTE, Kind.NAME, Kind.PUBLISH, Kind.PHOTO_OF_ME, Kind.RECORDING)}
ASKS_FIRST = OF_WORDS | {Kind.JOIN.value}  # a no to these shows first what it reaches
GROUPS = (
    (later("Your words"), (Kind.NOTES, Kind.QUOTE, Kind.NAME, Kind.PUBLISH)),
    (later("Reaching you"), (Kind.EMAIL, Kind.PHONE, Kind.POST)),
    (later("Photos, sound and film"), (Kind.PHOTO_OF_ME, Kind.MY_PHOTO, Kind.RECORDING)),
    (later("More"), (Kind.JOIN, Kind.EQUALITY, Kind.SHARE, Kind.LATER)),
)


def place_of(request: HttpRequest, pk: int) -> Membership:
    """A place in a project that is the reader's own, or of somebody they may answer for. Http404 otherwise."""
    return get_object_or_404(support.places_of(person_of(request)), pk=pk)


def own_place_of(request: HttpRequest, pk: int) -> Membership:
    """A place that is the reader's own: who answers for somebody gets no receipt, no file, and takes nothing whole."""
    rows = Membership.objects.filter(person=person_of(request)).select_related("project", "person")
    return get_object_or_404(rows, pk=pk)


def known_kind(kind: str) -> str:
    if kind not in Kind.values:
        raise Http404
    return kind


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """All my projects; whom I may answer for is named."""
    page = page_of(support.places_of(person_of(request)), request, newest_first=False)
    ended = support.ran_out_for(person_of(request))[:20]
    return render(request, "ethics/mine.html", {"page": page, "ended": ended})


@login_required
@require_safe
def mine_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Each permission in one project: how it stands, and a yes and a no."""
    place = place_of(request, pk)
    own_age = young.young_of(place.project, place.person)
    me, helpers = person_of(request), support.supporters_of(place)
    is_me, close = place.person_id == me.pk, support.is_close(me, place)
    is_parent = close and not is_me
    told = queries.kind_rows(
        place.project, place.person, easy=close and own_age is not None, by_parent=is_parent, seconds=close
    )
    rows = {row.kind: row for row in told}
    groups = [(label, [rows[kind.value] for kind in kinds]) for label, kinds in GROUPS]
    supporters = support.shown(helpers if is_me else helpers.filter(supporter=me), me)
    context = {
        "place": place,
        "project": place.project,
        "groups": groups,
        "waiting": [row for row in rows.values() if row.is_asked or row.runs_out_soon],
        "kept": request.GET.get("kept", ""),
        "handling": queries.handling_of(place.project),
        "paper": queries.live_code_of(place),
        "supporters": supporters,
        "has_parent": support.has_parent(supporters),
        "object_form": ObjectForm(),
        "takings": support.takings_of(place)[:5] if is_me else [],
        "is_me": is_me,
        "is_parent": is_parent,
        **_who_reads(me, place, own_age, close=close),
        **young.age_asked(place, own_age, me),
    }
    return render(request, "ethics/mine_in.html", context)


@login_required
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """One yes or one no. A no that removes something asks first."""
    place, kind = place_of(request, pk), request.POST.get("kind", "")
    yes = request.POST.get("answer") == "yes"
    if not yes and kind in ASKS_FIRST:
        return redirect("ethics:take_back", place.pk, kind)
    try:
        actions.answer(place.project, place.person, kind, yes=yes, by=person_of(request))
    except ValueError as error:
        messages.error(request, str(error))
        return redirect("ethics:mine_in", place.pk)
    return redirect(f"{reverse('ethics:mine_in', args=[place.pk])}?kept={kind}#kind-{kind}")  # back to where they were


def _who_reads(me: Person, place: Membership, own_age: Young | None, *, close: bool) -> dict[str, Any]:
    """What this reader is shown of who answered, and the kinds to which only the person says no."""
    own = supporter_of(me, place.person, place.project) if me.pk != place.person_id else None
    theirs = [kind for kind in Kind.values if own and not may_take_away(own.acting, kind, own_age)]
    return {"is_close": close, "theirs_alone": theirs, "only_they": support.only_they(place.person)}


@login_required
@page_with_form
def kind(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """One permission: the exact words, its history, and answers for one gathering or one place only."""
    place, kind = place_of(request, pk), known_kind(kind)
    sent: Any = request.POST if request.method == "POST" else None
    if sent is not None and kind not in SCOPED and kind != Kind.SHARE:
        return redirect("ethics:take_back" if sent.get("answer") == "no" else "ethics:kind", pk, kind)
    form = PartnerForm(sent) if kind == Kind.SHARE else NarrowForm(place.project, sent)
    if form.is_valid() and (done := _answer_narrow(request, place, kind, form)):
        return done
    context = _kind_page(request, place, kind, form)
    return render(request, "ethics/kind.html", context, status=200 if sent is None else 422)


def _kind_page(request: HttpRequest, place: Membership, kind: str, form: Any) -> dict[str, Any]:
    me, own_age = person_of(request), young.young_of(place.project, place.person)
    close = support.is_close(me, place)
    is_parent = close and me.pk != place.person_id
    rows = queries.kind_rows(place.project, place.person, by_parent=is_parent, seconds=close)
    history = queries.history_of(place.project, place.person, kind)
    history = history if close else history.filter(is_second=False)
    who = _who_reads(me, place, own_age, close=close)
    return {
        "place": place,
        "project": place.project,
        "kind": kind,
        "row": next(row for row in rows if row.kind == kind),
        "label": Kind(kind).label,
        "about": ABOUT[kind],
        "notice": queries.notice_words(kind, queries.handling_of(place.project)),
        "states": [(row, queries.shown_state(row)) for row in history[:100]],
        "form": form if kind in SCOPED or kind == Kind.SHARE else None,
        "reached": [] if kind in who["theirs_alone"] else what_it_reaches(_withdrawal(request, place, kind)),
        **who,
    }


def may_take(reader: Person, place: Membership, kind: str) -> bool:
    """Whether they may take this back. Who may not reads nothing of what hangs on it: it tells what somebody did."""
    own = supporter_of(reader, place.person, place.project) if reader.pk != place.person_id else None
    return own is None or may_take_away(own.acting, kind, young.young_of(place.project, place.person))


def _withdrawal(request: HttpRequest, place: Membership, kind: str, **narrow: Any) -> Withdrawal:
    return Withdrawal(place.person, place.project, frozenset({kind}), person_of(request), **narrow)


def _answer_narrow(request: HttpRequest, place: Membership, kind: str, form: Any) -> HttpResponse | None:
    """Keep it. A no that removes something shows first what; None where it cannot be kept, told beside the form."""
    given = dict(form.cleaned_data)
    yes = given.pop("answer") == "yes"
    removes = not yes and kind in ASKS_FIRST
    if removes and request.POST.get("sure") != "yes":
        return _narrow_preview(request, place, kind, given)
    try:
        actions.answer(place.project, place.person, kind, yes=yes, by=person_of(request), **given)
    except ValueError as error:
        form.add_error(None, str(error))
        return None
    removed = _("Your no counts there from now on. Copies of your words that it reached are removed.")
    messages.success(request, removed if removes else _("Kept. You can change it at any time."))
    return redirect("ethics:kind", place.pk, kind)


def _narrow_preview(request: HttpRequest, place: Membership, kind: str, given: dict[str, Any]) -> HttpResponse:
    gathering, output = given["gathering"], given["output"]
    withdrawal = _withdrawal(request, place, kind, gathering_id=gathering.pk if gathering else None, output=output)
    context = {
        "place": place,
        "project": place.project,
        "label": Kind(kind).label,
        "about": None if output else ABOUT[kind],  # what no means everywhere is not so here
        "reached": what_it_reaches(withdrawal),
        "only_for": [one for one in (gathering and gathering.title, output and dict(OUTPUTS)[output]) if one],
        "sent": {"gathering": gathering.pk if gathering else "", "output": output, "answer": "no", "sure": "yes"},
        "address": reverse("ethics:kind", args=[place.pk, kind]),
    }
    return render(request, "ethics/take_back.html", context)


@never_cache
@login_required
@require_POST
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """A receipt to print, with a new code to take back by phone. The code is shown only now."""
    place = own_place_of(request, pk)
    code = actions.give_receipt_code(place.project, place.person, by=person_of(request))
    return receipt_page(request, place, code)


def receipt_page(request: HttpRequest, place: Membership, code: str) -> HttpResponse:
    """What somebody holds in their hands: each answer, how to take it back, and whom to ring."""
    context = {
        "place": place,
        "project": place.project,
        "rows": queries.kind_rows(place.project, place.person),
        "handling": queries.handling_of(place.project),
        "code": shown_code(code),
        "address": f"{settings.ORIGIN}/take-back/",
    }
    return render(request, "ethics/receipt.html", context)


@never_cache
@login_required
@require_safe
def records(request: HttpRequest, pk: int) -> HttpResponse:
    """Every permission as a record in the terms of ISO/IEC TS 27560."""
    place = own_place_of(request, pk)
    rows = Permission.objects.filter(project=place.project, person=place.person).order_by("record", "at", "id")
    chains: dict[str, list[Permission]] = {}
    for row in rows.select_related("project", "person", "gathering", "notice", "by"):
        chains.setdefault(row.record, []).append(row)
    handling = queries.handling_of(place.project)
    told = [record_of(states, handling, origin=settings.ORIGIN) for states in chains.values()]
    answer = JsonResponse({"records": told}, json_dumps_params={"indent": 1, "ensure_ascii": False})
    answer["Content-Disposition"] = 'attachment; filename="permissions.json"'
    return answer
