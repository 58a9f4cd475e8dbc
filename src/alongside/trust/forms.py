"""The forms about expectations, pulses, buddies and endings."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from alongside.kit.forms import DateField, KeyedForm, WordsField
from alongside.people.models import Person
from alongside.projects.models import Project, Side
from alongside.projects.queries import members_of
from alongside.trust.models import BuddyNote, Expectation, Heard, Reply, Verdict
from alongside.trust.nexts import NEXTS, NOTHING
from alongside.trust.questions import QUESTIONS, SCORES

LINE = 500


def side_choices(project: Project) -> list[tuple[str, str]]:
    return [(side.value, project.side_name(side)) for side in Side]


class MemberField(forms.ChoiceField):
    """One who is in the project; cleaned to the person, None where nobody is chosen."""

    people: dict[str, Person]

    def offer(self, project: Project, nobody: str, among: set[int] | None = None) -> None:
        rows = [row for row in members_of(project) if among is None or row.person_id in among]
        self.people = {str(row.person_id): row.person for row in rows}
        self.choices = [("", nobody), *((key, one.nickname) for key, one in self.people.items())]

    def clean(self, value: Any) -> Any:
        return self.people.get(super().clean(value))


class LineForm(KeyedForm):
    kind = forms.ChoiceField(
        label=later("What it is about"), choices=Expectation.Kind.choices, widget=forms.RadioSelect
    )
    words = WordsField(
        label=later("Your line"),
        help_text=later("One thing. Say it so that you can tell later whether it was kept."),
        max_length=LINE,
        rows=2,
    )
    is_named = forms.BooleanField(label=later("My name may stand beside it"), required=False)


class TypedLineForm(KeyedForm):
    side = forms.ChoiceField(label=later("Which side wrote it"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(
        label=later("What it is about"), choices=Expectation.Kind.choices, widget=forms.RadioSelect
    )
    words = WordsField(label=later("The line, as it was written or said"), max_length=LINE, rows=2)
    told = forms.ChoiceField(label=later("How you were told"), choices=Heard.choices, widget=forms.RadioSelect)
    person = MemberField(
        label=later("Whose words"),
        help_text=later("Only if they are one person's. Then this person can take them back."),
        required=False,
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["side"].choices = side_choices(project)
        fields["person"].offer(project, _("A group's, or nobody knows"))


class ReplyForm(forms.Form):
    kind = forms.ChoiceField(label=later("What your side says"), choices=Reply.Kind.choices, widget=forms.RadioSelect)
    reason = WordsField(
        label=later("Why, or how"),
        help_text=later("Needed for “partly” and “we cannot”."),
        max_length=LINE,
        rows=2,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        known: dict[str, Any] = super().clean() or {}
        if known.get("kind") in {Reply.Kind.PARTLY, Reply.Kind.CANNOT} and not known.get("reason"):
            self.add_error("reason", _("Say why. The other side reads this."))
        return known


class VerdictForm(forms.Form):
    kind = forms.ChoiceField(label=later("How was it?"), choices=Verdict.Kind.choices, widget=forms.RadioSelect)
    words = WordsField(
        label=later("In words"),
        help_text=later("Needed for “partly kept” and “not kept”: what was missing?"),
        max_length=LINE,
        rows=2,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        known: dict[str, Any] = super().clean() or {}
        if known.get("kind") in {Verdict.Kind.PARTLY, Verdict.Kind.NOT_KEPT} and not known.get("words"):
            self.add_error("words", _("Say what was missing. The other side reads this."))
        return known


class LookForm(forms.Form):
    due_on = DateField(label=later("Day to look again"))


class PulseForm(forms.Form):
    closes_on = DateField(
        label=later("Last day for answers"), help_text=later("Two weeks are good. Nobody sees a number before.")
    )


class AnswersForm(forms.Form):
    """0 to 10 for each of the four. Nothing has to be answered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, words in QUESTIONS.items():
            self.fields[key] = forms.TypedChoiceField(
                label=words,
                choices=[(str(score), str(score)) for score in SCORES],
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
            )

    @property
    def said(self) -> dict[str, int]:
        return {key: score for key in QUESTIONS if (score := self.cleaned_data.get(key)) is not None}


class SheetForm(AnswersForm, KeyedForm):
    """A sheet out of the box, or what somebody said on the phone."""

    person = MemberField(
        label=later("Whose answers"),
        help_text=later("Choose somebody only if they told you by phone. Of a sheet out of the box nobody knows."),
        required=False,
    )
    side = forms.ChoiceField(label=later("Side ticked on the sheet"), widget=forms.RadioSelect, required=False)
    declines = forms.BooleanField(
        label=later("They told you that they do not want to answer"), required=False,
        help_text=later("Only for somebody who told you by phone. They are not asked again this time."),
    )  # fmt: skip
    field_order = ["person", "side", *QUESTIONS, "declines"]

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["side"].choices = side_choices(project)
        fields["person"].offer(project, _("A sheet out of the box"))

    def clean(self) -> dict[str, Any]:
        known: dict[str, Any] = super().clean() or {}
        if not known.get("person") and not known.get("side") and "side" not in self.errors:
            self.add_error("side", _("Choose the side that is ticked on the sheet."))
        if known.get("person") and not self.errors:
            self._must_say_something(bool(known.get("declines")))
        return known

    def _must_say_something(self, declines: bool) -> None:
        """A name alone would use up somebody's one answer."""
        if declines and self.said:
            self.add_error("declines", _("Leave this empty where they gave an answer."))
        elif not declines and not self.said:
            self.add_error("declines", _("Type in an answer, or tick that they do not want to answer."))


class CloseForm(forms.Form):
    sure = forms.BooleanField(label=later("All sheets of paper are typed in. I know that it cannot be opened again."))


class OfferForm(forms.Form):
    words = WordsField(
        label=later("What I can do, and when"),
        help_text=later("For example: I come by the number 7 bus and can meet you at the stop."),
        max_length=600,
        rows=2,
        required=False,
    )


class AskForm(forms.Form):
    words = WordsField(
        label=later("What would help me"),
        help_text=later("Only what you want to say. Hosts read it, and whoever becomes your buddy."),
        max_length=600,
        rows=2,
        required=False,
    )


class NoteForForm(forms.Form):
    person = MemberField(label=later("Who told you"))
    kind = forms.ChoiceField(label=later("What they said"), choices=BuddyNote.Kind.choices, widget=forms.RadioSelect)
    words = WordsField(label=later("In their words"), max_length=600, rows=2, required=False)
    told = forms.ChoiceField(label=later("How you were told"), choices=Heard.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["person"].offer(project, _("Choose somebody"))


class SuggestForm(forms.Form):
    newcomer = MemberField(label=later("Who asked for a buddy"))
    buddy = MemberField(label=later("Who could go beside them"))

    def __init__(self, *args: Any, project: Project, asking: set[int], offering: set[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["newcomer"].offer(project, _("Choose somebody"), asking)
        fields["buddy"].offer(project, _("Choose somebody"), offering)


class HelloForm(forms.Form):
    hello = WordsField(
        label=later("How the other finds you"),
        help_text=later("For example: I am Cole. I stand at the tea table and wear a green hat."),
        max_length=600,
        rows=2,
        required=False,
    )


class YesForForm(HelloForm):
    told = forms.ChoiceField(label=later("How you were told"), choices=Heard.choices, widget=forms.RadioSelect)


class EndingForm(forms.Form):
    people = forms.MultipleChoiceField(label=later("For whom"), widget=forms.CheckboxSelectMultiple)
    thanks = WordsField(
        label=later("Thank you"),
        help_text=later("What did they bring? Say it as you would say it to them."),
        max_length=4000,
        rows=3,
    )
    came_of_it = WordsField(
        label=later("What came of it"),
        help_text=later("Honestly: also what did not work, and what you do not know yet."),
        max_length=4000,
        rows=6,
        required=False,
    )
    nexts = forms.MultipleChoiceField(
        label=later("What you offer next"),
        help_text=later("They can always say: nothing more, thank you."),
        choices=tuple((key, words) for key, words in NEXTS.items() if key != NOTHING),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, owed: dict[str, Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owed = owed
        fields: dict[str, Any] = self.fields
        fields["people"].choices = [(key, one.nickname) for key, one in owed.items()]

    def clean_people(self) -> list[Person]:
        return [self.owed[key] for key in self.cleaned_data["people"]]


class SaidForm(forms.Form):
    on = DateField(label=later("On which day"))


class NextForm(forms.Form):
    wants = forms.MultipleChoiceField(
        label=later("What would you like next?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    words = WordsField(label=later("Anything you want to say"), max_length=2000, rows=3, required=False)

    def __init__(self, *args: Any, nexts: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["wants"].choices = [(key, NEXTS[key]) for key in NEXTS if key in nexts]


class NextForForm(NextForm):
    told = forms.ChoiceField(label=later("How you were told"), choices=Heard.choices, widget=forms.RadioSelect)
