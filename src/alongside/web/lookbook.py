"""What the living page of the look shows: each part in each state, with made-up words."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.engines.clocks import Clock, read_clock
from alongside.engines.trails import Drawing, Edge, Node, lay_out
from alongside.kit.forms import DateField, LineField, WordsField
from alongside.kit.paging import Page


class EveryField(forms.Form):
    """One of each kind of field."""

    name = LineField(label=gettext_lazy("What should we call you?"), help_text=gettext_lazy("A first name is enough."))
    words = WordsField(label=gettext_lazy("What would you like to say?"), rows=3)
    day = DateField(label=gettext_lazy("Which day?"), required=False)
    side = forms.ChoiceField(
        label=gettext_lazy("Which side are you on?"),
        choices=[("community", gettext_lazy("Community")), ("staff", gettext_lazy("Staff"))],
        widget=forms.RadioSelect,
    )
    needs = forms.MultipleChoiceField(
        label=gettext_lazy("What helps you take part?"),
        choices=[("lift", gettext_lazy("A lift there and back")), ("quiet", gettext_lazy("A quiet room"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    way = forms.ChoiceField(
        label=gettext_lazy("How shall we answer you?"),
        choices=[("post", gettext_lazy("By post")), ("email", gettext_lazy("By email"))],
    )
    agree = forms.BooleanField(label=gettext_lazy("You may show my words on these pages"))


def clocks(today: date) -> list[Clock]:
    """One clock in each state."""

    def since(days: int) -> date:
        return today - timedelta(days=days)

    return [
        read_clock("answer", since(20), 84, today),
        read_clock("answer", since(76), 84, today),
        read_clock("answer", since(89), 84, today),
        read_clock("answer", since(90), 84, today, since(9)),
        read_clock("answer", since(110), 84, today, since(20)),
    ]


def trail() -> dict[str, Drawing]:
    """A trail with a box in each state: themes joined and split, a decision that was replaced, changes, answers."""
    nodes = [
        Node("v", 0, _("The last bus leaves before my shift ends."), _("Someone, 12 January"), "", "voice"),
        Node("t1", 100, _("Evenings"), _("Later joined with others"), "", "theme ended"),
        Node("t2", 110, _("Buses that wait for us"), "", "#trail-title", "theme"),
        Node("p", 200, _("A bus at ten"), _("Version 2 of the draft"), "#trail-title", "passage"),
        Node("d1", 300, _("A bus at ten"), _("Not now"), "#trail-title", "decision not_now"),
        Node("d2", 310, _("A bus at ten, decided again"), _("Adopted"), "#trail-title", "decision adopted"),
        Node("c", 400, _("It runs, five nights of seven."), _("A change people wanted"), "", "change wanted"),
        Node("r1", 500, _("The answer was given"), "", "", "receipt"),
        Node("r2", 500, _("Your answer"), "", "#trail-title", "receipt"),
    ]
    lines = ["v t1", "t1 t2", "t2 p", "p d1", "d1 d2", "p d2", "d1 r1", "d2 c", "c r2"]
    edges = [Edge(*line.split()) for line in lines]
    return {"wide": lay_out(nodes, edges), "narrow": lay_out(nodes, edges, narrow=True)}


def everything(today: date) -> dict[str, Any]:
    """The context of the living page."""
    chips = ["", "community", "staff", "adopted", "partly", "not_now", "no", "soon", "late", "met"]
    words = [
        _("Plain"), _("Community"), _("Staff"), _("Adopted"), _("Adopted in part"),
        _("Not now"), _("No"), _("Soon"), _("Late"), _("Met"),
    ]  # fmt: skip
    return {
        "form": EveryField(auto_id="fresh_%s"),
        "wrong": EveryField({"name": "", "words": _("Kept as typed"), "day": "31 February"}, auto_id="wrong_%s"),
        "clocks": clocks(today),
        "chips": list(zip(chips, words, strict=True)),
        "pages": Page([], "?after=1", "?"),
        "job": {"pk": 1, "state": "running", "done": 640, "total": 1000, "is_over": True},
        **trail(),
        "dots": ["done", "done", "now", "todo", "todo"],
    }
