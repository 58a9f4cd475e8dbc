"""Other forms of a public text: easy words, a film in sign language, another language. Only people make them."""

from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import URLValidator
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.easy.lines import LONGEST_LINE, MOST_LINES, Line, kept_as
from alongside.easy.models import Form
from alongside.easy.rules import may_write_forms
from alongside.easy.texts import Text
from alongside.kit.text import clean_line, clean_words
from alongside.ledger.actions import note_step
from alongside.people.models import Person
from alongside.projects.models import Project

MOST_WORDS, MOST_LINK = 10_000, 300


def write_easy(project: Project, text: Text, row: Any, *, by: Person, lines: list[Line]) -> Form:
    """The text in easy words, a picture beside each line or none. It ends the one before."""
    if len(lines) > MOST_LINES or any(len(line.words) > LONGEST_LINE for line in lines):
        raise ValueError(_("At most 40 lines, each with at most 200 letters. Short lines are easier."))
    words = kept_as(lines)
    if not words:
        raise ValueError(_("Write at least one line."))
    return _make(project, text, row, by=by, what=Form.What.EASY.value, words=words)


def link_film(project: Project, text: Text, row: Any, *, by: Person, language: str, link: str) -> Form:
    """A film in which the text is signed. It stays where it is: the page only leads to it."""
    language = clean_line(language)[:40].strip()
    if not language:
        raise ValueError(_("Say which sign language it is."))
    return _make(project, text, row, by=by, what=Form.What.FILM.value, language=language, link=checked_link(link))


def write_translation(project: Project, text: Text, row: Any, *, by: Person, language: str, words: str) -> Form:
    """The text in another language, typed by a person."""
    language, words = clean_line(language)[:40].strip(), clean_words(words)
    if not language:
        raise ValueError(_("Say which language it is."))
    if not words or len(words) > MOST_WORDS:
        raise ValueError(_("Write the text, in at most 10,000 letters."))
    return _make(project, text, row, by=by, what=Form.What.LANGUAGE.value, language=language, words=words)


def checked_link(link: str) -> str:
    """An address of a film: https, a real host, nobody's name or password in it. ValueError in plain words."""
    link, wrong = clean_line(link), _("A link to a film starts with https:// and has at most 300 letters.")
    try:
        URLValidator(schemes=["https"])(link)
        parts = urlsplit(link)
        _port = parts.port
    except (ValidationError, ValueError) as problem:
        raise ValueError(wrong) from problem
    if len(link) > MOST_LINK or parts.username is not None or parts.password is not None:
        raise ValueError(wrong)
    return link


@transaction.atomic
def _make(project: Project, text: Text, row: Any, *, by: Person, what: str, language: str = "", **said: str) -> Form:
    """End the live form and put the new one in its place. Two at once: the constraint lets one stand."""
    if not may_write_forms(by, project):
        raise PermissionDenied
    source = text.words(row)
    if not source.strip():
        raise ValueError(_("There is no text to say in another way."))
    place = {"project": project, "text": text.name, "subject_id": text.subject_of(row), "what": what}
    Form.objects.filter(**place, language=language, ended_at=None).update(ended_at=timezone.now())
    try:
        with transaction.atomic():
            form = Form.objects.create(**place, language=language, made_from=text.hash_of(row), made_by=by, **said)
    except IntegrityError as problem:
        raise ValueError(_("Somebody else kept one just now. Look at theirs first.")) from problem
    note_step(f"form.{what}", subject=form, project_id=project.pk, actor=by, text=text.name)
    return form


def _live(form: Form, by: Person) -> Form:
    """The form, locked. PermissionDenied for the wrong person; ValueError where another one took its place."""
    if not may_write_forms(by, form.project):
        raise PermissionDenied
    found = Form.objects.select_for_update().filter(pk=form.pk, ended_at=None).first()
    if found is None:
        raise ValueError(_("There is a newer one. Look at it first."))
    found.project = form.project
    return found


@transaction.atomic
def note_check(form: Form, *, by: Person, checked_by: str, checked_on: date) -> Form:
    """Who checked it: people who use Easy Read, or somebody who speaks or signs the language."""
    form, who = _live(form, by), clean_line(checked_by)[:200].strip()
    if not who:
        raise ValueError(_("Say who checked it."))
    if checked_on > timezone.localdate() or checked_on < timezone.localdate(form.made_at):
        raise ValueError(_("It is checked after it was made, and not in days to come."))
    form.checked_by, form.checked_on = who, checked_on
    form.save(update_fields=["checked_by", "checked_on"])
    note_step("form.checked", subject=form, project_id=form.project_id, actor=by, text=form.text)
    return form


@transaction.atomic
def say_it_still_fits(form: Form, text: Text, row: Any, *, by: Person) -> Form:
    """The text has changed, and this form says the same still. It counts as made from the text of now."""
    form = _live(form, by)
    form.made_from = text.hash_of(row)
    form.save(update_fields=["made_from"])
    note_step("form.still_fits", subject=form, project_id=form.project_id, actor=by, text=form.text)
    return form


@transaction.atomic
def remove_form(form: Form, *, by: Person) -> None:
    """It is shown no more. The text itself stays."""
    form = _live(form, by)
    form.ended_at = timezone.now()
    form.save(update_fields=["ended_at"])
    note_step("form.removed", subject=form, project_id=form.project_id, actor=by, text=form.text)
