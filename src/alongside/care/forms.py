"""The forms about agreements and concerns."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from alongside.care.models import Concern, How, Proposal
from alongside.care.points import LONGEST_LINE, MOST_LINES
from alongside.gatherings.models import Gathering
from alongside.kit.forms import DateField, KeyedForm, LineField, WordsField
from alongside.projects.models import Project

MOST_AGREED = MOST_LINES * (LONGEST_LINE + 1)


def _not_to_come(day: Any) -> Any:
    if day and day > timezone.localdate():
        raise forms.ValidationError(_("This day has not come yet."))
    return day


class AgreementForm(forms.Form):
    words = WordsField(
        label=later("The rules, one on each line"),
        help_text=later("In the group's own words. Short is good."),
        max_length=MOST_AGREED,
        rows=10,
    )
    how = forms.ChoiceField(label=later("How the group agreed"), choices=How.choices, widget=forms.RadioSelect)
    how_words = LineField(label=later("More about how"), max_length=300, required=False)
    agreed_on = DateField(label=later("Agreed on"))
    gathering = forms.ChoiceField(label=later("At which gathering"), required=False)
    proposals = forms.MultipleChoiceField(
        label=later("Proposals that are in it now"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        met = Gathering.objects.filter(project=project, on__lte=timezone.localdate()).order_by("-on", "-id")[:60]
        self.gatherings = {str(row.pk): row for row in met}
        self.open = {str(row.pk): row for row in Proposal.objects.filter(project=project, outcome="").order_by("-id")}
        names = [(key, f"{row.title}, {date_format(row.on)}") for key, row in self.gatherings.items()]
        self.fields["gathering"].choices = [("", later("At none of these")), *names]  # type: ignore[attr-defined]
        self.fields["proposals"].choices = [(key, row.words[:120]) for key, row in self.open.items()]  # type: ignore[attr-defined]
        if not self.open:
            del self.fields["proposals"]

    def clean_gathering(self) -> Gathering | None:
        return self.gatherings.get(self.cleaned_data["gathering"])

    def clean_proposals(self) -> list[Proposal]:
        return [self.open[key] for key in self.cleaned_data["proposals"]]

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        lines = [line for line in words.split("\n") if line.strip()]
        if len(lines) > MOST_LINES or any(len(line.strip()) > LONGEST_LINE for line in lines):
            raise forms.ValidationError(_("At most 40 rules, each with at most 300 letters."))
        return words

    def clean_agreed_on(self) -> Any:
        return _not_to_come(self.cleaned_data["agreed_on"])


class ProposalForm(KeyedForm):
    words = WordsField(
        label=later("What should change"),
        help_text=later("A new rule, other words for a rule, or a rule to take out."),
        max_length=2000,
        rows=3,
    )
    why = WordsField(label=later("Why"), max_length=2000, rows=3)


class LeaveForm(forms.Form):
    reason = WordsField(label=later("Why it stays as it is"), max_length=2000, rows=2)


class ConcernForm(KeyedForm):
    words = WordsField(
        label=later("What worries you?"),
        help_text=later("Say it in your own way. You need not be sure, and you need not tell everything."),
        max_length=5000,
        rows=6,
    )
    danger = forms.ChoiceField(
        label=later("Is somebody in danger?"),
        choices=Concern.Danger.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    reach = LineField(
        label=later("How may we reach you?"),
        help_text=later("A phone number, an email address, or where and when we may find you. Leave it empty if not."),
        max_length=300,
        required=False,
    )
    name = LineField(label=later("Your name"), max_length=200, required=False)


class PaperConcernForm(ConcernForm):
    """What came on paper or by phone: the lead types, so the words are about somebody else."""

    on = DateField(label=later("The day it was told"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label, hint in (
            ("words", _("What was told, in their words"), ""),
            ("reach", _("How to reach them"), _("Leave it empty if they did not say.")),
            ("name", _("Their name"), _("Leave it empty if they did not say.")),
        ):
            self.fields[name].label, self.fields[name].help_text = label, hint

    def clean_on(self) -> Any:
        return _not_to_come(self.cleaned_data["on"])


class ConcernCodeForm(forms.Form):
    code = LineField(label=later("Your code"), max_length=40)
    more = WordsField(
        label=later("Is there more you want to say?"),
        max_length=5000,
        rows=4,
        required=False,
    )


class AnswerForm(forms.Form):
    words = WordsField(
        label=later("Write back to them"), help_text=later("They read it with their code."), max_length=5000, rows=4
    )


class HandOverForm(forms.Form):
    words = LineField(
        label=later("To whom, how and when"),
        help_text=later("One line: the organisation, by phone or letter, the day. No names of people, no story."),
        max_length=300,
    )


class KeepingForm(forms.Form):
    months = forms.IntegerField(
        label=later("Months after closing until the words are removed"), min_value=1, max_value=72
    )
