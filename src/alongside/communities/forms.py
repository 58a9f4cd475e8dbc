"""The forms about communities, connectors and ways in. What was typed is kept; errors stand beside their field."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from alongside.communities.actions.connectors import LONGEST_CONTACT
from alongside.communities.actions.doors import MOST_USES
from alongside.communities.actions.mapping import LONGEST
from alongside.communities.actions.own_words import SAY_IT_YOURSELF, copied_fields
from alongside.communities.models import HERE, Connector, Hint, HowFar, Kind, Paper, ShownTo, Told
from alongside.communities.queries.connectors import name_of
from alongside.communities.queries.mapped import hosts_of
from alongside.kit.forms import DateField, KeyedForm, LineField, WordsField
from alongside.projects.models import Membership, Project

ANSWERS = [("yes", later("Yes")), ("no", later("No"))]


def host_choices(project: Project) -> list[tuple[str, str]]:
    rows = hosts_of(project)
    return [(str(one.person_id), one.person.named(one.naming) or one.person.nickname) for one in rows]


def _number(sent: Any) -> int | None:
    return int(sent) if sent else None


class OwnWordsForm(forms.Form):
    """What hosts write in their own words. `written`: how a field of the form is called where it is kept."""

    written: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, hints: Iterable[Hint] = (), **kwargs: Any) -> None:
        """`hints`: what members told of this community. It is not copied onto the map."""
        super().__init__(*args, **kwargs)
        self.hints = hints

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or {}
        typed = {self.written.get(name, name): name for name in sent}
        for field in copied_fields({kept: sent[name] for kept, name in typed.items()}, self.hints):
            self.add_error(typed[field], SAY_IT_YOURSELF)
        return sent


class AboutForm(OwnWordsForm):
    """A community in the hosts' words."""

    name = LineField(label=later("Name of the community"), max_length=120, help_text=later("As they call themselves."))
    kind = forms.ChoiceField(
        label=later("What they share"),
        choices=[
            (Kind.PLACE, later("A place: a street, an estate, a site, a ward")),
            (Kind.INTEREST, later("An interest: a faith, a club, a trade, a love of something")),
            (Kind.EXPERIENCE, later("An experience: something they live with or went through")),
        ],
        widget=forms.RadioSelect,
    )
    why = WordsField(
        label=later("Why it matters that they are here"),
        help_text=later("What do they know about the question that nobody else knows?"),
        max_length=LONGEST,
        rows=3,
    )
    size = LineField(
        label=later("Roughly how many people"),
        max_length=80,
        required=False,
        help_text=later("If somebody knows, and from where. For example: about 300, said the school."),
    )
    reach = WordsField(
        label=later("How they like to be reached"),
        help_text=later("By whom, where, in which language, on paper or by talking. People in the project read this."),
        max_length=LONGEST,
        rows=2,
        required=False,
    )
    shown_to = forms.ChoiceField(
        label=later("Who may know that they are on the map"),
        help_text=later("Could it harm somebody, or point at somebody? Then choose hosts only."),
        choices=ShownTo.choices,
        widget=forms.RadioSelect,
        initial=ShownTo.MEMBERS,
    )
    said_yes = forms.BooleanField(
        label=later("People of this community said that everyone may know that they are here"),
        help_text=later("Tick this if they share an experience, some of them are here, and everyone may know."),
        required=False,
    )
    how_far_now: str = HowFar.NOT_ASKED

    def clean(self) -> dict[str, Any]:
        sent = super().clean()
        everyone = sent.get("shown_to") == ShownTo.EVERYONE and sent.get("kind") == Kind.EXPERIENCE
        if everyone and sent.get("how_far", self.how_far_now) in HERE and not sent.get("said_yes"):
            self.add_error("said_yes", _("Ask people of this community first, or show it to fewer people."))
        return sent


class AddForm(AboutForm):
    how_far = forms.ChoiceField(
        label=later("How far they are with us now"),
        choices=[one for one in HowFar.choices if one[0] != HowFar.NO],
        widget=forms.RadioSelect,
        initial=HowFar.NOT_ASKED,
    )
    field_order = ["name", "kind", "why", "size", "reach", "how_far"]


class EditForm(AboutForm):
    def __init__(self, *args: Any, how_far_now: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.how_far_now = how_far_now


class HowFarForm(OwnWordsForm):
    written: ClassVar[dict[str, str]] = {"words": "how_far_words"}
    how_far = forms.ChoiceField(
        label=later("How far they are with us now"), choices=HowFar.choices, widget=forms.RadioSelect
    )
    words = WordsField(
        label=later("More about it"),
        help_text=later(
            "If they said no: what they said, in short. We respect it, and nobody asks again without reading it."
        ),
        max_length=LONGEST,
        rows=2,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        sent = super().clean()
        if sent.get("how_far") == HowFar.NO and not sent.get("words") and "words" not in self.errors:
            self.add_error("words", _("Write down what they said, so that nobody asks again without knowing it."))
        return sent


class TryForm(OwnWordsForm):
    what = LineField(
        label=later("What was tried"),
        max_length=500,
        help_text=later("Whoever may see this community reads it: name nobody who was asked."),
    )
    on = DateField(label=later("On which day"), initial=timezone.localdate)
    who = LineField(label=later("By whom"), max_length=120, help_text=later("A role or a group is enough."))
    came_of_it = WordsField(
        label=later("What came of it"),
        help_text=later("Nothing is an answer too."),
        max_length=LONGEST,
        rows=2,
        required=False,
    )
    was_next = forms.BooleanField(label=later("This was what was next; it is done"), required=False)

    def __init__(self, *args: Any, has_next: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_next:
            del self.fields["was_next"]

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day


class NextForm(OwnWordsForm):
    written: ClassVar[dict[str, str]] = {"words": "next_words"}
    words = LineField(
        label=later("What is next"),
        max_length=300,
        required=False,
        help_text=later("Leave it empty if nothing is planned."),
    )
    owner = forms.TypedChoiceField(label=later("Who does it"), coerce=_number, empty_value=None, required=False)
    due = DateField(label=later("Until when"), required=False)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", later("Choose a host")), *host_choices(project)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        sent = super().clean()
        if sent.get("words"):
            for field, wrong in (("owner", _("Say who does it.")), ("due", _("Say until when."))):
                if not sent.get(field) and field not in self.errors:
                    self.add_error(field, wrong)
        return sent


def _contact_field(label: Any, hint: Any) -> WordsField:
    return WordsField(label=label, help_text=hint, max_length=LONGEST_CONTACT, rows=2, required=False)


class AskConnectorForm(forms.Form):
    member = forms.ChoiceField(
        label=later("A member of this project"), required=False, help_text=later("They are asked on their own page.")
    )
    name = LineField(
        label=later("Or somebody without an account: name or role"),
        max_length=120,
        required=False,
        help_text=later("Ask them yourself, then write down what they said. The name is kept locked."),
    )
    contact = _contact_field(
        later("How to reach them"), later("Kept locked. Only the hosts of this project read it, and the person.")
    )
    asked_of_them = WordsField(label=later("What we ask of them"), max_length=LONGEST, rows=4)
    what_they_get = WordsField(
        label=later("What they get"),
        help_text=later("Only what is sure. Money is agreed elsewhere, before anything is done."),
        max_length=LONGEST,
        rows=3,
        required=False,
    )

    def __init__(self, *args: Any, members: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {one.person.handle: one.person for one in members}
        names = sorted((one.person.nickname, one.person.handle) for one in members)
        choices = [("", later("Nobody from the list")), *((handle, name) for name, handle in names)]
        self.fields["member"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or {}
        if not self.errors and bool(sent.get("member")) == bool(sent.get("name")):
            self.add_error("name", _("Choose a member, or write a name. One of the two."))
        sent["person"] = self.members.get(sent.pop("member", ""))
        return sent


def _named_field(label: Any) -> forms.BooleanField:
    return forms.BooleanField(
        label=label,
        help_text=later("On letters, posters and this community's page. Never for strangers."),
        required=False,
    )


class ConnectorForm(forms.Form):
    """What a connector says of themselves once they have said yes."""

    contact = _contact_field(
        later("How hosts reach you"), later("Kept locked. Only the hosts of this project read it, and you.")
    )
    is_named = _named_field(later("My name may be told as the one who opens this door"))


class ConnectorForForm(forms.Form):
    """The same, typed in by a host for somebody without an account."""

    contact = _contact_field(later("How to reach them"), later("Kept locked. Only the hosts of this project read it."))
    is_named = _named_field(later("They said that their name may be told"))


class AnswerForm(ConnectorForm):
    answer = forms.ChoiceField(label=later("Will you open this door?"), choices=ANSWERS, widget=forms.RadioSelect)
    field_order = ["answer", "is_named", "contact"]


class ToldForm(forms.Form):
    """What a connector said to a host."""

    answer = forms.ChoiceField(
        label=later("What they said"), choices=Connector.Answer.choices, widget=forms.RadioSelect
    )
    told = forms.ChoiceField(label=later("How they told you"), choices=Told.choices, widget=forms.RadioSelect)
    contact = _contact_field(later("How to reach them"), later("Kept locked. Only the hosts of this project read it."))
    is_named = _named_field(later("They said that their name may be told"))
    read_back = forms.BooleanField(
        label=later("I read this back to them, and they said that it is right"),
        error_messages={"required": later("Read it back to them first.")},
    )


class StopForm(forms.Form):
    keep_doors = forms.BooleanField(
        label=later("Letters and posters that I gave away may still be used"), required=False
    )


class PaperWordsForm(OwnWordsForm):
    heading = LineField(
        label=later("Heading"), max_length=160, help_text=later("Very large on a poster. Short is good.")
    )
    words = WordsField(label=later("What it is about"), max_length=600, rows=4)
    gets = WordsField(
        label=later("What you get"), help_text=later("Only what is sure."), max_length=400, rows=3, required=False
    )
    access = WordsField(
        label=later("Help to take part"),
        help_text=later("For example: a way in without steps, a sign-language interpreter, the fare paid back."),
        max_length=400,
        rows=3,
        required=False,
    )
    offline = WordsField(
        label=later("How to come without internet"),
        help_text=later("A phone number and when somebody answers it, or a place and when somebody is there."),
        max_length=400,
        rows=3,
        required=False,
    )


def _count_field(label: Any, most: int, initial: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=most, initial=initial)


class DoorForm(KeyedForm):
    paper = forms.ChoiceField(
        label=later("On which paper"), choices=Paper.choices, widget=forms.RadioSelect, initial=Paper.LETTER
    )
    connector = forms.TypedChoiceField(
        label=later("Through whom"), coerce=str, empty_value=None, required=False,
        help_text=later("Only those who said yes. A letter names them if they allow it."),
    )  # fmt: skip
    uses = _count_field(later("How many people can use it"), MOST_USES, initial=20)
    days = _count_field(later("For how many days"), 365, initial=60)
    is_large = forms.BooleanField(label=later("In large print"), required=False)
    is_easy = forms.BooleanField(label=later("A letter: easy words first, where there are any"), required=False)

    def __init__(self, *args: Any, connectors: list[Connector] | None, **kwargs: Any) -> None:
        """`connectors`: whom a host may name; None where the connector makes it themselves."""
        super().__init__(*args, **kwargs)
        self.connectors = {str(one.pk): one for one in connectors or []}
        choices = [
            ("", later("Nobody: from the hosts")),
            *((key, name_of(one)) for key, one in self.connectors.items()),
        ]
        self.fields["connector"].choices = choices  # type: ignore[attr-defined]
        if not self.connectors:
            del self.fields["connector"]

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or {}
        sent["connector"] = self.connectors.get(sent.get("connector") or "")
        return sent


class HintForm(KeyedForm):
    words = LineField(
        label=later("Who is not here yet?"),
        max_length=300,
        help_text=later("A group of people, not a person. For example: people who work at night."),
    )
    why = WordsField(label=later("Why should they be here?"), max_length=LONGEST, rows=3, required=False)
    idea = WordsField(
        label=later("How could they be reached? Who do they trust?"),
        help_text=later("Please name nobody without asking them."),
        max_length=LONGEST,
        rows=3,
        required=False,
    )


class AnswerHintForm(forms.Form):
    reason = WordsField(
        label=later("Why it is not put on the map"),
        help_text=later("Whoever told you reads this."),
        max_length=LONGEST,
        rows=2,
    )
