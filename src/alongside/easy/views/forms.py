"""Films in sign language, other languages, who checked what; each sent from the page of its text."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.easy import actions
from alongside.easy.forms import CheckForm, FilmForm, TranslationForm
from alongside.easy.models import Form
from alongside.easy.rules import may_write_forms
from alongside.easy.views.parts import address_of, form_in, stand_at
from alongside.easy.views.words import text_page
from alongside.projects.access import person_of, project_page
from alongside.projects.models import Project


@require_POST
@project_page(may_write_forms)
def film(request: HttpRequest, project: Project, text: str, subject: int) -> HttpResponse:
    stand, form = stand_at(project, text, subject), FilmForm(request.POST, auto_id="film_%s")
    if form.is_valid():
        try:
            link = form.cleaned_data["link"]
            actions.link_film(project, stand.text, stand.row, by=person_of(request), language=form.language, link=link)
            messages.success(request, _("The film is linked."))
            return redirect("easy:text", project.slug, text, subject)
        except ValueError as error:
            form.add_error("link" if form.language else "sign_named", str(error))
    return text_page(request, project, stand, film_form=form, status=422)


@require_POST
@project_page(may_write_forms)
def language(request: HttpRequest, project: Project, text: str, subject: int) -> HttpResponse:
    stand, form = stand_at(project, text, subject), TranslationForm(request.POST, auto_id="language_%s")
    if form.is_valid():
        try:
            words = form.cleaned_data["words"]
            actions.write_translation(
                project, stand.text, stand.row, by=person_of(request), language=form.language, words=words
            )
            messages.success(request, _("The translation is kept."))
            return redirect("easy:text", project.slug, text, subject)
        except ValueError as error:
            form.add_error("words" if form.language else "language_named", str(error))
    return text_page(request, project, stand, language_form=form, status=422)


def _back(project: Project, form: Form) -> HttpResponse:
    return redirect("easy:text", project.slug, address_of(form.text), form.subject_id)


def _on_form(request: HttpRequest, project: Project, form: Form, act: Callable[[], Any], done: str) -> HttpResponse:
    try:
        act()
        messages.success(request, done)
    except ValueError as error:
        messages.error(request, str(error))
    return _back(project, form)


@require_POST
@project_page(may_write_forms)
def checked(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Who checked it, and when."""
    row = form_in(project, pk)
    form = CheckForm(request.POST, auto_id="check_%s")
    if not form.is_valid():
        stand = stand_at(project, address_of(row.text), row.subject_id)
        return text_page(request, project, stand, check_form=form, checking=row.pk, status=422)
    done = _("Written down. Readers see that it was checked.")
    return _on_form(
        request, project, row, lambda: actions.note_check(row, by=person_of(request), **form.cleaned_data), done
    )


@require_POST
@project_page(may_write_forms)
def still_fits(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    row = form_in(project, pk)
    stand = stand_at(project, address_of(row.text), row.subject_id)
    done = _("Good. It counts as fitting the text of now.")
    return _on_form(
        request,
        project,
        row,
        lambda: actions.say_it_still_fits(row, stand.text, stand.row, by=person_of(request)),
        done,
    )


@require_POST
@project_page(may_write_forms)
def remove(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    row = form_in(project, pk)
    done = _("It is shown no more. The text itself stays.")
    return _on_form(request, project, row, lambda: actions.remove_form(row, by=person_of(request)), done)
