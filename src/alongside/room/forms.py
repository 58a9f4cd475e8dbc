"""The forms of the room."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from alongside.gatherings.models import Seat
from alongside.kit.codes import plain_code
from alongside.kit.forms import LineField, WordsField
from alongside.projects.models import Side
from alongside.room.models import SeatWish
from alongside.room.queries.tables import label_of


class CodeForm(forms.Form):
    """Six characters, typed as people type."""

    code = LineField(
        label=later("The code of the room"),
        max_length=20,
        help_text=later("Six letters and numbers. The host shows them. Capitals and spaces do not matter."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "rm-code"}
        ),
    )

    def clean_code(self) -> str:
        code = plain_code(self.cleaned_data["code"])
        if len(code) != 6:
            raise forms.ValidationError(_("The code of a room has six letters and numbers."))
        return code


class ItemsForm(forms.Form):
    """Things to weigh, one on each line."""

    lines = WordsField(label=later("Write one on each line"), rows=4, max_length=6000)


class AirtimeForm(forms.Form):
    label = LineField(label=later("Seat or role"), max_length=60, help_text=later("Such as: Seat 4, or Council."))
    side = forms.ChoiceField(label=later("Side"), choices=[("", later("No side")), *Side.choices], required=False)


class PlanForm(forms.Form):
    """How many rounds, and about how many at a table."""

    rounds = forms.IntegerField(label=later("How many rounds"), min_value=1, max_value=10, initial=3)
    per_table = forms.IntegerField(
        label=later("About how many at a table"),
        min_value=2,
        max_value=20,
        initial=5,
        help_text=later("Tables differ by one person at most."),
    )


class WishForm(forms.Form):
    """Who sits together, apart, or at a certain table: two who share an interpreter; somebody who needs the ramp."""

    kind = forms.ChoiceField(label=later("What"), choices=SeatWish.Kind.choices)
    who = forms.ChoiceField(label=later("Who"))
    other = forms.ChoiceField(label=later("With whom, or from whom"), required=False)
    table = forms.IntegerField(label=later("Table number"), required=False, min_value=1, max_value=300)

    def __init__(self, *args: Any, seats: list[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = {str(seat.pk): seat for seat in seats}
        named = [(str(seat.pk), seat_name(seat)) for seat in seats]
        self.fields["who"].choices = named  # type: ignore[attr-defined]
        self.fields["other"].choices = [("", _("Nobody")), *named]  # type: ignore[attr-defined]

    def wish(self) -> dict[str, Any]:
        """What `add_wish` wants to know."""
        told = self.cleaned_data
        return {
            "kind": told["kind"],
            "who": self.seats[told["who"]],
            "other": self.seats.get(told["other"]),
            "table": told["table"],
        }


def seat_name(seat: Seat) -> str:
    """The seat's number, and the nickname of somebody with a card; for hosts only."""
    return f"{label_of(seat)} {seat.person.nickname}" if seat.person else label_of(seat)
