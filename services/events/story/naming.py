"""What things are called, and where that is said: which event names what, and what the fields of events name.

Kept by following (`following.py`): for each id the position of the newest event that names it, never the
name. Names are opened when they are shown, for whoever reads, so that an erasure takes them everywhere.
"""

from dataclasses import dataclass
from typing import Final

from shared.eventlog.following import topic_of


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
    **dict.fromkeys(
        ("registry.meeting.called", "registry.meeting.described"), (Naming("meeting_id", "meeting", "title"),)
    ),
    "registry.commitment.made": (Naming("commitment_id", "commitment", "text"),),
    **dict.fromkeys(
        ("agenda.activity.recorded", "agenda.activity.changed"), (Naming("activity_id", "activity", "title"),)
    ),
    **dict.fromkeys(
        ("agenda.backbone_service.recorded", "agenda.backbone_service.changed"),
        (Naming("backbone_service_id", "backbone_service", "title"),),
    ),
    **dict.fromkeys(
        ("agenda.policy_option.recorded", "agenda.policy_option.changed"),
        (Naming("policy_option_id", "policy_option", "title"),),
    ),
    **dict.fromkeys(
        ("agenda.decision.drafted", "agenda.decision.amended"),
        (Naming("decision_id", "decision", "question"),),
    ),
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
    "backbone_service_id": "backbone_service",
    "brought_by_organization_id": "organization",
    "brought_by_person_id": "person",
    "by_organization_id": "organization",
    "by_person_id": "person",
    "cited_source_ids": "source",
    "cited_voice_ids": "voice",
    "commitment_id": "commitment",
    "custodian_organization_id": "organization",
    "decision_id": "decision",
    "forum_id": "forum",
    "from_organization_id": "organization",
    "from_person_id": "person",
    "funder_organization_id": "organization",
    "goal_ids": "section",
    "into_organization_id": "organization",
    "holder_id": "person",
    "indicator_id": "indicator",
    "indicator_ids": "indicator",
    "initiative_id": "initiative",
    "integration_id": "integration",
    "interaction_id": "interaction",
    "lead_organization_id": "organization",
    "mandate_id": "mandate",
    "meeting_id": "meeting",
    "organization_id": "organization",
    "organization_ids": "organization",
    "other_organization_id": "organization",
    "participant_ids": "organization",
    "person_id": "person",
    "person_ids": "person",
    "predecessor_id": "person",
    "reported_by": "organization",
    "policy_option_id": "policy_option",
    "policy_option_ids": "policy_option",
    "revision_ids": "section",
    "section_id": "section",
    "source_id": "source",
    "subject_forum_id": "forum",
    "successor_id": "person",
    "to_organization_id": "organization",
    "to_organization_ids": "organization",
    "to_person_id": "person",
    "voice_id": "voice",
    "voter_id": "voter",
    "voter_ids": "voter",
}
"""What a field with ids is about, by its name. What has no place in a story (secrets, revisions, answers) is
not here; who wrote something is the actor. A voter is a person or an organization: its name says which."""

_OF_TOPIC: Final = {
    ("registry.allocation", "source_id"): "funding_source",
    ("registry.grant", "source_id"): "funding_source",
    ("registry.funding_source", "source_id"): "funding_source",
}


def kind_of(type_name: str, field: str) -> str | None:
    """What an open field of a type is about; None where it has no place in a story."""
    return _OF_TOPIC.get((topic_of(type_name), field)) or KINDS.get(field)


MONEY: Final = frozenset({"amount", "needed"})
"""Open fields with an amount in minor units of the event's `currency`."""

REASONS: Final = ("reason", "purpose", "explanation", "text", "notes", "note")
"""Sealed fields with what was said about the matter, the first of them that there is."""
