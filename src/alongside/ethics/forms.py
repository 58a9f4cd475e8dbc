"""What is typed about permissions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.ethics.models import Acting, Handling, How, Kind
from alongside.gatherings.models import Gathering
from alongside.kit.forms import LineField, WordsField
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
        fields = ["controller", "address", "contact", "basis", "stored", "jurisdiction", "recipients", "keep_months"]
        help_texts = {
            "controller": _("The organisation that answers for it in law."),
            "contact": _("A phone number or an email that people can use."),
            "basis": _(
                "Ask whoever looks after data protection in your organisation. This is not the same thing as"
                " what people allow."
            ),
            "recipients": _("Such as a transcription service. Leave empty for: nobody outside this project."),
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

    supporter = forms.ModelChoiceField(Membership.objects.none(), label=_("Who answers for them?"), empty_label="")
    acting = forms.ChoiceField(
        choices=[c for c in Acting.choices if c[0] != Acting.SELF], widget=forms.RadioSelect, label=_("Who is it?")
    )

    def __init__(self, member: Membership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["supporter"]
        field.queryset = members_of(member.project).exclude(pk=member.pk).select_related("person")
        field.label_from_instance = lambda row: row.person.nickname


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
