"""Bodies of the agenda's citations: what of it can cite. The rest every service says alike."""

from enum import StrEnum

from shared.citing.schemas import CitedThing


class AgendaCitingKind(StrEnum):
    """What of the agenda can cite."""

    DECISION = "decision"
    AMENDMENT = "amendment"
    OBJECTION = "objection"
    ACTIVITY = "activity"
    BACKBONE_SERVICE = "backbone_service"
    POLICY_OPTION = "policy_option"


class AgendaCitationCreate(CitedThing):
    """Something of the agenda that is to cite a source, a statement or a context event."""

    citing_kind: AgendaCitingKind
