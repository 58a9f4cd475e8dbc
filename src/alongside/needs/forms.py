"""The forms about access needs, the things to do for them, and the promise of notice and papers."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from alongside.gatherings.models import Gathering
from alongside.kit.forms import DateField, LineField, WordsField
from alongside.needs.actions.needs import LONGEST
from alongside.needs.actions.promised import MOST_DAYS
from alongside.needs.actions.to_dos import LONGEST as LONGEST_TO_DO
from alongside.needs.kinds import CHECKLIST, KINDS
from alongside.needs.models import Share, ToDo, Told
from alongside.needs.queries.mine import host_name, hosts_of
from alongside.needs.queries.words import Opened
from alongside.people.models import Person
from alongside.projects.models import Project

ALL_HOSTS = later("All hosts of this project")


def _kind_field() -> forms.ChoiceField:
    choices = [("", later("I do not want to say")), *KINDS.items()]
    return forms.ChoiceField(label=later("What it is about"), choices=choices, required=False)


def _told_field() -> forms.ChoiceField:
    return forms.ChoiceField(label=later("How they told you"), choices=Told.choices, widget=forms.RadioSelect)


def _number(sent: Any) -> int | None:
    return int(sent) if sent else None


def host_choices(project: Project, *, without: Person | None = None) -> list[tuple[str, str]]:
    """Those who host now, by name."""
    rows = [member for member in hosts_of(project) if without is None or member.person_id != without.pk]
    return [(str(member.person_id), host_name(member)) for member in rows]


class NeedForm(forms.Form):
    words = WordsField(
        label=later("What do you need to take part?"),
        help_text=later("In your own words. You need not say why. One thing for each entry is easiest to share."),
        max_length=LONGEST,
        rows=3,
    )
    kind = _kind_field()


class ShareForm(forms.Form):
    """Which of my needs, with whom; and a new one. Ticks are drawn by the page: they are the person's own words."""

    needs = forms.MultipleChoiceField(label=later("What you need"), required=False)
    words = WordsField(label=later("Something else you need"), max_length=LONGEST, rows=2, required=False)
    with_host = forms.TypedChoiceField(
        label=later("Who may read it"), coerce=_number, empty_value=None, required=False, widget=forms.Select
    )

    def __init__(self, *args: Any, gathering: Gathering, person: Person, needs: list[Opened], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = needs
        choices = [("", ALL_HOSTS), *host_choices(gathering.project, without=person)]
        self.fields["needs"].choices = [(str(one.need.pk), str(one.need.pk)) for one in needs]  # type: ignore[attr-defined]
        self.fields["with_host"].choices = choices  # type: ignore[attr-defined]
        if not needs:
            self.fields["words"].label = _("What do you need to take part?")

    def ticked(self) -> set[str]:
        """The ids that are ticked, as they were sent or stand."""
        return {str(one) for one in (self["needs"].value() or [])}


class ToDoForm(forms.Form):
    words = LineField(label=later("What there is to do"), max_length=LONGEST_TO_DO)
    owner = forms.TypedChoiceField(label=later("Who does it"), coerce=_number, empty_value=None, required=False)
    due_on = DateField(label=later("Done by"))

    def __init__(self, *args: Any, project: Project, only: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hosts = [one for one in host_choices(project) if only is None or one[0] == str(only)]
        self.fields["owner"].choices = [("", later("Nobody yet")), *hosts]  # type: ignore[attr-defined]


class ChangeToDoForm(ToDoForm):
    STATES = [(state.value, state.label) for state in ToDo.State if state is not ToDo.State.GONE]
    state = forms.ChoiceField(label=later("How it stands"), choices=STATES, widget=forms.RadioSelect)
    reason = WordsField(
        label=later("If it cannot be done: why"),
        help_text=later("The person reads this. Say it plainly, and what you can do instead."),
        max_length=LONGEST_TO_DO,
        rows=2,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or {}
        if sent.get("state") == ToDo.State.CANNOT and not sent.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say why it cannot be done. The person reads this."))
        return sent


class ChecklistForm(forms.Form):
    keys = forms.MultipleChoiceField(
        label=later("Good for everybody"), choices=list(CHECKLIST.items()), widget=forms.CheckboxSelectMultiple
    )


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(
        label=later("Was it as you need it?"), choices=Share.Outcome.choices, widget=forms.RadioSelect
    )
    words = WordsField(
        label=later("Anything you want to say about it"),
        help_text=later("The hosts with whom you shared this can read it."),
        max_length=LONGEST,
        rows=2,
        required=False,
    )


class OutcomeForForm(forms.Form):
    outcome = forms.ChoiceField(label=later("What they said"), choices=Share.Outcome.choices, widget=forms.RadioSelect)
    told = _told_field()
    words = WordsField(label=later("In their words"), max_length=LONGEST, rows=2, required=False)


class TellForForm(forms.Form):
    """What somebody told a host, typed in for them."""

    person = forms.TypedChoiceField(label=later("Who told you"), coerce=int)
    told = _told_field()
    nothing = forms.BooleanField(label=later("They need nothing this time"), required=False)
    words = WordsField(label=later("What they need, in their words"), max_length=LONGEST, rows=3, required=False)
    kind = _kind_field()
    with_host = forms.TypedChoiceField(
        label=later("Who may read it"),
        help_text=later("Ask them. If they did not say, choose yourself."),
        coerce=_number,
        empty_value=None,
        required=False,
    )

    def __init__(self, *args: Any, project: Project, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", later("They did not say")), *KINDS.items()]  # type: ignore[attr-defined]
        self.fields["person"].choices = people  # type: ignore[attr-defined]
        self.fields["with_host"].choices = [("", ALL_HOSTS), *host_choices(project)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or {}
        if sent.get("nothing") and sent.get("words"):
            self.add_error("nothing", _("Either they need nothing, or what you wrote. Not both."))
        if not sent.get("nothing") and not sent.get("words") and "words" not in self.errors:
            self.add_error("words", _("Write what they need, or tick that they need nothing."))
        return sent


class NoticeForm(forms.Form):
    notice_on = DateField(label=later("Day people were told of the gathering"), required=False)
    papers_on = DateField(label=later("Day people got the papers"), required=False)
    has_no_papers = forms.BooleanField(label=later("There are no papers for this gathering"), required=False)

    def __init__(self, *args: Any, gathering: Gathering, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gathering = gathering

    def _day(self, name: str) -> date | None:
        day: date | None = self.cleaned_data[name]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        if day and day > self.gathering.on:
            raise forms.ValidationError(_("This is after the gathering."))
        return day

    def clean_notice_on(self) -> date | None:
        return self._day("notice_on")

    def clean_papers_on(self) -> date | None:
        return self._day("papers_on")

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or {}
        if sent.get("papers_on") and sent.get("has_no_papers"):
            self.add_error("has_no_papers", _("Either there are no papers, or they were sent on a day."))
        return sent


class AccessPromiseForm(forms.Form):
    notice_days = forms.IntegerField(
        label=later("Days of notice before a gathering"),
        help_text=later("So that people can plan the way, time off and care for others. Most need 14."),
        min_value=1,
        max_value=MOST_DAYS,
    )
    papers_days = forms.IntegerField(
        label=later("Days to read the papers before a gathering"),
        help_text=later("So that people can read them slowly, or with somebody. Most need 7."),
        min_value=0,
        max_value=MOST_DAYS,
    )
