"""What a person allows, who answers for them, what was taken back, what is kept how long, and young people."""

from alongside.ethics.models.helping import Supporter, SupportNote
from alongside.ethics.models.keeping import KeepingRound, KeptFor, Removal
from alongside.ethics.models.permitting import (
    BY_LAW,
    LIVE,
    Acting,
    Handling,
    How,
    Kind,
    Notice,
    Permission,
    ReceiptCode,
    State,
    new_record,
)
from alongside.ethics.models.planning import NotedRisk, PlanReview
from alongside.ethics.models.taking_back import OnPaper, TakingBack
from alongside.ethics.models.young import BOTH_ABLE, GROWN, NotSo, Part, Young, YoungRules, YoungWords

__all__ = [
    "BOTH_ABLE",
    "BY_LAW",
    "GROWN",
    "LIVE",
    "Acting",
    "Handling",
    "How",
    "KeepingRound",
    "KeptFor",
    "Kind",
    "NotSo",
    "NotedRisk",
    "Notice",
    "OnPaper",
    "Part",
    "Permission",
    "PlanReview",
    "ReceiptCode",
    "Removal",
    "State",
    "SupportNote",
    "Supporter",
    "TakingBack",
    "Young",
    "YoungRules",
    "YoungWords",
    "new_record",
]
