"""What it means for communities that somebody takes a permission back, or that an old backup is brought back."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.communities.actions.connectors import (
    stop_again,
    stop_connecting_in,
    stop_naming_again,
    stop_naming_in,
)
from alongside.communities.actions.hints import forget_hint_again, forget_hints
from alongside.communities.models import Connector, Hint
from alongside.ledger.erasures import replays
from alongside.projects.withdrawals import Reached, Withdrawal, counts, reaches


def _ends(withdrawal: Withdrawal) -> bool:
    """Who keeps nothing here, or leaves, opens no door either."""
    return withdrawal.keeps_nothing or "join" in withdrawal.kinds


def _unnames(withdrawal: Withdrawal) -> bool:
    """No name beside their words here is no name on letters and pages of a door either. They may say it anew."""
    return "name" in withdrawal.kinds and withdrawal.is_whole


@reaches
def reach_communities(withdrawal: Withdrawal) -> None:
    if withdrawal.keeps_nothing:
        forget_hints(withdrawal.project, withdrawal.person)
    if _ends(withdrawal):
        stop_connecting_in(withdrawal.project, withdrawal.person)
    elif _unnames(withdrawal):
        stop_naming_in(withdrawal.project, withdrawal.person)


@counts
def what_is_reached(withdrawal: Withdrawal) -> list[Reached]:
    told, where = list[Reached](), {"project": withdrawal.project, "person": withdrawal.person}
    hints = Hint.objects.filter(**where).exclude(outcome=Hint.Outcome.TAKEN_BACK).count()
    if withdrawal.keeps_nothing and hints:
        words = ngettext(
            "What you said about who is missing is removed (%(n)d time).",
            "What you said about who is missing is removed (%(n)d times).",
            hints,
        )
        told.append(Reached("hints", hints, words % {"n": hints}))
    rows = Connector.objects.filter(person=withdrawal.person, community__project=withdrawal.project, stopped_at=None)
    if _ends(withdrawal) and (doors := rows.count()):
        words = _("You open no community's door any more. Letters and posters that you gave away stop working.")
        told.append(Reached("doors", doors, words))
    elif _unnames(withdrawal) and (named := rows.filter(is_named=True).count()):
        words = _("Your name is not told any more as the one who opens a community's door. You still open it.")
        told.append(Reached("door_names", named, words))
    return told


@replays("connector")
def stop_connector_again(subject_id: str, mark: str) -> bool:
    return stop_again(subject_id, mark)


@replays("connector_name")
def stop_naming_connector_again(subject_id: str, mark: str) -> bool:
    return stop_naming_again(subject_id, mark)


@replays("hint")
def forget_hint_of(subject_id: str, mark: str) -> bool:
    return forget_hint_again(int(subject_id), mark)
