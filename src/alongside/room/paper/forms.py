"""What to print, and which filled table to bring in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from alongside.gatherings.models import Activity
from alongside.room.paper.pack import MOST_PACKS, PAPERS, SIZES, Wanted
from alongside.room.paper.sheets import MOST_NUMBER
from alongside.room.paper.table import MOST_BYTES

SIZE_WORDS = (later("Normal (12 points)"), later("Large print (18 points)"), later("Very large print (24 points)"))
PAPER_WORDS = (later("A4"), later("US Letter"))


class PackForm(forms.Form):
    """What to print. It changes nothing, so it is sent by GET."""

    step = forms.MultipleChoiceField(
        label=later("Steps"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=later("One sheet for each."),
    )
    packs = forms.IntegerField(
        label=later("How many packs"),
        min_value=0,
        max_value=MOST_PACKS,
        help_text=later("One for each person, and a few more. To photocopy, one is enough."),
    )
    first = forms.IntegerField(
        label=later("First number"),
        required=False,
        min_value=1,
        max_value=MOST_NUMBER,
        help_text=later("Packs are numbered from here on. Leave it empty to write the numbers by hand."),
    )
    size = forms.TypedChoiceField(
        label=later("Size of letters"), coerce=int, choices=list(zip(SIZES, SIZE_WORDS, strict=True))
    )
    paper = forms.ChoiceField(label=later("Paper"), choices=list(zip(PAPERS, PAPER_WORDS, strict=True)))
    by_step = forms.BooleanField(label=later("All sheets of one step together"), required=False)
    with_host = forms.BooleanField(label=later("With the run sheet for the host"), required=False)
    with_join = forms.BooleanField(label=later("With a sheet that says how to join by phone"), required=False)

    def __init__(self, *args: Any, activities: Sequence[Activity], can_join: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = [(str(one.pk), one.title) for one in activities]  # type: ignore[attr-defined]
        if not can_join:
            del self.fields["with_join"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        sheets = given.get("packs") and given.get("step")
        if not self.errors and not (sheets or given.get("with_host") or given.get("with_join")):
            raise forms.ValidationError(
                _("Choose what to print: at least one step and one pack, or one of the others.")
            )
        return given

    def wanted(self) -> Wanted:
        given = self.cleaned_data
        return Wanted(
            packs=given["packs"] if given["step"] else 0,
            first=given["first"] or 0,
            size=given["size"],
            paper=given["paper"],
            by_step=given["by_step"],
            with_host=given["with_host"],
            with_join=given.get("with_join", False),
        )


class TableForm(forms.Form):
    file = forms.FileField(label=later("Filled table"), help_text=later("Saved as CSV, up to 1 MB."))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is larger than 1 MB. Split it in two."))
        return file
