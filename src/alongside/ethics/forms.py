"""What is typed about permissions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.ethics.models import BOTH_ABLE, BY_LAW, Acting, Handling, How, Kind
from alongside.gatherings.models import Gathering
from alongside.kit.forms import KeyedForm, LineField, WordsField
from alongside.projects.models import Membership, Project
from alongside.projects.queries import members_of

OUTPUTS = [
    ("", _("everywhere")),
    ("pages", _("on the project's pages")),
    ("draft", _("in the draft")),
    ("report", _("in reports and files")),
]
YES_NO = [("yes", _("Yes")), ("no", _("No"))]


class NarrowForm(forms.Form):
    """An answer for one gathering or one output only."""

    gathering = forms.ModelChoiceField(Gathering.objects.none(), required=False, label=_("For which gathering"),
                                       empty_label=_("all gatherings"))  # fmt: skip
    output = forms.ChoiceField(choices=OUTPUTS, required=False, label=_("Where"))
    answer = forms.ChoiceField(choices=YES_NO, widget=forms.RadioSelect, label=_("Is it all right?"))

    def __init__(self, project: Project, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["gathering"]
        field.queryset = Gathering.objects.filter(project=project).order_by("-on", "-id")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if not self.errors and not (told.get("gathering") or told.get("output")):
            self.add_error("gathering", _("Choose a gathering, or choose where. For all of it, answer above."))
        return told


class PartnerForm(forms.Form):
    """A partner with whom something may be shared."""

    partner = LineField(max_length=120, label=_("Who is the partner?"))
    answer = forms.ChoiceField(choices=YES_NO, widget=forms.RadioSelect, label=_("May we share with them?"))


class CodeForm(forms.Form):
    code = LineField(max_length=40, label=_("The code on your paper"), help_text=_("Ten letters and numbers."))


class HandlingForm(forms.ModelForm):  # type: ignore[type-arg]
    """Who answers for what people give."""

    class Meta:
        model = Handling
        fields = [
            "controller", "address", "contact", "basis", "stored", "jurisdiction", "recipients", "authority",
            "keep_months",
        ]  # fmt: skip
        help_texts = {
            "controller": _("The organisation that answers for it in law."),
            "contact": _("A phone number or an email that people can use."),
            "basis": _(
                "Ask whoever looks after data protection in your organisation. This is not the same thing as"
                " what people allow."
            ),
            "recipients": _("Such as a transcription service. Leave empty for: nobody outside this project."),
            "authority": _("Such as the Information Commissioner's Office, with how to reach it."),
        }

    keep_months = forms.IntegerField(min_value=1, max_value=120, label=_("Months until we ask people again"))


class ToldForm(forms.Form):
    """What a member told a host."""

    kind = forms.ChoiceField(choices=[c for c in Kind.choices if c[0] not in {Kind.SHARE, Kind.JOIN}],
                             label=_("What about?"))  # fmt: skip
    answer = forms.ChoiceField(choices=YES_NO, widget=forms.RadioSelect, label=_("What did they say?"))
    how = forms.ChoiceField(
        choices=[c for c in How.choices if c[0] in {How.TOLD, How.PHONE, How.PAPER}],
        widget=forms.RadioSelect, label=_("How did they tell you?"),
    )  # fmt: skip


class SupporterForm(forms.Form):
    """Who may answer for a member."""

    supporter = forms.ModelChoiceField(Membership.objects.none(), label=_("Who would answer for them?"), empty_label="")
    acting = forms.ChoiceField(
        choices=[
            (Acting.SUPPORTER.value, _("A supporter. We ask the person first")),
            (Acting.PARENT.value, _("A parent or carer of a child who is too young to decide alone")),
            (Acting.AUTHORITY.value, _("Somebody with a say in law, because the person cannot decide this alone")),
        ],
        widget=forms.RadioSelect,
        label=_("Who is it?"),
    )
    ground = WordsField(
        max_length=1000, rows=3, required=False, label=_("For a parent, or a say in law: why may they answer?"),
        help_text=_("In plain words. The person reads this too. No date of birth, and nothing about health."),
    )  # fmt: skip

    def __init__(self, member: Membership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["supporter"]
        field.queryset = members_of(member.project).exclude(pk=member.pk).select_related("person")
        field.label_from_instance = lambda row: row.person.nickname

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("acting") in BY_LAW and not told.get("ground"):
            self.add_error("ground", _("Write why they may answer."))
        return told


class SaidForm(forms.Form):
    """What a member told a host about who may answer for them. It is read back before it counts."""

    answer = forms.ChoiceField(choices=YES_NO, widget=forms.RadioSelect, label=_("May they answer for you?"))
    how = forms.ChoiceField(
        choices=[c for c in How.choices if c[0] in {How.TOLD, How.PHONE, How.PAPER}],
        widget=forms.RadioSelect, label=_("How did they tell you?"),
    )  # fmt: skip
    read_back = forms.BooleanField(
        label=_("I read it back to them, and they said that it is right"),
        error_messages={"required": _("Read it back to them first.")},
    )


class ObjectForm(forms.Form):
    words = WordsField(
        max_length=1000, rows=3, required=False, label=_("Do you want to say why? You need not"),
        help_text=_("The hosts read it. Who answers for you does not."),
    )  # fmt: skip


class SettleForm(forms.Form):
    """What hosts talked about with the person, and what follows."""

    words = WordsField(
        max_length=1000, rows=3, label=_("What did you talk about with the person, and what was settled?"),
        help_text=_("The person reads this, and who answers for them."),
    )  # fmt: skip
    goes_on = forms.ChoiceField(
        choices=[("no", _("They do not answer for the person any more")), ("yes", _("They go on, for a year at most"))],
        widget=forms.RadioSelect, label=_("What follows?"),
    )  # fmt: skip


class PaperForm(forms.Form):
    done = LineField(max_length=300, label=_("What was done?"),
                     help_text=_("Such as: fetched and shredded; or: cannot be had back."))  # fmt: skip


class KeptForm(forms.Form):
    """For how many days one kind of thing is kept."""

    days = forms.IntegerField(label=_("How many days?"))
    reason = LineField(max_length=300, required=False, label=_("Why?"),
                       help_text=_("To keep it longer than now, write why. Everybody can read it."))  # fmt: skip

    def __init__(self, least: int, most: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"] = forms.IntegerField(
            min_value=least, max_value=most, label=_("How many days?"),
            help_text=_("From %(least)d to %(most)d.") % {"least": least, "most": most},
        )  # fmt: skip


class AskForm(forms.Form):
    """What to ask all members for."""

    kinds = forms.MultipleChoiceField(
        choices=[c for c in Kind.choices if c[0] not in {Kind.SHARE, Kind.JOIN}],
        widget=forms.CheckboxSelectMultiple, label=_("Ask everybody who has not answered yet"),
        error_messages={"required": _("Choose at least one.")},
    )  # fmt: skip


class RiskForm(forms.Form):
    """What could go wrong."""

    words = WordsField(max_length=2000, rows=3, label=_("What could go wrong?"))
    done = WordsField(max_length=2000, rows=2, required=False, label=_("What could be done about it?"))


class AnswerRiskForm(forms.Form):
    done = WordsField(max_length=2000, rows=2, label=_("What is done about it?"))
    is_over = forms.BooleanField(required=False, label=_("This is over"))


class ReviewForm(forms.Form):
    """How one side finds the plan."""

    verdict = forms.ChoiceField(
        choices=[("fine", _("It is fine as it is")), ("change", _("Something should change"))],
        widget=forms.RadioSelect, label=_("You have read the plan. How is it?"),
    )  # fmt: skip
    words = WordsField(max_length=2000, rows=3, required=False, label=_("What should change?"))

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("verdict") == "change" and not told.get("words"):
            self.add_error("words", _("Write what should change."))
        return told


class YoungRulesForm(forms.Form):
    """Whether young people take part, and what a parent is asked as well."""

    is_on = forms.BooleanField(required=False, label=_("Young people take part in this project"))
    cut_off = forms.IntegerField(
        min_value=10, max_value=18, label=_("Under which age is a parent or carer asked as well?"),
        help_text=_("From 10 to 18. We ask for the age group only, never for a birthday."),
    )  # fmt: skip
    both = forms.MultipleChoiceField(
        choices=[(kind, Kind(kind).label) for kind in BOTH_ABLE], required=False,
        widget=forms.CheckboxSelectMultiple, label=_("What must both allow?"),
        help_text=_("Both must say yes. A no of the young person always wins."),
    )  # fmt: skip


class YoungForm(forms.Form):
    """In which age group somebody is, as they or a parent say."""

    group = forms.ChoiceField(widget=forms.RadioSelect, label=_("How old?"))

    def __init__(self, choices: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["group"]
        field.choices = [*choices, ("", _("18 or over"))]
        field.required = False


class PartForm(forms.Form):
    words = WordsField(max_length=2000, rows=4, label=_("How is it with us?"),
                       help_text=_("Short words, to young people. Name nobody who is young."))  # fmt: skip


class NotSoForm(KeyedForm):
    words = WordsField(max_length=2000, rows=3, label=_("What is not so?"),
                       help_text=_("It is shown here without your name."))  # fmt: skip


class AnswerNotSoForm(forms.Form):
    words = WordsField(max_length=2000, rows=3, label=_("What is different now, or why not?"))
