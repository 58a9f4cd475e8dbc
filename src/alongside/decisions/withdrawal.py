"""What it means for drafts that somebody takes a permission, or one voice, back."""

from django.db.models import QuerySet
from django.utils.translation import ngettext

from alongside.decisions.actions import forget_margin, forget_margin_again
from alongside.decisions.models import Citation, Comment
from alongside.ethics.kinds import OF_WORDS, copies_go_from
from alongside.ethics.models import Kind
from alongside.ledger.erasures import replays
from alongside.projects.withdrawals import Reached, Withdrawal, counts, reaches
from alongside.voices.models import Voice
from alongside.voices.reach import counts as voice_counts


@reaches
def forget_comments(withdrawal: Withdrawal) -> None:
    """Keep nothing: what the person wrote in the margin of drafts goes too."""
    if Kind.NOTES.value in withdrawal.kinds:
        forget_margin(withdrawal.project, withdrawal.person)


@counts
def what_is_reached(withdrawal: Withdrawal) -> list[Reached]:
    if not OF_WORDS & withdrawal.kinds:
        return []
    if Kind.NOTES.value not in withdrawal.kinds and "draft" not in copies_go_from(withdrawal.kinds, withdrawal.output):
        return []
    cited = Citation.objects.filter(voice__person=withdrawal.person, voice__project=withdrawal.project)
    cited = cited.filter(voice__gathering=withdrawal.gathering_id) if withdrawal.gathering_id else cited
    places, resting = _resting(cited)
    told = [Reached("passages", places, resting)] if places else []
    if Kind.NOTES.value in withdrawal.kinds:
        notes = Comment.objects.filter(by=withdrawal.person, passage__draft__project=withdrawal.project)
        count = notes.filter(taken_back_at=None).count()
        words = ngettext("%(n)d comment on a draft is removed.", "%(n)d comments on drafts are removed.", count)
        told += [Reached("comments", count, words % {"n": count})] if count else []
    return told


@voice_counts
def passages_of_voice(voice: Voice) -> list[str]:
    places, resting = _resting(Citation.objects.filter(voice=voice))
    return [resting] if places else []


def _resting(cited: QuerySet[Citation]) -> tuple[int, str]:
    """How many passages cite these words in any of their versions, and that in a sentence to the person."""
    places = cited.order_by().values("version__passage").distinct().count()
    words = ngettext(
        "%(n)d passage of a draft rests on your words. Copies of your words in it are blacked out, in old versions"
        " too.",
        "%(n)d passages of drafts rest on your words. Copies of your words in them are blacked out, in old versions"
        " too.",
        places,
    )
    return places, words % {"n": places}


@replays("comment")
def forget_comment_again(subject_id: str, mark: str) -> bool:
    return forget_margin_again("comment", int(subject_id), mark)


@replays("amendment")
def forget_amendment_again(subject_id: str, mark: str) -> bool:
    return forget_margin_again("amendment", int(subject_id), mark)
