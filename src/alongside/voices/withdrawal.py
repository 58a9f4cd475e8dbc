"""What it means for voices that somebody takes a permission back."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.ethics.kinds import OF_WORDS, closes, copies_go_from
from alongside.ethics.models import How, Kind
from alongside.ledger.erasures import replays
from alongside.projects.withdrawals import Reached, Withdrawal, counts, reaches
from alongside.voices.actions import erase_again, remove_copies, take_back_everything
from alongside.voices.models import Stance, Voice

ASKED = {
    How.TOLD.value: Voice.Asked.IN_PERSON.value,
    How.PHONE.value: Voice.Asked.PHONE.value,
    How.PAPER.value: Voice.Asked.LETTER.value,
}


@reaches
def reach_voices(withdrawal: Withdrawal) -> None:
    """Keep nothing: the words go. Show nothing, or use nothing in reports: copies of the words go."""
    project, person = withdrawal.project, withdrawal.person
    if Kind.NOTES.value in withdrawal.kinds:
        take_back_everything(project, person, by=withdrawal.by, how=ASKED.get(withdrawal.how, ""))
    elif outputs := copies_go_from(withdrawal.kinds, withdrawal.output):
        remove_copies(project, person, outputs=outputs, gathering_id=withdrawal.gathering_id)


@counts
def what_is_reached(withdrawal: Withdrawal) -> list[Reached]:
    rows = Voice.objects.filter(project=withdrawal.project, person=withdrawal.person, taken_back_at=None)
    rows = rows.filter(gathering=withdrawal.gathering_id) if withdrawal.gathering_id else rows
    count = rows.count()
    if not OF_WORDS & withdrawal.kinds:
        return []
    if Kind.NOTES.value in withdrawal.kinds and not count:
        return _answers(withdrawal)
    if Kind.NOTES.value in withdrawal.kinds:
        gone = ngettext(
            "%(n)d voice is removed, every word of it.", "%(n)d voices are removed, every word of them.", count
        )
        openly = Reached("totals", None, _("Everybody can see how many voices were taken back, never whose."))
        return [Reached("voices", count, gone % {"n": count}), *_answers(withdrawal), openly]
    if withdrawal.output:
        return _not_shown(withdrawal, count)
    inside = ngettext(
        "%(n)d voice can be read by you and the hosts only. It still counts.",
        "%(n)d voices can be read by you and the hosts only. They still count.",
        count,
    )
    told = Reached("voices_inside", count, inside % {"n": count})
    return [told] if count and Kind.QUOTE.value in withdrawal.kinds else []


def _not_shown(withdrawal: Withdrawal, count: int) -> list[Reached]:
    """For a no to one output alone: elsewhere the words stand as before."""
    output, n = withdrawal.output, {"n": count}
    if not count or output not in closes(withdrawal.kinds, output):
        return []
    words = {
        "pages": ngettext(
            "%(n)d voice is not shown on the project's pages.",
            "%(n)d voices are not shown on the project's pages.",
            count,
        ),
        "draft": ngettext("%(n)d voice is not shown in the draft.", "%(n)d voices are not shown in the draft.", count),
        "report": ngettext(
            "%(n)d voice is not shown in reports and files.", "%(n)d voices are not shown in reports and files.", count
        ),
    }
    return [Reached(f"voices_not_in_{output}", count, words[output] % n)]


def _answers(withdrawal: Withdrawal) -> list[Reached]:
    count = Stance.objects.filter(statement__voice__project=withdrawal.project, person=withdrawal.person).count()
    words = ngettext("%(n)d answer to a statement is removed.", "%(n)d answers to statements are removed.", count)
    return [Reached("stances", count, words % {"n": count})] if count else []


@replays("voice")
def erase_voice_again(subject_id: str, mark: str) -> bool:
    return erase_again(int(subject_id), mark)
