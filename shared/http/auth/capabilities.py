"""Capabilities: what an operation asks of its caller, as named types in handler signatures.

`caller: Facilitator` lets facilitators in and nobody else. An operation that names none is refused when the
service starts: deny by default.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, TypeVar, cast
from uuid import UUID

from fastapi import Depends, Request

from shared.commands import Caller, Capacity, Reading
from shared.http.problems import Forbidden, OpenTo
from shared.standing import FACILITATING_ROLES, Part, Scope, Standing


class Capability(StrEnum):
    """What somebody can be in an initiative that lets them do something."""

    ANYBODY = "anybody"
    """Holds a valid token, whatever for."""
    OPERATOR = "operator"
    """Holds the operator's token."""
    MEMBER = "member"
    """Takes part in the initiative, in whatever way."""
    FACILITATOR = "facilitator"
    """Backbone staff in a role that facilitates."""
    REPRESENTATIVE = "representative"
    """Speaks for an organization; for which one, the operation looks at."""
    FOUNDER = "founder"
    """Speaks for a founding partner."""
    HOLDER = "holder"
    """Speaks for an organization that holds the mandate."""
    FUNDER = "funder"
    """Speaks for an organization that gives the initiative money."""
    AUDITOR = "auditor"
    """Takes part as an auditor: reads the log and nothing else."""


def _capacity(caller: Caller, capability: Capability) -> Caller | None:
    """The caller in the capacity that gives the capability, or None where they do not have it."""
    if capability is Capability.ANYBODY:
        return caller
    if capability is Capability.OPERATOR:
        return caller.acting(Capacity.OPERATOR) if caller.kind == "operator" else None
    standing = caller.standing
    audits = standing is not None and standing.part is Part.AUDITOR
    if standing is None or audits is not (capability is Capability.AUDITOR):
        return None
    return _of_standing(caller, standing, capability)


WHO: dict[Capability, OpenTo] = {
    Capability.ANYBODY: OpenTo.ACCOUNTS,
    Capability.OPERATOR: OpenTo.OPERATOR,
    Capability.MEMBER: OpenTo.MEMBERS,
    Capability.FACILITATOR: OpenTo.FACILITATORS,
    Capability.REPRESENTATIVE: OpenTo.REPRESENTATIVES,
    Capability.FOUNDER: OpenTo.FOUNDERS,
    Capability.HOLDER: OpenTo.HOLDERS,
    Capability.FUNDER: OpenTo.FUNDERS,
    Capability.AUDITOR: OpenTo.AUDITORS,
}
"""Who has a capability, as refusals say it."""
_SPEAKING_FOR: dict[Capability, tuple[Capacity, Callable[[Standing], frozenset[UUID]]]] = {
    Capability.REPRESENTATIVE: (Capacity.REPRESENTATIVE, lambda standing: standing.represents),
    Capability.FOUNDER: (Capacity.FOUNDING_PARTNER, lambda standing: standing.founding),
    Capability.HOLDER: (Capacity.MANDATE_HOLDER, lambda standing: standing.holds_mandate),
    Capability.FUNDER: (Capacity.FUNDER, lambda standing: standing.funds),
}
"""Capabilities of those who speak for an organization: in what capacity, for which ones."""


def _of_standing(caller: Caller, standing: Standing, capability: Capability) -> Caller | None:
    if capability is Capability.AUDITOR:
        return caller.acting(Part.AUDITOR)
    if capability is Capability.FACILITATOR:
        role = min(standing.staff_roles & FACILITATING_ROLES, default=None)
        return caller.acting(role) if role else None
    if capability in _SPEAKING_FOR:
        capacity, organizations = _SPEAKING_FOR[capability]
        spoken_for = min(organizations(standing), default=None)
        return caller.acting(capacity, spoken_for) if spoken_for else None
    return _as_member(caller)


def _as_member(caller: Caller) -> Caller:
    assert caller.standing is not None
    if caller.standing.staff_roles:
        return caller.acting(min(caller.standing.staff_roles))
    if len(caller.standing.represents) == 1:
        return caller.acting(Capacity.REPRESENTATIVE, next(iter(caller.standing.represents)))
    return caller.acting(Capacity.PERSON)


def acting_as(caller: Caller, *capabilities: Capability) -> Caller | None:
    """The caller in the first capacity that gives one of the capabilities; None where they have none."""
    for capability in capabilities:
        if (acting := _capacity(caller, capability)) is not None:
            return acting
    return None


class Requires:
    """A dependency that lets a caller in who has one of the capabilities, in the first capacity that fits.

    With a scope, an organization's system that was given it comes in, too.
    """

    def __init__(self, *capabilities: Capability, scope: Scope | None = None) -> None:
        self.capabilities = capabilities
        self.scope = scope

    async def __call__(self, request: Request) -> Caller:
        """The caller in the capacity they act in; raises Forbidden."""
        reading = cast(Reading, request.state.reading)
        if (acting := acting_as(reading.caller, *self.capabilities)) is not None:
            reading.caller = acting
            return acting
        integration = reading.caller.integration
        if self.scope is not None and integration is not None and self.scope in integration.scopes:
            return reading.caller
        raise Forbidden(*(WHO[capability] for capability in self.capabilities))


Endpoint = TypeVar("Endpoint", bound=Callable[..., object])


def public(endpoint: Endpoint) -> Endpoint:
    """Mark an operation as open to everybody, with or without a token."""
    endpoint.__dict__["__public__"] = True
    return endpoint


Anybody = Annotated[Caller, Depends(Requires(Capability.ANYBODY))]
Operator = Annotated[Caller, Depends(Requires(Capability.OPERATOR))]
Member = Annotated[Caller, Depends(Requires(Capability.MEMBER))]
MemberOrAuditor = Annotated[Caller, Depends(Requires(Capability.MEMBER, Capability.AUDITOR))]
Facilitator = Annotated[Caller, Depends(Requires(Capability.FACILITATOR))]
Funder = Annotated[Caller, Depends(Requires(Capability.FUNDER))]
FacilitatorOrRepresentative = Annotated[
    Caller, Depends(Requires(Capability.FACILITATOR, Capability.REPRESENTATIVE))
]
FacilitatorOrFounder = Annotated[Caller, Depends(Requires(Capability.FACILITATOR, Capability.FOUNDER))]
FacilitatorFounderOrOperator = Annotated[
    Caller, Depends(Requires(Capability.FACILITATOR, Capability.FOUNDER, Capability.OPERATOR))
]
FacilitatorFounderOrRepresentative = Annotated[
    Caller, Depends(Requires(Capability.FACILITATOR, Capability.FOUNDER, Capability.REPRESENTATIVE))
]
FacilitatorOrHolder = Annotated[Caller, Depends(Requires(Capability.FACILITATOR, Capability.HOLDER))]
FacilitatorFounderOrHolder = Annotated[
    Caller, Depends(Requires(Capability.FACILITATOR, Capability.FOUNDER, Capability.HOLDER))
]
RepresentativeOrOperator = Annotated[
    Caller, Depends(Requires(Capability.REPRESENTATIVE, Capability.OPERATOR))
]
FacilitatorRepresentativeOrOperator = Annotated[
    Caller, Depends(Requires(Capability.FACILITATOR, Capability.REPRESENTATIVE, Capability.OPERATOR))
]
FieldReader = Annotated[
    Caller, Depends(Requires(Capability.MEMBER, Capability.OPERATOR, scope=Scope.FIELD_READ))
]
Reporter = Annotated[Caller, Depends(Requires(Capability.MEMBER, scope=Scope.FIGURES_REPORT))]
WorkReader = Annotated[Caller, Depends(Requires(Capability.MEMBER, scope=Scope.FIELD_READ))]
LogReader = Annotated[Caller, Depends(Requires(Capability.MEMBER, Capability.AUDITOR, scope=Scope.LOG_READ))]
