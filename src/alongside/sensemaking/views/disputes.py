"""People check how their words were used, and dispute it; hosts reply; only the person settles."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alongside.kit.paging import page_of
from alongside.projects.access import project_page
from alongside.projects.models import Project
from alongside.projects.rules import may_host, may_see
from alongside.sensemaking import actions, queries
from alongside.sensemaking.forms import AnswerForm, WordsForm
from alongside.sensemaking.models import UseCheck
from alongside.sensemaking.views.themes import theme_context, theme_in
from alongside.voices.models import Voice
from alongside.voices.queries import show_mine
from alongside.voices.views.reading import person_of


@require_safe
@login_required
def my_checks(request: HttpRequest) -> HttpResponse:
    return render(request, "sensemaking/my_checks.html", _mine(request))


def _mine(request: HttpRequest, late: tuple[int, AnswerForm] | None = None) -> dict[str, object]:
    page = page_of(queries.checks_for(person_of(request)), request)
    voices = show_mine([check.voice for check in page.items], person_of(request))
    forms = {check.pk: AnswerForm(auto_id=f"check-{check.pk}-%s") for check in page.items if not check.verdict}
    forms.update([late] if late else [])
    now = queries.where_now([check.theme for check in page.items])
    rows = [
        (check, voice, forms.get(check.pk), now.get(check.theme_id, []))
        for check, voice in zip(page.items, voices, strict=True)
    ]
    return {"page": page, "asked": [row for row in rows if row[2]], "told": [row for row in rows if not row[2]]}


@login_required
@require_POST
def answer_check(request: HttpRequest, pk: int) -> HttpResponse:
    check = get_object_or_404(queries.checks_for(person_of(request)), pk=pk)
    form = AnswerForm(request.POST, auto_id=f"check-{check.pk}-%s")
    if not form.is_valid():
        return render(request, "sensemaking/my_checks.html", _mine(request, (check.pk, form)), status=422)
    _try(
        request,
        _("Thank you. Your answer is kept."),
        lambda: actions.answer_check(check, by=person_of(request), **form.cleaned_data),
    )
    return redirect("sensemaking:my_checks")


@login_required
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    check = get_object_or_404(queries.checks_for(person_of(request)), pk=pk)
    _try(
        request,
        _("Settled. It stays in the theme's history."),
        lambda: actions.settle_dispute(check, by=person_of(request)),
    )
    if request.POST.get("to") == "theme" and may_see(request.user, check.theme.project):
        return redirect("sensemaking:theme", check.theme.project.slug, check.theme_id)
    return redirect("sensemaking:my_checks")


def _try(request: HttpRequest, said: str, act: Callable[[], object]) -> None:
    try:
        act()
    except ValueError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said)


@project_page()
@require_POST
def dispute(request: HttpRequest, project: Project, pk: int, voice_pk: int) -> HttpResponse:
    """The person whose words these are, or a host for them, says that they are not used as meant."""
    theme = theme_in(project, pk)
    theirs = Voice.objects.filter(project=project, person__isnull=False, taken_back_at__isnull=True)
    if not may_host(request.user, project):
        theirs = theirs.filter(person_id=request.user.pk or 0)
    voice = get_object_or_404(theirs, pk=voice_pk)
    form = WordsForm(request.POST, label=_("What is not right?"))
    if not form.is_valid():
        context = theme_context(request, project, theme, dispute_form=form, disputed=voice.pk)
        return render(request, "sensemaking/theme.html", context, status=422)
    act = lambda: actions.raise_dispute(voice, theme, by=person_of(request), words=form.cleaned_data["words"])  # noqa: E731
    _try(request, _("It stands with the theme now, for everyone to see."), act)
    return redirect("sensemaking:theme", project.slug, theme.pk)


@project_page(may_host)
@require_POST
def reply(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    check = get_object_or_404(UseCheck.objects.select_related("theme__project", "voice"), theme__project=project, pk=pk)
    words = request.POST.get("words", "")
    _try(
        request,
        _("Your reply stands below their words."),
        lambda: actions.reply_to_dispute(check, by=person_of(request), words=words),
    )
    seen_on = queries.where_now([check.theme]).get(check.theme_id) or [check.theme]
    return redirect("sensemaking:theme", project.slug, seen_on[0].pk)
