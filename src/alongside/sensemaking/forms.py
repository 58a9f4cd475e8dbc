"""What hosts and people type into this room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.kit.forms import LineField, WordsField
from alongside.kit.text import ids_in
from alongside.sensemaking.models import UseCheck

PARTS = "ABCDEF"


class ThemeForm(forms.Form):
    title = LineField(label=_("Name of the theme"), help_text=_("Say it as people said it."))
    about = WordsField(label=_("In a few words"), max_length=1000, rows=3, required=False)


class SplitForm(forms.Form):
    """Names of the parts, A to F; the first two are needed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, letter in enumerate(PARTS):
            label = _("Part %(letter)s") % {"letter": letter}
            self.fields[f"title_{letter}"] = LineField(label=label, required=number < 2)

    def parts(self, posted: Any) -> list[tuple[str, list[int]]]:
        """Named parts with the voices ticked for each (`A`, `B`, …)."""
        named = [(letter, self.cleaned_data.get(f"title_{letter}", "")) for letter in PARTS]
        return [(title, ids_in(posted.getlist(letter))) for letter, title in named if title]


class AnswerForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("Is this how you meant it?"),
        choices=UseCheck.Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )
    words = WordsField(
        label=_("If not, say what you meant"),
        help_text=_("Everyone who can see the theme can read this."),
        max_length=2000,
        rows=3,
        required=False,
    )


class WordsForm(forms.Form):
    words = WordsField(max_length=2000, rows=3)

    def __init__(self, *args: Any, label: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label


class LandscapeForm(forms.Form):
    """How to work a landscape out again."""

    seed = forms.IntegerField(
        label=_("Start number (seed)"),
        help_text=_("The same answers and the same number give the same result."),
        min_value=0,
        max_value=2**31 - 1,
        required=False,
    )
    with_flagged = forms.BooleanField(label=_("Count flagged phones and sheets too"), required=False)
