"""Who wants to know of which step. Filled when the apps start; see `tasks.deliver`."""

from collections import defaultdict
from collections.abc import Callable

from alongside.ledger.models import Step

Follower = Callable[[Step], None]
_followers: dict[str, dict[str, Follower]] = defaultdict(dict)


def follow(verb: str, name: str) -> Callable[[Follower], Follower]:
    """Register a follower of steps with this verb. `name` is stored with each delivery: never change it."""

    def register(follower: Follower) -> Follower:
        _followers[verb][name] = follower
        return follower

    return register


def followers_of(verb: str) -> dict[str, Follower]:
    return _followers.get(verb, {})


_wakers: list[Callable[[int], object]] = []


def wake_with(waker: Callable[[int], object]) -> None:
    """Register what to call with a step's id once the step is committed."""
    _wakers.append(waker)


def wake(step_id: int) -> None:
    for waker in _wakers:
        waker(step_id)


_tickers: list[Callable[[], object]] = []


def ticks(ticker: Callable[[], object]) -> None:
    """Register what to call after each commit that wrote a step. It must be quick: most of its calls do nothing."""
    _tickers.append(ticker)


def tick() -> None:
    for ticker in _tickers:
        ticker()


_resumers: list[Callable[[], object]] = []


def at_start(resume: Callable[[], object]) -> Callable[[], object]:
    """Register what takes up again, when the worker starts, the work that a crash left half done."""
    _resumers.append(resume)
    return resume


def take_up_again() -> None:
    for resume in _resumers:
        resume()
