"""What a person removed stays removed, also after an old backup was brought back."""

from alongside.ledger.erasures import replays
from alongside.needs.actions.needs import remove_again


@replays("need")
def remove_need_again(subject_id: str, mark: str) -> bool:
    return remove_again(subject_id, mark)
