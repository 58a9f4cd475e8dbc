"""The verbs about what people allow, and about taking back."""

from alongside.ethics.actions.answering import allow_brought_in, allow_by_saying, answer, ask, brought_in_rows, withdraw
from alongside.ethics.actions.handling import set_handling
from alongside.ethics.actions.helping import (
    agree_to_supporter,
    ask_for_supporter,
    end_supporter,
    object_to_supporter,
    record_authority,
    settle_supporter,
)
from alongside.ethics.actions.keeping import end_what_is_old, set_kept_for
from alongside.ethics.actions.paper import give_receipt_code
from alongside.ethics.actions.papers import note_paper, settle_paper, take_paper
from alongside.ethics.actions.planning import answer_risk, note_risk, review_plan, take_back_plan_words
from alongside.ethics.actions.young import (
    answer_not_so,
    end_young,
    mark_young,
    say_not_so,
    set_young_rules,
    write_part,
)

__all__ = [
    "agree_to_supporter",
    "allow_brought_in",
    "allow_by_saying",
    "answer",
    "answer_not_so",
    "answer_risk",
    "ask",
    "ask_for_supporter",
    "brought_in_rows",
    "end_supporter",
    "end_what_is_old",
    "end_young",
    "give_receipt_code",
    "mark_young",
    "note_paper",
    "note_risk",
    "object_to_supporter",
    "record_authority",
    "review_plan",
    "say_not_so",
    "set_handling",
    "set_kept_for",
    "set_young_rules",
    "settle_paper",
    "settle_supporter",
    "take_back_plan_words",
    "take_paper",
    "withdraw",
    "write_part",
]
