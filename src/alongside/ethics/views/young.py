"""Young people: the page of four parts, for everybody; who is young, for few; the age group, by them or a parent."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alongside.ethics import actions, young
from alongside.ethics.forms import AnswerNotSoForm, NotSoForm, PartForm, YoungForm, YoungRulesForm
from alongside.ethics.models import How, NotSo, Part
from alongside.ethics.views.mine import place_of
from alongside.kit.paging import page_of
from alongside.people.views.cards import page_with_form
from alongside.projects.access import person_of, project_page
from alongside.projects.models import Membership, Project
from alongside.projects.rules import may_host, may_take_part


@require_safe
@project_page()
def young_people(request: HttpRequest, project: Project) -> HttpResponse:
    """Space, voice, audience, influence: what the project does, what hosts write, and who says that it is not so."""
    return _page(request, project)


def _page(request: HttpRequest, project: Project, part: str = "", form: NotSoForm | None = None) -> HttpResponse:
    rules = young.rules_of(project)
    context = {
        "project": project,
        "rules": rules,
        "parts": young.parts_of(project),
        "wrong": part,
        "wrong_form": form,
        "fresh": NotSoForm(),
        "may_say": may_take_part(request.user, project),
        "may_host": may_host(request.user, project),
        "may_see": young.may_see_young(request.user, project),
    }
    return render(request, "ethics/young_people.html", context, status=422 if form else 200)


def _known(part: str) -> str:
    if part not in Part.values:
        raise Http404
    return part


@page_with_form
@project_page(may_host)
def write_part(request: HttpRequest, project: Project, part: str) -> HttpResponse:
    """A host writes about one of the four."""
    _known(part)
    shown = next(one for one in young.parts_of(project) if one.key == part)
    sent = request.POST if request.method == "POST" else None
    form = PartForm(sent, initial={"words": shown.words.words if shown.words else ""})
    if request.method == "POST" and form.is_valid():
        actions.write_part(project, by=person_of(request), part=part, words=form.cleaned_data["words"])
        messages.success(request, _("Written down. Everybody can read it."))
        return redirect("ethics:young_people", project.slug)
    context = {"project": project, "part": shown, "form": form}
    return render(request, "ethics/write_part.html", context, status=422 if form.errors else 200)


@require_POST
@project_page(may_take_part)
def say_not_so(request: HttpRequest, project: Project, part: str) -> HttpResponse:
    form = NotSoForm(request.POST)
    _known(part)
    if not form.is_valid():
        return _page(request, project, part, form)
    actions.say_not_so(project, by=person_of(request), part=part, **form.cleaned_data)
    messages.success(request, _("Thank you. It stands here without your name, and a host answers."))
    return redirect("ethics:young_people", project.slug)


@page_with_form
@project_page(may_host)
def answer_not_so(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    row = get_object_or_404(NotSo, project=project, pk=pk)
    row.project = project
    sent = request.POST if request.method == "POST" else None
    form = AnswerNotSoForm(sent, initial={"words": row.answer})
    if request.method == "POST" and form.is_valid():
        actions.answer_not_so(row, by=person_of(request), words=form.cleaned_data["words"])
        messages.success(request, _("Written down. Everybody can read it."))
        return redirect("ethics:young_people", project.slug)
    context = {"project": project, "row": row, "form": form}
    return render(request, "ethics/answer_not_so.html", context, status=422 if form.errors else 200)


@page_with_form
@project_page(may_host)
def young_rules(request: HttpRequest, project: Project) -> HttpResponse:
    """Whether young people take part here, and what a parent is asked as well."""
    rules = young.rules_of(project)
    now = {"is_on": rules.is_on, "cut_off": rules.cut_off, "both": rules.both}
    form = YoungRulesForm(request.POST if request.method == "POST" else None, initial=now)
    if request.method == "POST" and form.is_valid():
        actions.set_young_rules(project, by=person_of(request), **form.cleaned_data)
        messages.success(request, _("Kept. Everybody can see it."))
        return redirect("ethics:young_people", project.slug)
    context = {"project": project, "form": form}
    return render(request, "ethics/young_rules.html", context, status=422 if form.errors else 200)


@require_safe
@project_page(young.may_see_young)
def who_is_young(request: HttpRequest, project: Project) -> HttpResponse:
    """For hosts and the safeguarding lead: who is young, and whether a parent is known."""
    rules, page = young.rules_of(project), page_of(young.young_here(project), request, newest_first=False)
    places = dict(Membership.objects.filter(project=project, person__in=[r.person_id for r in page.items])
                  .values_list("person_id", "pk"))  # fmt: skip
    parents = young.parents_of(project, [row.person_id for row in page.items])
    told = []
    for row in page.items:
        parent, lives = parents.get(row.person_id, (None, False))
        told.append((row, young.group_words(row.group, rules), places.get(row.person_id), parent, lives))
    context = {"project": project, "rows": told, "page": page, "may_host": may_host(request.user, project)}
    return render(request, "ethics/who_is_young.html", context)


def _mark(request: HttpRequest, place: Membership, how: str) -> None:
    form: Any = YoungForm(young.group_choices(young.rules_of(place.project)), request.POST)
    by = person_of(request)
    try:
        if form.is_valid() and form.cleaned_data["group"]:
            actions.mark_young(place.project, place.person, by=by, group=form.cleaned_data["group"], how=how)
        elif form.is_valid():
            actions.end_young(place.project, place.person, by=by, how=how)
        else:
            raise ValueError(_("Choose an age group."))
        messages.success(request, _("Kept. Only you, the hosts and the safeguarding lead see it."))
    except ValueError as error:
        messages.error(request, str(error))


@login_required
@require_POST
def my_age(request: HttpRequest, pk: int) -> HttpResponse:
    """I am young, or my child is; or not any more."""
    place = place_of(request, pk)
    try:
        _mark(request, place, How.SCREEN.value)
    except PermissionDenied as denied:  # somebody who answers for them, and is no parent
        raise Http404 from denied
    return redirect("ethics:mine_in", pk)


@require_POST
@project_page(may_host)
def member_age(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """A host writes down which age group a member said."""
    place = get_object_or_404(Membership.objects.select_related("person", "project"), project=project, pk=pk)
    if place.left_at is not None:
        raise Http404
    _mark(request, place, How.TOLD.value)
    return redirect("ethics:member", project.slug, pk)
