"""The forms about gatherings."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from alongside.gatherings.models import Gathering
from alongside.kit.forms import DateField, LineField, WordsField


class GatheringForm(forms.Form):
    title = LineField(label=later("Name of the gathering"))
    on = DateField(label=later("Date"))
    place = LineField(label=later("Place"), required=False)
    about = WordsField(label=later("What it is for"), rows=3, required=False)


class OthersForm(forms.Form):
    others = forms.IntegerField(
        label=later("Others who came"),
        min_value=0,
        max_value=10_000,
        help_text=later("How many people came who are not in the list."),
    )


class NotesForm(forms.Form):
    on = DateField(label=later("Day people got the notes"), initial=timezone.localdate)

    def __init__(self, *args: Any, gathering: Gathering, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gathering = gathering

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day < self.gathering.on:
            raise forms.ValidationError(_("Notes are given back after the gathering."))
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day
