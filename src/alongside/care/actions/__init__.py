"""The only writers of agreements and concerns."""

from alongside.care.actions.agreement import (
    begin_version_from,
    leave_proposal,
    make_agreement,
    mark_read,
    propose_change,
    say_to_proposal,
    take_back_proposal,
)
from alongside.care.actions.concerns import (
    acknowledge,
    add_words,
    answers_for_sender,
    claim_untold,
    close_concern,
    forget_old,
    give_back_untold,
    hand_over,
    open_concern,
    set_keeping,
    tell_concern,
    type_in_concern,
    write_back,
)

__all__ = [
    "acknowledge",
    "add_words",
    "answers_for_sender",
    "begin_version_from",
    "claim_untold",
    "close_concern",
    "forget_old",
    "give_back_untold",
    "hand_over",
    "leave_proposal",
    "make_agreement",
    "mark_read",
    "open_concern",
    "propose_change",
    "say_to_proposal",
    "set_keeping",
    "take_back_proposal",
    "tell_concern",
    "type_in_concern",
    "write_back",
]
