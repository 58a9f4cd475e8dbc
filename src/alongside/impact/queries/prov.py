"""Trails as W3C PROV. People are named by role only."""

import json
from typing import Any

from django.utils.timezone import localdate
from prov.model import ProvDocument

from alongside.impact.models import Change
from alongside.impact.queries.trails import Trail, way_of
from alongside.voices.models import Voice

KINDS = {"v": "voices", "t": "theme", "p": "passage", "d": "decision", "c": "change", "r": "receipts"}
LABELLED = {"t", "p", "d"}  # titles that the project gave; what people said stays out


def prov_of_trail(trail: Trail) -> dict[str, Any]:
    """PROV-JSON of a trail that starts at a passage, a theme or a decision: boxes as entities, lines as derivations."""
    document, names = ProvDocument(), {}
    document.add_namespace("al", "urn:alongside:")
    for role in ("host", "decision-maker"):
        document.agent(f"al:role-{role}", {"prov:type": "prov:Person"})
    for node in trail.nodes:
        kind, pk = KINDS[node.id[0]], node.id[1:]
        label = {"prov:label": node.label} if node.id[0] in LABELLED else None
        names[node.id] = document.entity(f"al:{kind}-{pk}" if pk else f"al:{kind}", label)
    for edge in dict.fromkeys(trail.edges):
        if edge.from_id not in names or edge.to_id not in names:
            continue
        one, two = names[edge.from_id], names[edge.to_id]
        if edge.kind:
            name = f"{edge.kind}-{edge.from_id}-{edge.to_id}"
            _step(document, name, one, two, "decision-maker" if edge.kind in {"decided", "again"} else "host")
        else:
            document.wasDerivedFrom(two, one)
    found: dict[str, Any] = json.loads(str(document.serialize(format="json")))
    return found


def prov_of_voice(voice: Voice) -> dict[str, Any]:
    """PROV-JSON: entities of the trail, what made one of the other, agents by role. No names and no words of people."""
    document, way = ProvDocument(), way_of(voice)
    document.add_namespace("al", "urn:alongside:")
    document.agent("al:role-speaker", {"prov:type": "prov:Person"})
    document.agent("al:role-host", {"prov:type": "prov:Person"})
    document.agent("al:role-decision-maker", {"prov:type": "prov:Person"})
    said = document.entity(f"al:voice-{voice.pk}", {"al:saidOn": localdate(voice.said_at).isoformat()})
    document.wasAttributedTo(said, "al:role-speaker")
    _themes(document, said, way)
    _passages(document, said, way)
    _decisions(document, said, way)
    found: dict[str, Any] = json.loads(str(document.serialize(format="json")))
    return found


def _step(document: ProvDocument, name: str, one: Any, two: Any, role: str) -> None:
    activity = document.activity(f"al:{name}")
    document.used(activity, one)
    document.wasGeneratedBy(two, activity)
    document.wasAssociatedWith(activity, f"al:role-{role}")
    document.wasDerivedFrom(two, one, activity=activity)


def _themes(document: ProvDocument, said: Any, way: Any) -> None:
    for pk, theme in sorted(way.themes.items()):
        document.entity(f"al:theme-{pk}", {"prov:label": theme.title})
    arrived = {two for _one, two, _kind in way.lines}
    for pk in sorted(way.themes):
        if pk not in arrived:
            _step(document, f"placed-{pk}", said, f"al:theme-{pk}", "host")
    for one, two, kind in way.lines:
        name = "merged" if kind == "merge" else "split"
        _step(document, f"{name}-{one}-{two}", f"al:theme-{one}", f"al:theme-{two}", "host")


def _passages(document: ProvDocument, said: Any, way: Any) -> None:
    for cite in {one.version_id: one for one in way.citations}.values():
        version = cite.version
        document.entity(f"al:version-{version.pk}", {"prov:label": version.heading, "al:number": version.number})
    for cite in way.citations:
        source = said if cite.voice_id else f"al:theme-{cite.theme_id}"
        _step(document, f"wrote-{cite.pk}", source, f"al:version-{cite.version_id}", "host")


def _decisions(document: ProvDocument, said: Any, way: Any) -> None:
    decisions = {one.decision_id: one.decision for one in [*way.receipts, *way.subjects]}
    for pk, one in sorted(decisions.items()):
        document.entity(f"al:decision-{pk}", {"prov:label": one.title, "al:outcome": one.outcome})
        if one.replaces_id in decisions:
            document.wasDerivedFrom(f"al:decision-{pk}", f"al:decision-{one.replaces_id}")
    cited = {one.version_id for one in way.citations}
    for one in way.subjects:
        source = said if one.voice_id else f"al:theme-{one.theme_id}"
        if one.version_id:
            source = f"al:version-{one.version_id}" if one.version_id in cited else said
        _step(document, f"decided-{one.pk}", source, f"al:decision-{one.decision_id}", "decision-maker")
    for change in Change.objects.filter(decision__in=decisions).order_by("id"):
        document.entity(f"al:change-{change.pk}", {"al:kind": change.kind, "al:seenOn": change.seen_on.isoformat()})
        document.wasDerivedFrom(f"al:change-{change.pk}", f"al:decision-{change.decision_id}")
    for receipt in way.receipts:
        document.entity(f"al:receipt-{receipt.pk}")
        document.wasDerivedFrom(f"al:receipt-{receipt.pk}", f"al:decision-{receipt.decision_id}")
