"""What can be asked about impact: receipts, promised dates, trails."""

from alongside.impact.queries.clocks import ClocksShown, clocks_of, lookbacks_due
from alongside.impact.queries.prov import prov_of_trail, prov_of_voice
from alongside.impact.queries.receipts import (
    Letter,
    ReceiptShown,
    answered_totals,
    answers_to,
    by_decision,
    call_receipts,
    changes_of,
    letter_batch,
    letter_receipts,
    owed_voices,
    receipts_of_person,
    show_receipts,
)
from alongside.impact.queries.trails import Trail, trail_of_voice
from alongside.impact.queries.trails_back import trail_of_decision, trail_of_passage, trail_of_theme, voices_behind
from alongside.impact.queries.waiting import longest_waiting, passage_clocks, voice_clocks
from alongside.impact.queries.where import where_are

__all__ = [
    "ClocksShown", "Letter", "ReceiptShown", "Trail", "answered_totals", "answers_to", "by_decision", "call_receipts",
    "changes_of", "clocks_of", "letter_batch", "letter_receipts", "longest_waiting", "lookbacks_due", "owed_voices",
    "passage_clocks", "prov_of_trail", "prov_of_voice", "receipts_of_person", "show_receipts", "trail_of_decision",
    "trail_of_passage", "trail_of_theme", "trail_of_voice", "voice_clocks", "voices_behind", "where_are",
]  # fmt: skip
