"""What it means for rooms that somebody takes a permission back."""

from django.utils.translation import ngettext

from alongside.ethics.models import Kind
from alongside.gatherings.models import Seat
from alongside.projects.withdrawals import Reached, Withdrawal, counts, reaches
from alongside.room.actions import let_go_of_seats


@reaches
def let_go(withdrawal: Withdrawal) -> None:
    """Keep nothing: what was answered from the person's seats is nobody's from now on."""
    if Kind.NOTES.value in withdrawal.kinds:
        let_go_of_seats(withdrawal.project, withdrawal.person)


@counts
def what_is_reached(withdrawal: Withdrawal) -> list[Reached]:
    if Kind.NOTES.value not in withdrawal.kinds:
        return []
    rows = Seat.objects.filter(person=withdrawal.person, room__gathering__project=withdrawal.project)
    words = ngettext(
        "In %(n)d room, your votes stay in the count, without your name.",
        "In %(n)d rooms, your votes stay in the count, without your name.",
        count := rows.count(),
    )
    return [Reached("seats", count, words % {"n": count})] if count else []
