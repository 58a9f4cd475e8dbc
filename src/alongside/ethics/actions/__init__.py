"""The verbs about what people allow, and about taking back."""

from alongside.ethics.actions.answering import allow_brought_in, allow_by_saying, answer, ask, brought_in_rows, withdraw
from alongside.ethics.actions.handling import set_handling
from alongside.ethics.actions.helping import add_supporter, end_supporter
from alongside.ethics.actions.paper import give_receipt_code
from alongside.ethics.actions.planning import answer_risk, note_risk, review_plan

__all__ = [
    "add_supporter",
    "allow_brought_in",
    "allow_by_saying",
    "answer",
    "answer_risk",
    "ask",
    "brought_in_rows",
    "end_supporter",
    "give_receipt_code",
    "note_risk",
    "review_plan",
    "set_handling",
    "withdraw",
]
