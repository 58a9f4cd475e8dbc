"""What people fill in about themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.kit.codes import plain_code, shown_code
from alongside.kit.forms import LineField
from alongside.people.actions.tokens import MOST_DAYS, SCOPES
from alongside.people.models import Person

SCOPE_WORDS = {
    "read": _("Read what I may read"),
    "voices:write": _("Write voices"),
    "host:write": _("Do what a host does"),
    "decide:write": _("Record decisions"),
}


class CardForm(forms.Form):
    """The code of a card, typed as people type: any case, with or without spaces and dashes."""

    code = LineField(
        label=_("The code on your card"),
        max_length=60,
        help_text=_("Twelve letters and numbers, like ABCD-EFGH-JKMN. Capitals, spaces and dashes do not matter."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "pe-code"}
        ),
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_code(self) -> str:
        return shown_code(plain_code(self.cleaned_data["code"]))


class NamesForm(forms.ModelForm[Person]):
    nickname = LineField(label=_("Nickname"), max_length=80, help_text=_("What people here call you."))
    full_name = LineField(label=_("Full name"), max_length=120, required=False)
    pseudonym = LineField(label=_("A name I made up"), max_length=80, required=False)
    group_name = LineField(
        label=_("My group"), max_length=120, required=False, help_text=_("For example: Young carers, Harbour.")
    )

    class Meta:
        model = Person
        fields = ["nickname", "full_name", "pseudonym", "group_name"]


class TokenForm(forms.Form):
    name = LineField(label=_("What it is for"), max_length=80)
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        choices=[(scope, SCOPE_WORDS[scope]) for scope in SCOPES],
        initial=["read"],
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.IntegerField(label=_("Days until it ends"), min_value=1, max_value=MOST_DAYS, initial=90)
