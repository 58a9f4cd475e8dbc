"""Where a voice's words have gone. Rooms further up register here, so that taking back reaches them all."""

from collections.abc import Callable, Collection

from alongside.voices.models import Voice

Reach = Callable[[Voice, str], None]
Count = Callable[[Voice], list[str]]
Follow = Callable[[Voice, Voice], None]
_follows: list[Follow] = []
_reaches: list[Reach] = []
_where: dict[Reach, str] = {}
_when_gone: list[Reach] = []
_counts: list[Count] = []


def reaches(function: Reach) -> Reach:
    """Register `function(voice, words)`: it removes copies of the words, inside take_back's transaction.

    It also runs when the words stay, for the person and the hosts, and only may not go out any more.
    """
    if function not in _reaches:
        _reaches.append(function)
    return function


def reaches_in(output: str) -> Callable[[Reach], Reach]:
    """As `reaches`, for copies in one output alone: they stay while the words may be shown there."""

    def register(function: Reach) -> Reach:
        _where[function] = output
        return reaches(function)

    return register


def reaches_when_gone(function: Reach) -> Reach:
    """As `reaches`, for what goes only when the words themselves go: what the person added to them, and the like."""
    if function not in _when_gone:
        _when_gone.append(function)
    return function


def counts(function: Count) -> Count:
    """Register `function(voice)`: plain sentences that say what taking back will reach ("It is in 2 themes.")."""
    if function not in _counts:
        _counts.append(function)
    return function


def reach_everywhere(voice: Voice, words: str) -> None:
    """Run every registered reach with the words that are going. Any error undoes the whole taking back."""
    for function in (*_when_gone, *_reaches):
        function(voice, words)


def reach_copies(voice: Voice, words: str, outputs: Collection[str]) -> None:
    """Only copies go, from these outputs: the words stay where they were said."""
    for function in _reaches:
        if function not in _where or _where[function] in outputs:
            function(voice, words)


def what_it_reaches(voice: Voice) -> list[str]:
    """All registered sentences, the lowest room's first: what was made of the words, then what went out."""
    return [sentence for function in reversed(_counts) for sentence in function(voice)]


def follows(function: Follow) -> Follow:
    """Register `function(old, new)`: a mistyped voice was typed again, and what pointed at it points at the new one."""
    if function not in _follows:
        _follows.append(function)
    return function


def follow_everywhere(old: Voice, new: Voice) -> None:
    """Run every registered follow, inside the retyping's transaction."""
    for function in _follows:
        function(old, new)
