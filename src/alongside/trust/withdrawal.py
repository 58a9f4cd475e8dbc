"""What it means for trust that somebody takes a permission back, or that an old backup is brought back."""

from collections.abc import Callable

from django.utils.translation import ngettext

from alongside.ledger.erasures import replays
from alongside.projects.withdrawals import Reached, Withdrawal, counts, reaches
from alongside.trust.actions.forgetting import WORDS, forget_again, forget_all, stop_naming, stop_naming_again


@reaches
def reach_words(withdrawal: Withdrawal) -> None:
    """Keep nothing: their words go, and their pairs end. No name: it stands beside no line any more."""
    if withdrawal.keeps_nothing:
        forget_all(withdrawal.project, withdrawal.person)
    if "name" in withdrawal.kinds and withdrawal.is_whole:
        stop_naming(withdrawal.project, withdrawal.person)


@counts
def what_is_reached(withdrawal: Withdrawal) -> list[Reached]:
    if not withdrawal.keeps_nothing:
        return []
    count = sum(len(known.rows(withdrawal.project, withdrawal.person)) for known in WORDS.values())
    words = ngettext(
        "%(n)d thing you wrote about what we expect, as a buddy, or when leaving is removed.",
        "%(n)d things you wrote about what we expect, as a buddy, or when leaving are removed.",
        count,
    )
    return [Reached("trust", count, words % {"n": count})] if count else []


def _again(kind: str) -> Callable[[str, str], bool]:
    def again(subject_id: str, mark: str) -> bool:
        return forget_again(kind, subject_id, mark)

    return again


for _kind in WORDS:
    replays(_kind)(_again(_kind))


@replays("expectation_name")
def stop_naming_beside_line_again(subject_id: str, mark: str) -> bool:
    return stop_naming_again(subject_id, mark)
