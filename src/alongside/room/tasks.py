"""What the room does after a step: somebody chose not to be quoted, or to be quoted again."""

from alongside.ledger.followers import follow
from alongside.ledger.models import Step
from alongside.projects.models import Membership
from alongside.room.actions import show_anew
from alongside.room.models import Item


@follow("voice.named", "room.voice_named")
def show_voice_anew(step: Step) -> None:
    """Phones and screens that were given the words are given what may be shown now."""
    show_anew(Item.objects.filter(voice=step.subject_id))


@follow("member.named", "room.member_named")
def show_member_anew(step: Step) -> None:
    """The same for all that a member said in the project."""
    member = Membership.objects.filter(pk=step.subject_id).first()
    if member is not None:
        show_anew(Item.objects.filter(voice__person=member.person_id, voice__project=member.project_id))
