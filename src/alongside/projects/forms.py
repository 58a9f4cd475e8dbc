"""The forms of the project's pages. Typed input is kept; errors stand beside their field."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from alongside.kit.forms import DateField, KeyedForm, LineField, WordsField
from alongside.kit.text import clean_line
from alongside.people.models import Naming
from alongside.projects.models import CoreChoice, Project, RoleName, Side


class ProjectForm(forms.Form):
    title = LineField(label=later("Name of the project"))
    question = LineField(
        label=later("The question"),
        max_length=500,
        help_text=later("One question that people can answer from their own life."),
    )
    community_side = LineField(
        label=later("Community side"), max_length=120, help_text=later("For example: people who live in Northgate.")
    )
    staff_side = LineField(
        label=later("Staff side"), max_length=120, help_text=later("For example: the council's housing team.")
    )
    about = WordsField(label=later("What it is about"), required=False)
    visibility = forms.ChoiceField(
        label=later("Who can read it"),
        choices=Project.Visibility.choices,
        widget=forms.RadioSelect,
        initial=Project.Visibility.EVERYONE,
    )
    starts_on = DateField(label=later("First day"), initial=timezone.localdate)


def _days(label: Any, initial: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=3650, initial=initial)


class PromiseWordsForm(forms.Form):
    open = WordsField(
        label=later("Open"), rows=4, required=False, help_text=later("What people here can shape from the start.")
    )
    negotiable = WordsField(
        label=later("Negotiable"), rows=4, required=False, help_text=later("What can change, if there is good reason.")
    )
    fixed = WordsField(
        label=later("Fixed"), rows=4, required=False, help_text=later("What cannot change here, and who fixed it.")
    )
    who_decides = WordsField(
        label=later("Who decides"), rows=3, help_text=later("Names or roles, and how many are community members.")
    )


class PromiseTimesForm(forms.Form):
    """By when people are answered. Everybody can see these times."""

    answer_days = _days(later("Days until people get a reasoned answer"), 84)
    playback_days = _days(later("Days until notes of a gathering are given back"), 14)
    first_look_days = _days(later("Days until we first look back at what changed"), 182)
    second_look_days = _days(later("Days until we look back again"), 365)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        first, second = found.get("first_look_days"), found.get("second_look_days")
        if first and second and second <= first:
            self.add_error("second_look_days", _("The second look back comes after the first."))
        return found


class PromiseForm(PromiseTimesForm, PromiseWordsForm):
    """The whole promise: words first, then times."""


class PhaseForm(forms.Form):
    title = LineField(label=later("Name of the phase"), max_length=120)
    about = WordsField(label=later("What happens"), rows=2, required=False)
    starts_on = DateField(label=later("Starts"))
    ends_on = DateField(label=later("Ends"), required=False, help_text=later("Leave it empty if nobody knows yet."))

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        starts, ends = found.get("starts_on"), found.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("A phase ends after it starts."))
        return found


PhaseFormSet = forms.formset_factory(PhaseForm, extra=4, max_num=12, absolute_max=12)


class CoreChoiceForm(forms.Form):
    kind = forms.ChoiceField(label=later("Which choice"), choices=CoreChoice.Kind.choices)
    locked_on = DateField(label=later("Fixed on"), initial=timezone.localdate)
    decided_by = LineField(label=later("Fixed by"), help_text=later("A group or a role, not a private person."))
    side = forms.ChoiceField(label=later("Which side fixed it"), choices=Side.choices, widget=forms.RadioSelect)
    note = WordsField(label=later("What was chosen"), rows=2, required=False)

    def __init__(self, *args: Any, taken: set[str] = frozenset(), **kwargs: Any) -> None:  # type: ignore[assignment]
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [c for c in CoreChoice.Kind.choices if c[0] not in taken]  # type: ignore[attr-defined]

    def clean_locked_on(self) -> date:
        day: date = self.cleaned_data["locked_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day


class FixedBeforeForm(CoreChoiceForm):
    """One row of the start page: a choice that was fixed before people came in. An empty row says nothing."""

    kind = forms.ChoiceField(label=later("Which choice"), choices=[], required=False)
    locked_on = DateField(label=later("Fixed on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Choose one")), *CoreChoice.Kind.choices]  # type: ignore[attr-defined]
        self.fields["kind"].required = True


class _FixedBeforeSet(forms.BaseFormSet):  # type: ignore[type-arg]
    def clean(self) -> None:
        seen: set[str] = set()
        for form in self.forms:
            kind = getattr(form, "cleaned_data", {}).get("kind")
            if kind in seen:
                form.add_error("kind", _("This choice is in the list twice."))
            seen |= {kind} if kind else set()


FixedBeforeFormSet = forms.formset_factory(FixedBeforeForm, formset=_FixedBeforeSet, extra=3, max_num=5, absolute_max=5)


class StartForms:
    """The four parts of the start page, checked and shown together."""

    def __init__(self, data: Any = None) -> None:
        self.project = ProjectForm(data, prefix="project")
        self.promise = PromiseWordsForm(data, prefix="promise")
        self.times = PromiseTimesForm(data, prefix="promise")
        self.phases = PhaseFormSet(data, prefix="phases")
        self.choices = FixedBeforeFormSet(data, prefix="choices")

    def is_valid(self) -> bool:
        parts = (self.project, self.promise, self.times, self.phases, self.choices)
        return all([part.is_valid() for part in parts])

    def plan(self) -> dict[str, Any]:
        """What the action needs: the parts as plain values, empty rows left out."""
        return {
            "promise": self.promise.cleaned_data | self.times.cleaned_data,
            "phases": [form.cleaned_data for form in self.phases if form.has_changed()],
            "choices": [form.cleaned_data for form in self.choices if form.has_changed()],
        }


class AddPersonForm(KeyedForm):
    nickname = LineField(label=later("Nickname"), max_length=80, help_text=later("What people call them. Enough."))
    side = forms.ChoiceField(
        label=later("Side"), choices=Side.choices, widget=forms.RadioSelect, initial=Side.COMMUNITY
    )


class AddManyForm(KeyedForm):
    nicknames = WordsField(
        label=later("Nicknames, one on each line"), rows=8, max_length=8000, help_text=later("Up to 60 people at once.")
    )
    side = forms.ChoiceField(
        label=later("Side"), choices=Side.choices, widget=forms.RadioSelect, initial=Side.COMMUNITY
    )

    def clean_nicknames(self) -> list[str]:
        names = [clean_line(line) for line in self.cleaned_data["nicknames"].splitlines()]
        names = [name for name in names if name]
        if len(names) > 60:
            raise forms.ValidationError(
                _("These are %(count)s people. Add at most 60 at once."), params={"count": len(names)}
            )
        long = next((name for name in names if len(name) > 80), "")
        if long:
            raise forms.ValidationError(
                _("“%(name)s…” is too long. Use at most 80 letters."), params={"name": long[:30]}
            )
        return names


class MemberForm(forms.Form):
    """A host's view of one person: side and roles."""

    side = forms.ChoiceField(label=later("Side"), choices=Side.choices, widget=forms.RadioSelect)
    roles = forms.MultipleChoiceField(
        label=later("Roles"), choices=RoleName.choices, widget=forms.CheckboxSelectMultiple, required=False
    )


class NamingForm(forms.Form):
    naming = forms.ChoiceField(
        label=later("How I am shown in this project"), choices=Naming.choices, widget=forms.RadioSelect
    )


class InvitationForm(forms.Form):
    for_whom = LineField(
        label=later("Who it is for"), max_length=120, required=False, help_text=later("Only hosts see this.")
    )
    side = forms.ChoiceField(
        label=later("Side"), choices=Side.choices, widget=forms.RadioSelect, initial=Side.COMMUNITY
    )
    roles = forms.MultipleChoiceField(
        label=later("Roles it gives"),
        choices=RoleName.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=later("Leave empty for a member. An invitation that gives a role works once."),
    )
    uses = forms.IntegerField(label=later("How many people can use it"), min_value=1, max_value=1000, initial=1)
    days = forms.IntegerField(label=later("For how many days"), min_value=1, max_value=365, initial=30)
    letter_size = forms.ChoiceField(
        label=later("Letters of the printed invitation"),
        choices=[("1", later("Normal")), ("2", later("Large")), ("3", later("Very large"))],
        required=False,
    )
    letter_easy = forms.BooleanField(label=later("Easy words and pictures, where there are any"), required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("roles") and found.get("uses", 1) != 1:
            self.add_error("uses", _("An invitation that gives a role works once. Write 1."))
        return found


class CodeForm(forms.Form):
    code = LineField(label=later("The code in your letter"), max_length=40)


class NicknameForm(forms.Form):
    nickname = LineField(
        label=later("What shall we call you?"),
        max_length=80,
        help_text=later("A nickname is enough. Any name you like."),
    )


class NetworkForm(forms.Form):
    name = LineField(label=later("Name of the network"), max_length=120)
    about = WordsField(label=later("What it is"), required=False)
    contact = LineField(
        label=later("Who to ask"), required=False, help_text=later("A phone number, a place, an address.")
    )
