"""What things are called, and where that is said: which event names what, and what the fields of events name.

Kept by following (`following.py`): for each id the position of the newest event that names it, never the
name. Names are opened when they are shown, for whoever reads, so that an erasure takes them everywhere.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Naming:
    """An event of a type says what the thing in an open field is called."""

    field: str
    """The open field that holds the thing's id."""
    kind: str
    name: str
    """The sealed field that holds what it is called."""


NAMED_BY: Final[dict[str, tuple[Naming, ...]]] = {
    **dict.fromkeys(
        ("registry.initiative.founded", "registry.initiative.described"),
        (Naming("initiative_id", "initiative", "name"),),
    ),
    **dict.fromkeys(
        ("registry.organization.mapped", "registry.organization.described"),
        (Naming("organization_id", "organization", "name"),),
    ),
    **dict.fromkeys(
        ("registry.person.joined", "registry.person.described"), (Naming("person_id", "person", "name"),)
    ),
    **dict.fromkeys(
        ("registry.forum.formed", "registry.forum.described"), (Naming("forum_id", "forum", "name"),)
    ),
    "registry.integration.registered": (Naming("integration_id", "integration", "name"),),
    **dict.fromkeys(
        ("registry.source.recorded", "registry.source.described"), (Naming("source_id", "source", "title"),)
    ),
    "agenda.decision.drafted": (Naming("decision_id", "decision", "question"),),
    **dict.fromkeys(
        ("agenda.section.drafted", "agenda.section.redrafted"),
        (Naming("section_id", "section", "title"), Naming("revision_id", "section", "title")),
    ),
    **dict.fromkeys(
        ("agenda.voice.brought", "agenda.voice.reworded"), (Naming("voice_id", "voice", "text"),)
    ),
    **dict.fromkeys(
        ("metrics.indicator.drafted", "metrics.indicator.redefined"),
        (Naming("indicator_id", "indicator", "name"),),
    ),
}

KINDS: Final[dict[str, str]] = {
    "activity_id": "activity",
    "activity_ids": "activity",
    "brought_by_organization_id": "organization",
    "brought_by_person_id": "person",
    "cited_source_ids": "source",
    "cited_voice_ids": "voice",
    "custodian_organization_id": "organization",
    "decision_id": "decision",
    "forum_id": "forum",
    "indicator_id": "indicator",
    "indicator_ids": "indicator",
    "initiative_id": "initiative",
    "integration_id": "integration",
    "interaction_id": "interaction",
    "mandate_id": "mandate",
    "organization_id": "organization",
    "organization_ids": "organization",
    "person_id": "person",
    "person_ids": "person",
    "revision_ids": "section",
    "section_id": "section",
    "source_id": "source",
    "subject_forum_id": "forum",
    "voice_id": "voice",
    "voter_id": "voter",
    "voter_ids": "voter",
}
"""What a field with ids is about, by its name. What has no place in a story (secrets, revisions, answers) is
not here; who wrote something is the actor. A voter is a person or an organization: its name says which."""

REASONS: Final = ("reason", "explanation", "text", "notes", "note")
"""Sealed fields with what was said about the matter, the first of them that there is."""
