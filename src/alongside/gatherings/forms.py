"""The forms about gatherings."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from alongside.gatherings.models import Gathering, Kind
from alongside.gatherings.techniques import Use, all_techniques
from alongside.kit.forms import DateField, LineField, WordsField


class HourField(forms.TimeField):
    """A time of day, picked or typed as 14:30."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **kwargs)


class GatheringForm(forms.Form):
    title = LineField(label=later("Name of the gathering"))
    on = DateField(label=later("Date"))
    starts_at = HourField(label=later("Starts at"), required=False)
    ends_at = HourField(label=later("Ends at"), required=False)
    place = LineField(label=later("Place"), required=False)
    about = WordsField(label=later("What it is for"), rows=3, required=False)

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or {}
        starts, ends = sent.get("starts_at"), sent.get("ends_at")
        if ends and not starts and "starts_at" not in self.errors:
            self.add_error("starts_at", _("Say when it starts, too."))
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("It ends after it starts, on the same day."))
        return sent


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


KIND_HINTS = {
    Kind.OPEN: later("people write what they think"),
    Kind.STATEMENTS: later("they answer short statements"),
    Kind.DOTS: later("each gives a few dots to what matters"),
    Kind.DIAMOND: later("nine cards, the most important on top"),
    Kind.PAIRS: later("which of these two matters more? Again and again"),
    Kind.NOMINAL: later("first all write ideas, then each ranks the best"),
    Kind.ONE_TWO_FOUR: later("alone, in twos, in fours, then all"),
    Kind.PULSE: later("three questions from 0 to 10: heard, safe, can change things"),
    Kind.TIMELINE: later("people put what happened along a line"),
}


def _kinds() -> list[tuple[str, str]]:
    told = [(kind.value, f"{kind.label}: {KIND_HINTS[kind]}") for kind in Kind]
    return [("", _("Nothing to send: people talk or listen")), *told]


class BreakForm(forms.Form):
    """A break: only what it is called and how long it is."""

    title = LineField(label=later("Name of this step"))
    minutes = forms.IntegerField(label=later("Minutes"), min_value=1, max_value=600)


class ActivityForm(BreakForm):
    """A step of the run sheet: what hosts need to know, and what people do on phones and paper."""

    technique = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    say = WordsField(label=later("What to say"), rows=6, required=False)
    materials = WordsField(label=later("What you need"), rows=2, required=False)
    access = WordsField(label=later("So that everyone can take part"), rows=5, required=False)
    kind = forms.ChoiceField(
        label=later("What people do on phones and paper"), choices=_kinds, widget=forms.RadioSelect, required=False
    )
    question = LineField(
        label=later("Question"),
        max_length=300,
        required=False,
        help_text=later("What people read. Without it they read the name of this step."),
    )
    easy = LineField(
        label=later("The question in easy words"),
        required=False,
        help_text=later("Short words, for people who choose Easy Read."),
    )
    picks = forms.IntegerField(
        label=later("Dots, or places"),
        min_value=1,
        max_value=20,
        help_text=later("For a dot vote: how many dots each person has. For “write, then rank”: how many each ranks."),
    )
    may_add = forms.BooleanField(label=later("People may add their own"), required=False)
    approve = forms.BooleanField(
        label=later("A host looks at what is added first"),
        required=False,
        help_text=later("Then others see it only when a host has said yes."),
    )


class CopyForm(forms.Form):
    source = forms.TypedChoiceField(label=later("Copy the run sheet of"), coerce=int)

    def __init__(self, *args: Any, rows: Iterable[Gathering], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["source"]
        field.choices = [(row.pk, f"{row.title} · {date_format(row.on, 'j F Y')}") for row in rows]


class TechniqueForm(forms.Form):
    """Which technique a new step follows."""

    technique = forms.ChoiceField(label=later("Technique"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["technique"]
        field.choices = [
            (use.label, [(one.key, str(one.title)) for one in all_techniques() if one.use == use]) for use in Use
        ]
