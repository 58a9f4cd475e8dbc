"""In which order people see things to weigh. A room further up, which knows what teaches most, may register here."""

from collections.abc import Callable

from alongside.gatherings.models import Activity
from alongside.room.models import Item

Order = Callable[[Activity, list[Item]], list[Item]]
_orders: list[Order] = []


def orders(function: Order) -> Order:
    """Register `function(activity, items) -> items`, the next to answer first. It may leave none out."""
    if function not in _orders:
        _orders.append(function)
    return function


def in_order(activity: Activity, items: list[Item]) -> list[Item]:
    """The items as registered functions order them, else as they are."""
    for function in _orders:
        items = function(activity, items)
    return items
