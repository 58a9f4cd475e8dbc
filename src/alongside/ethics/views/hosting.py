"""Hosts see what people allow, ask, and write down what they were told; everybody sees how it is looked after."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from alongside.ethics import actions, queries, support, young
from alongside.ethics.forms import AskForm, HandlingForm, PaperForm, SupporterForm, ToldForm
from alongside.ethics.kinds import ABOUT
from alongside.ethics.models import BY_LAW, Kind
from alongside.ethics.views.mine import ASKS_FIRST, known_kind, receipt_page
from alongside.kit.paging import page_of
from alongside.people.models import Person
from alongside.people.views.cards import page_with_form
from alongside.projects.access import person_of, project_page
from alongside.projects.models import Membership, Project
from alongside.projects.queries import members_of
from alongside.projects.rules import may_host


def _member(project: Project, pk: int) -> Membership:
    return get_object_or_404(Membership.objects.select_related("person", "project"), project=project, pk=pk)


@require_safe
@project_page()
def handling(request: HttpRequest, project: Project) -> HttpResponse:
    """Who answers for what people give, where it is kept, and for how long. For everybody."""
    context = {
        "project": project,
        "handling": queries.handling_of(project),
        "may_host": may_host(request.user, project),
    }
    return render(request, "ethics/handling.html", context)


@page_with_form
@project_page(may_host)
def edit_handling(request: HttpRequest, project: Project) -> HttpResponse:
    row = queries.handling_of(project)
    form = HandlingForm(request.POST if request.method == "POST" else None, instance=row)
    if request.method == "POST" and form.is_valid():
        actions.set_handling(project, by=person_of(request), **form.cleaned_data)
        messages.success(request, _("Written down. Everybody can read it."))
        return redirect("ethics:handling", project.slug)
    context = {"project": project, "form": form}
    return render(request, "ethics/edit_handling.html", context, status=422 if form.is_bound else 200)


@require_safe
@project_page(may_host)
def overview(request: HttpRequest, project: Project) -> HttpResponse:
    """How the members answered, kind by kind, and a form that asks."""
    context = {"project": project, "counts": queries.kind_counts(project), "form": AskForm()}
    return render(request, "ethics/overview.html", context)


@require_POST
@project_page(may_host)
def ask(request: HttpRequest, project: Project) -> HttpResponse:
    form = AskForm(request.POST)
    if not form.is_valid():
        context = {"project": project, "counts": queries.kind_counts(project), "form": form}
        return render(request, "ethics/overview.html", context, status=422)
    people = Person.objects.filter(memberships__in=members_of(project))
    count = actions.ask(project, people, form.cleaned_data["kinds"], by=person_of(request))
    words = ngettext("%(n)d question is waiting in My space.", "%(n)d questions are waiting in My space.", count)
    messages.success(request, words % {"n": count})
    return redirect("ethics:overview", project.slug)


@require_safe
@project_page(may_host)
def by_kind(request: HttpRequest, project: Project, kind: str) -> HttpResponse:
    """Who allows one thing and who does not: to hold in the hand when a photo is taken."""
    known_kind(kind)
    page: Any = page_of(members_of(project), request, newest_first=False)
    rows = queries.states_of_members(project, kind, page.items)
    context = {"project": project, "page": page, "rows": rows, "label": Kind(kind).label, "kind": kind}
    return render(request, "ethics/by_kind.html", context)


@page_with_form
@project_page(may_host)
def member(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """One member: what they allow, and what they told a host."""
    row = _member(project, pk)
    form = ToldForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _removes(form.cleaned_data) and request.POST.get("sure") != "yes":
        return _ask_again(request, row, form.cleaned_data)
    if form.is_valid() and _write_down(request, row, form):
        return redirect("ethics:member", project.slug, row.pk)
    return _member_page(request, row, form, SupporterForm(row))


def _removes(told: dict[str, str]) -> bool:
    return told["answer"] == "no" and told["kind"] in ASKS_FIRST


def _ask_again(request: HttpRequest, row: Membership, told: dict[str, str]) -> HttpResponse:
    """What this no removes, to read to the person first. Without numbers: what they did is not for hosts to read."""
    kind = told["kind"]
    context = {
        "project": row.project,
        "member": row,
        "label": Kind(kind).label,
        "about": ABOUT[kind],
        "is_final": kind == Kind.NOTES,
        "sent": {**told, "sure": "yes"},
    }
    return render(request, "ethics/told_no.html", context)


def _write_down(request: HttpRequest, row: Membership, form: ToldForm) -> bool:
    told = form.cleaned_data
    by, yes = person_of(request), told["answer"] == "yes"
    try:
        if yes:
            actions.answer(row.project, row.person, told["kind"], yes=True, by=by, how=told["how"])
        else:
            actions.withdraw(row.project, row.person, [told["kind"]], by=by, how=told["how"])
    except ValueError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("Written down. They see it in My permissions, with your name."))
    return True


def _member_page(request: HttpRequest, row: Membership, form: ToldForm, supporter: SupporterForm) -> HttpResponse:
    context = {
        "project": row.project,
        "member": row,
        "rows": queries.kind_rows(row.project, row.person),
        "form": form,
        "supporter_form": supporter,
        "supporters": support.shown(support.supporters_of(row), person_of(request)),
        **young.age_asked(row, young.young_of(row.project, row.person), row.person),
    }
    wrong = bool(form.errors or supporter.errors)
    return render(request, "ethics/member.html", context, status=422 if wrong else 200)


@require_POST
@project_page(may_host)
def ask_supporter(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Ask a member whether somebody may answer for them; or write down who has a say in law, and why."""
    row = _member(project, pk)
    form = SupporterForm(row, request.POST)
    if form.is_valid() and _asked(request, row, form):
        return redirect("ethics:member", project.slug, row.pk)
    return _member_page(request, row, ToldForm(), form)


def _asked(request: HttpRequest, row: Membership, form: SupporterForm) -> bool:
    chosen, by, project = form.cleaned_data, person_of(request), row.project
    helper, acting = chosen["supporter"].person, chosen["acting"]
    try:
        if acting in BY_LAW:
            actions.record_authority(project, row.person, helper, by=by, acting=acting, ground=chosen["ground"])
            messages.success(request, _("Written down. The person is told, and can object."))
        else:
            actions.ask_for_supporter(project, row.person, helper, by=by)
            messages.success(request, _("The person is asked in My space. Until they say yes, it allows nothing."))
    except ValueError as error:
        form.add_error("supporter", str(error))
        return False
    return True


@never_cache
@require_POST
@project_page(may_host)
def receipt(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """A receipt on paper for a member who has no screen. Its code is shown only now."""
    row = _member(project, pk)
    if row.left_at is not None:
        raise Http404
    code = actions.give_receipt_code(project, row.person, by=person_of(request))
    return receipt_page(request, row, code)


@require_safe
@project_page(may_host)
def papers(request: HttpRequest, project: Project) -> HttpResponse:
    """Paper that is out with words that were taken back, and who goes after it."""
    return _papers_page(request, project, PaperForm())


def _papers_page(request: HttpRequest, project: Project, form: PaperForm, wrong: int = 0) -> HttpResponse:
    rows = support.papers_of(project)
    context = {
        "project": project,
        "page": page_of(rows.filter(done_on=None), request, newest_first=False),
        "done": page_of(rows.exclude(done_on=None), request, per=10, key="done"),
        "form": form,
        "wrong": wrong,
    }
    return render(request, "ethics/papers.html", context, status=422 if wrong else 200)


@require_POST
@project_page(may_host)
def paper(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """I go after it; or what was done."""
    row = get_object_or_404(support.papers_of(project), pk=pk)
    row.project = project
    if request.POST.get("do") == "take":
        actions.take_paper(row, by=person_of(request))
        messages.success(request, _("It is on your list now."))
        return redirect("ethics:papers", project.slug)
    form = PaperForm(request.POST)
    if not form.is_valid():
        return _papers_page(request, project, form, row.pk)
    actions.settle_paper(row, by=person_of(request), done=form.cleaned_data["done"])
    messages.success(request, _("Written down."))
    return redirect("ethics:papers", project.slug)
