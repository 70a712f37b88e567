"""Bodies of the registry's citations: what of it can cite. The rest every service says alike."""

from enum import StrEnum

from shared.citing.schemas import CitedThing


class RegistryCitingKind(StrEnum):
    """What of the registry can cite."""

    ORGANIZATION = "organization"
    ASSESSMENT = "assessment"
    """Seen by facilitators alone, and so is what it cites."""
    PROFILE = "profile"
    TIE = "tie"
    INTERACTION = "interaction"
    """One that is not confidential."""
    COMMITMENT = "commitment"
    FORUM = "forum"
    MEETING = "meeting"
    MANDATE = "mandate"
    ENGAGEMENT_ACTIVITY = "engagement_activity"
    FUNDING_SOURCE = "funding_source"
    CONTRIBUTION = "contribution"
    STATEMENT = "statement"
    CONTEXT_EVENT = "context_event"


class RegistryCitationCreate(CitedThing):
    """Something of the registry that is to cite a source, a statement or a context event."""

    citing_kind: RegistryCitingKind
