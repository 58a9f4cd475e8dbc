"""Pages of a list that cost the same however long the list is (keyset paging)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from alongside.kit.text import number_in


@dataclass(frozen=True)
class Page:
    """`items` plus addresses of the pages beside it ("" where there is none)."""

    items: list[Any]
    next_url: str
    first_url: str


def _beyond(rows: "QuerySet[Any]", by: str, after: int, sign: str) -> Q:
    """What comes after the row with this id, in the order (`by`, id). Nothing is left out if that row is gone."""
    if not by:
        return Q(**{f"pk__{sign}": after})
    value = rows.filter(pk=after).values_list(by, flat=True).first()
    if value is None:
        return Q()
    return Q(**{f"{by}__{sign}": value}) | Q(**{by: value, f"pk__{sign}": after})


def page_of(
    rows: "QuerySet[Any]",
    request: HttpRequest,
    *,
    per: int = 30,
    newest_first: bool = True,
    by: str = "",
    key: str = "after",
) -> Page:
    """One page of `rows`, ordered by id, or by the field `by` and then id (which wants an index of both).

    `?after=ID` continues; a nonsense value starts at the beginning. One query, with `by` one more. A second list on
    the same page takes another `key`, and its links lead to the element of that id.
    """
    after = number_in(request.GET.get(key, ""), -1)
    minus, sign = ("-", "lt") if newest_first else ("", "gt")
    if after >= 0:
        rows = rows.filter(_beyond(rows, by, after, sign))
    order = [minus + by, minus + "pk"] if by else [minus + "pk"]
    items = list(rows.order_by(*order)[: per + 1])
    more = len(items) > per
    items = items[:per]
    query = request.GET.copy()
    query.pop(key, None)
    here = "" if key == "after" else f"#{key}"
    first = f"?{query.urlencode()}{here}" if after >= 0 else ""
    query[key] = str(items[-1].pk) if more else ""
    return Page(items, f"?{query.urlencode()}{here}" if more else "", first)


def numbered_page_of(rows: "QuerySet[Any]", request: HttpRequest, *, per: int = 50, key: str = "page") -> Page:
    """One page of `rows` in the order they have, where their ids tell no order. For lists that stay short: it counts
    its way there. `?page=2` continues; a nonsense value starts at the beginning. One query.
    """
    number = min(max(number_in(request.GET.get(key, ""), 1), 1), 1000)
    items = list(rows[(number - 1) * per : number * per + 1])
    first = f"?#{key}" if number > 1 else ""
    return Page(items[:per], f"?{key}={number + 1}#{key}" if len(items) > per else "", first)
