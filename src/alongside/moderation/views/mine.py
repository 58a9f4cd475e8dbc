"""For the person: which of their words were set aside, why, and what they can do; and answers to what they told."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alongside.kit.paging import page_of
from alongside.moderation import actions
from alongside.moderation.forms import AppealForm
from alongside.moderation.models import SetAside
from alongside.moderation.queries import waiting
from alongside.moderation.queries.asides import asides_of_person, kind_words
from alongside.moderation.queries.rules_for_words import rules_in_force
from alongside.moderation.subjects import subject_of
from alongside.moderation.views.parts import appeal_of, may_say_it_anew, page_with_form, sent, status_of
from alongside.projects.access import person_of


@never_cache
@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """My words that were set aside, and what became of what I told about others' words."""
    person = person_of(request)
    page = page_of(asides_of_person(person), request, per=20)
    told = list(waiting.told_by(person)[:50])
    actions.mark_answers_seen(by=person)
    return render(request, "moderation/mine.html", {"page": page, "told": told})


@never_cache
@login_required
@page_with_form
def mine_one(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them, with the way to appeal."""
    person = person_of(request)
    row = get_object_or_404(SetAside.objects.select_related("project", "appeal"), person=person, pk=pk)
    form, appeal = AppealForm(sent(request)), appeal_of(row)
    if request.method == "POST" and form.is_valid():
        try:
            actions.appeal(row, by=person, words=form.cleaned_data["words"])
            messages.success(request, _("Your appeal is kept. Somebody who had no part in it decides."))
            return redirect("moderation:mine_one", pk)
        except ValueError as error:
            form.add_error("words", str(error))
    actions.mark_seen(row, by=person)
    context = {
        "aside": row,
        "project": row.project,
        "what_words": kind_words(row.what),
        "subject": subject_of(row.project, row.what, row.subject_id, person),
        "appeal": appeal,
        "appeal_words": waiting.appeal_words(appeal),
        "rules": rules_in_force(row.project),
        "form": form if row.is_standing and (appeal is None or may_say_it_anew(appeal)) else None,
    }
    return render(request, "moderation/mine_one.html", context, status=status_of(form))
