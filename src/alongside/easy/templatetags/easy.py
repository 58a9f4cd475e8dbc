"""Public texts in the form that suits their reader (built in: no load needed).

    {% public_text project "projects.about" project %}the full words as the page shows them{% endpublic_text %}

Without another form the full words stand there as before. A page with a list reads all forms first, in one query:
{% public_texts "decisions.passage" rows %}. A page of many short texts opens all easy words with
one button, {% easy_switch project %}, and leaves out the one beside each text. {% easy_foot %} stands on every page. On
a letter, `reader` in the context says whose it is, and `on_paper` that nothing can be opened by a click.
"""

from collections.abc import Iterable
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template.base import FilterExpression, Parser, Token
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from alongside.easy import pictures
from alongside.easy.languages import direction_of, lang_of
from alongside.easy.models import Form, Size
from alongside.easy.queries import shown
from alongside.easy.queries.choosing import Choice, choose
from alongside.easy.queries.forms import forms_for, live_forms
from alongside.easy.reading import ANYBODY, Reader, reader_of, readers_of
from alongside.easy.texts import Text, few_names, text_called
from alongside.projects.models import Project

register = template.Library()


class _Known:
    """Forms read for one page, by text. Kinds of which there are few are read together, the others as asked."""

    def __init__(self) -> None:
        self.forms: dict[tuple[str, int], list[Form]] = {}
        self.few: set[int] = set()  # projects
        self.has_switch = False  # one button at the top of the page opens all its easy words
        self.has_many = False  # texts on this page: then its foot says once that nobody has checked some of them
        self.has_unchecked = False

    def read_few(self, project: Project) -> None:
        if project.pk not in self.few:
            self.few.add(project.pk)
            for form in live_forms(project).filter(text__in=few_names()):
                self.forms.setdefault((form.text, form.subject_id), []).append(form)

    def read_these(self, name: str, subjects: list[int]) -> None:
        new = [one for one in subjects if (name, one) not in self.forms]
        found = forms_for(name, new) if new else {}
        self.forms.update({(name, one): found.get(one, []) for one in new})

    def of(self, project: Project, text: Text, row: Any) -> list[Form]:
        subject = text.subject_of(row)
        if text.few:
            self.read_few(project)
        else:
            self.read_these(text.name, [subject])
        return self.forms.get((text.name, subject), [])

    def note(self, choice: Choice) -> None:
        """Whether easy words that stand on this page were checked by nobody."""
        here = [choice.first, *([] if self.has_switch else choice.others)]
        easy = [one.form for one in here if one and one.form.what == Form.What.EASY]
        self.has_unchecked |= any(not form.checked_by for form in easy)


def _known(context: template.Context) -> _Known:
    """Kept on the request, so for one page. Without a request (no page of ours is) nothing is kept."""
    request: Any = context.get("request")
    known: _Known = getattr(request, "_forms", None) or _Known()
    if request is not None:
        request._forms = known
    return known


def _reader(context: template.Context) -> Reader:
    """Whose letter it is, else who looks at the page."""
    own = context.get("reader")
    if isinstance(own, Reader):
        return own
    request = context.get("request")
    return reader_of(request) if isinstance(request, HttpRequest) else ANYBODY


TEXTS_RUN = direction_of(settings.LANGUAGE_CODE)


def _lang_of_texts() -> str:
    """The language that hosts write in, the network's own, where the page speaks another one; else ""."""
    return lang_of(settings.LANGUAGE_CODE) if get_language() != settings.LANGUAGE_CODE else ""


class PublicText(template.Node):
    """The full words between the tags, and the other forms around them. `about`: project, kind and row."""

    def __init__(self, about: list[FilterExpression], beside: bool, full: template.NodeList) -> None:
        self.about, self.beside, self.nodelist = about, beside, full

    def render(self, context: template.Context) -> SafeString:
        full = self.nodelist.render(context)
        project, name, row = (one.resolve(context) for one in self.about)
        text = text_called(str(name))
        if text is None or row is None or getattr(row, "pk", None) is None:
            return full
        forms = shown(text, row, _known(context).of(project, text, row))
        reader, lang, known = _reader(context), _lang_of_texts(), _known(context)
        if not forms and not reader.aloud:
            return format_html('<div lang="{}" dir="{}">{}</div>', lang, TEXTS_RUN, full) if lang else full
        choice = choose(forms, reader)
        is_quiet = known.has_many and not context.get("on_paper")
        if is_quiet:
            known.note(choice)
        said = {
            "full": full,
            "beside": self.beside,
            "name": " · ".join(filter(None, (str(text.label), str(text.title(row))))),
            "reader": reader,
            "choice": choice,
            "has_switch": known.has_switch,
            "is_quiet": is_quiet,
            "on_paper": bool(context.get("on_paper")),
            "lang": lang,
            "dir": TEXTS_RUN,
        }
        return render_to_string("easy/parts/_text.html", said)


@register.tag
def public_text(parser: Parser, token: Token) -> PublicText:
    """{% public_text PROJECT KIND ROW [beside] %}: `beside` for a heading, whose full words always stay."""
    _tag, project, name, row, *more = token.split_contents()
    if more not in ([], ["beside"]):
        raise template.TemplateSyntaxError("public_text knows only “beside”")
    full = parser.parse(("endpublic_text",))
    parser.delete_first_token()
    return PublicText([parser.compile_filter(one) for one in (project, name, row)], bool(more), full)


@register.inclusion_tag("easy/parts/_switch.html", takes_context=True)
def easy_switch(context: template.Context, project: Project) -> dict[str, Any]:
    """One button for the whole page, at its top: easy words first, or the full words again. Nothing without any."""
    known = _known(context)
    known.read_few(project)
    known.has_many = True
    known.has_switch = any(form.what == Form.What.EASY for forms in known.forms.values() for form in forms)
    return {"has_switch": known.has_switch, "is_on": _reader(context).easy_first, "request": context.get("request")}


@register.simple_tag(takes_context=True)
def easy_foot(context: template.Context) -> str:
    """At the foot of a page with many texts: once, that nobody has checked its easy words. Beside a text alone it
    stands there."""
    if not _known(context).has_unchecked:
        return ""
    words = _(
        "Where it does not say “checked”, nobody who uses easy words has checked the easy words on this page yet."
    )
    return format_html('<p class="al-meta d-print-none">{}</p>', words)


@register.simple_tag(takes_context=True)
def public_texts(context: template.Context, name: str, rows: Iterable[Any], part: str = "") -> str:
    """Read the forms of all these rows at once, before a list shows them. `part`: the row is this attribute of each."""
    text = text_called(name)
    found = [row if not part else row[part] if isinstance(row, dict) else getattr(row, part) for row in rows]
    if text is not None:
        _known(context).has_many |= len(found) > 1
        _known(context).read_these(name, [text.subject_of(row) for row in found if row is not None])
    return ""


def _wishes(context: template.Context) -> dict[int, Reader]:
    request: Any = context.get("request")
    known: dict[int, Reader] = getattr(request, "_wishes", {})
    if request is not None:
        request._wishes = known
    return known


@register.simple_tag(takes_context=True)
def wishes_of(context: template.Context, rows: Iterable[Any], part: str = "person_id") -> str:
    """Read how all these people like to read, in one query, before paper is made for each of them."""
    people = [getattr(row, part) for row in rows]
    _wishes(context).update({one: ANYBODY for one in people} | readers_of(people))
    return ""


@register.simple_tag(takes_context=True)
def wish_of(context: template.Context, person_id: int) -> Reader:
    """How this person likes to read, for paper that is made for them: {% wish_of person.pk as reader %}."""
    known = _wishes(context)
    if person_id not in known:
        known[person_id] = readers_of([person_id]).get(person_id, ANYBODY)
    return known[person_id]


@register.simple_tag
def wish_like(size: str, easy_first: bool) -> Reader:
    """A wish that a host ticked for somebody who is not here yet."""
    return Reader(size=size if size in Size.values else Size.NORMAL.value, easy_first=bool(easy_first))


@register.simple_tag
def picture(name: str) -> SafeString:
    """One of our pictures, beside words that say the same: it is hidden from screen readers."""
    drawing = pictures.drawing_of(name)
    if not drawing:
        return SafeString("")
    svg = f'<svg class="ez-picture" viewBox="0 0 48 48" aria-hidden="true" focusable="false">{drawing}</svg>'
    return mark_safe(svg)  # noqa: S308 (ours alone: `pictures.py` holds what nobody typed)
