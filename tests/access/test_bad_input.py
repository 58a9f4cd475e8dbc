"""What attackers and unlucky people send: refused in plain words, or shown as plain words; never a fault."""

import re
from typing import Any
from urllib.parse import quote_from_bytes

import html5lib
import pytest
from django.db import transaction
from django.test import Client

from tests.access.matrix import PAGES
from tests.access.test_canaries import crawl, signed_in
from tests.access.test_pages import addresses
from tests.access.world import World, build

NASTY = {
    "a script": "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg/onload=alert(3)>",
    "a zero byte": "before\x00after",
    "half a letter": "\ud800 lone",
    "turned round": "\u202egnp.exe\u2066 \u200b\u200d\ufeff",
    "far too much": "long words " * 20_000,
    "a huge number": "9" * 400,
    "no number": "NaN",
    "a link that runs": "javascript:alert(1)",
    "a formula": '=HYPERLINK("http://evil.example","x")',
    "two headers": "x\r\nBcc: everyone@example.org",
}
FINE = {200, 302, 303, 400, 403, 404, 405, 409, 413, 422, 429}
TEXT = {"text", "search", "email", "url", "date", "number", "tel", "", "hidden"}


@pytest.fixture
def world(cast) -> World:
    return build(cast)


def forms_of(html: str) -> list[dict[str, Any]]:
    """Each form that posts: where to, and its fields with what they hold now."""
    tree, found = html5lib.parse(html, namespaceHTMLElements=False), []
    for form in tree.iter("form"):
        if (form.get("method") or "").lower() != "post":
            continue
        fields: dict[str, list[tuple[str, str]]] = {}
        for one in form.iter():
            name = one.get("name")
            if not name or name == "csrfmiddlewaretoken":
                continue
            if one.tag == "select":
                options = [option.get("value") or "" for option in one.iter("option")]
                fields.setdefault(name, []).append(("choice", options[-1] if options else ""))
            elif one.tag in {"input", "textarea", "button"}:
                kind = "text" if one.tag == "textarea" else (one.get("type") or "").lower()
                fields.setdefault(name, []).append((kind, one.get("value") or one.text or ""))
        found.append({"action": form.get("action") or "", "fields": fields})
    return found


def filled(form: dict[str, Any], nasty: str, *, everywhere: bool) -> dict[str, str]:
    """The form with this in every field one types in; `everywhere`: in hidden ones and choices too."""
    answer = {}
    for name, fields in form["fields"].items():
        kind, value = fields[0]
        typed = kind in TEXT - {"hidden"}
        answer[name] = nasty if typed or everywhere else value
    return answer


def forms_for(client: Client, world: World) -> dict[tuple[str, str], tuple[str, dict[str, Any]]]:
    """Every different form that this person meets, by where it goes and what it asks."""
    starts = [path for name in PAGES for path in addresses(name, world, "warm-homes") if "sign-out" not in path]
    found = {}
    for path, html in crawl(client, starts, most=200).items():
        for form in forms_of(html) if "<form" in html else []:
            to = form["action"] or path
            if "sign-out" not in to and not to.startswith("/admin"):
                found.setdefault((re.sub(r"\d+", "N", to), ",".join(sorted(form["fields"]))), (to, form))
    return found


def send(client: Client, to: str, body: dict[str, str]) -> int:
    """Post it, and keep nothing."""
    data = "&".join(f"{name}={quoted(value)}" for name, value in body.items())
    with transaction.atomic():
        answer = client.post(to, data, content_type="application/x-www-form-urlencoded")
        transaction.set_rollback(True)
    return answer.status_code


def quoted(value: str) -> str:
    return quote_from_bytes(value.encode("utf-8", "surrogatepass"), safe="")


@pytest.mark.parametrize("role", ["stranger", "speaker", "host", "decider"])
def test_no_form_breaks_whatever_is_typed_into_it(world, role):
    client = signed_in(world.person[role])
    forms = forms_for(client, world)
    assert len(forms) > (4 if role == "stranger" else 15)
    wrong = []
    for to, form in forms.values():
        for name, nasty in NASTY.items():
            for everywhere in (False, True):
                if everywhere and name not in {"a zero byte", "half a letter", "a huge number", "a script"}:
                    continue
                status = send(client, to, filled(form, nasty, everywhere=everywhere))
                if status not in FINE:
                    wrong.append(f"{to} ({name}{', everywhere' if everywhere else ''}): {status}")
    assert not wrong, f"{len(wrong)} of {len(forms)} forms:\n" + "\n".join(wrong[:30])
