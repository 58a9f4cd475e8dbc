"""What stands beside a voice wherever it is shown. Rooms further up register here; nothing here knows who does."""

from collections import defaultdict
from collections.abc import Callable, Sequence

Notes = Callable[[Sequence[int]], dict[int, list[str]]]
_functions: list[Notes] = []


def stands_beside(function: Notes) -> Notes:
    """Register `function(voice_ids)`: short sentences by voice id ("Dot vote: place 2 of 9"), in one query."""
    if function not in _functions:
        _functions.append(function)
    return function


def notes_on(voice_ids: Sequence[int]) -> dict[int, list[str]]:
    """All registered sentences, by voice id."""
    found: dict[int, list[str]] = defaultdict(list)
    for function in _functions if voice_ids else ():
        for voice_id, notes in function(voice_ids).items():
            found[voice_id] += notes
    return found
