"""The forms about surveys."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from alongside.equality.actions import MOST_SHEETS, MOST_SLIPS
from alongside.equality.models import Survey
from alongside.equality.queries import asked_questions
from alongside.equality.questions import CROSSINGS, QUESTIONS, crossing_words
from alongside.gatherings.models import Gathering
from alongside.kit.forms import DateField, KeyedForm, LineField, WordsField
from alongside.projects.models import Project


class SurveyForm(forms.Form):
    asked_by = LineField(label=later("Who asks"), help_text=later("The people or the organisation, by name."))
    why = WordsField(
        label=later("Why we ask, and what we do with it"),
        help_text=later("People read this first. Say what will be different because you know."),
        max_length=2000,
        rows=3,
    )
    questions = forms.MultipleChoiceField(
        label=later("Questions"),
        help_text=later("Few are better. Ask only what you will act on."),
        widget=forms.CheckboxSelectMultiple,
    )
    crossing = forms.ChoiceField(
        label=later("Lay two questions across"),
        help_text=later("This shows something only when very many people answer."),
        required=False,
    )
    gathering = forms.ModelChoiceField(
        label=later("Whom you ask"),
        queryset=Gathering.objects.none(),
        required=False,
        empty_label=later("Everybody in the project"),
    )
    closes_on = DateField(label=later("Last day for answers"))

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["questions"].choices = [(one.key, f"{one.short}: {one.words}") for one in QUESTIONS.values()]
        fields["crossing"].choices = [("", _("None")), *((key, crossing_words(key)) for key in CROSSINGS)]
        fields["gathering"].queryset = Gathering.objects.filter(project=project).order_by("-on", "-id")[:60]
        fields["gathering"].label_from_instance = lambda row: _("Who was at %(title)s") % {"title": row.title}

    def clean_closes_on(self) -> Any:
        day = self.cleaned_data["closes_on"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("This day is over already."))
        return day


class AnswersForm(forms.Form):
    """One radio list for each question of a survey. Nothing has to be answered."""

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in asked_questions(survey):
            self.fields[one.key] = forms.ChoiceField(
                label=str(one.words), choices=one.choices, required=False, widget=forms.RadioSelect
            )

    @property
    def said(self) -> dict[str, str]:
        return {key: value for key, value in self.cleaned_data.items() if value and key in QUESTIONS}


class SheetForm(AnswersForm, KeyedForm):
    pass


class CodeForm(forms.Form):
    code = LineField(label=later("The code on your slip"), max_length=40)


class SlipsForm(forms.Form):
    count = forms.IntegerField(label=later("How many slips"), min_value=1, max_value=MOST_SLIPS, initial=12)


class SheetsForm(forms.Form):
    sheets = forms.IntegerField(label=later("Sheets of paper given out"), min_value=0, max_value=MOST_SHEETS)


class CloseForm(forms.Form):
    sure = forms.BooleanField(label=later("All sheets of paper are typed in. I know that it cannot be opened again."))


class FigureForm(forms.Form):
    about = forms.ChoiceField(label=later("Answer"))
    share = forms.IntegerField(label=later("Of 100 people"), min_value=0, max_value=100)
    source = LineField(
        label=later("Where this figure comes from"), help_text=later("For which area and year, and who counted.")
    )

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        about: Any = self.fields["about"]
        about.choices = [
            (f"{one.key}:{key}", f"{one.short}: {label}")
            for one in asked_questions(survey)
            for key, label in one.options.items()
        ]
