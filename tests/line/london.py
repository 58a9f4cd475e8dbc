"""What a group made of the conversation on engaging more young people in local scrutiny of policing.

Data: read from ../shared/data/polis/london.youth.policing (CC BY 4.0, The Computational Democracy Project;
gathered with Polis). Only comment numbers stand here, never the words.
"""

from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "polis" / "london.youth.policing"
needs_london = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"NO DATA: {FOLDER.name} is not beside this checkout")

THEMES = {
    "Real power, not only talk": [16, 17, 19, 28, 30, 31, 36],
    "Something back for our time": [15, 37],
    "Talking with each other": [18, 22, 23],
    "Open books": [21, 27, 29, 34],
    "Who polices us": [24, 32, 33, 35, 38],
    "Learning, at school and before": [20, 25, 26],
    "Who we are": [1, *range(4, 15)],
}
MERGED = ("Talking with each other", "Learning, at school and before")
MERGED_TITLE = "Meeting early, and safely"

PASSAGES = [
    ("Young people hold seats with power", "Half of each scrutiny panel is under 25, with a vote.", 0),
    ("Time is paid for", "Every session is paid, in money or vouchers, as each person chooses.", 1),
    ("The data is shown", "Stop figures are given to the panel each month, with the officers' own notes.", 3),
    ("A new kind of checks", "Vetting is wider, and the panel sees how it is done.", 4),
]
# passage, outcome, reason
DECISIONS = [
    (0, "adopted", "The board agreed: without a vote it is not scrutiny. Panels change in April."),
    (1, "partly", "Sessions are paid from this year. Training days are not yet, because the budget ends in March."),
    (2, "adopted", "The figures belong to the public. The first set goes to the panel in January."),
    (3, "no", "Vetting rules are set nationally and cannot be changed here. We have written to say what you said."),
]
