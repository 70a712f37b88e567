"""Capabilities: what an operation asks of its caller, as named types in handler signatures.

`caller: Facilitator` lets facilitators in and nobody else. An operation that names none is refused when the
service starts: deny by default.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, TypeVar, cast

from fastapi import Depends, Request

from shared.commands import Caller, Capacity, Reading
from shared.http.problems import Forbidden
from shared.standing import FACILITATING_ROLES


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
    FOUNDER = "founder"
    """Speaks for a founding partner."""


def _capacity(caller: Caller, capability: Capability) -> Caller | None:
    """The caller in the capacity that gives the capability, or None where they do not have it."""
    if capability is Capability.ANYBODY:
        return caller
    if capability is Capability.OPERATOR:
        return caller.acting(Capacity.OPERATOR) if caller.kind == "operator" else None
    standing = caller.standing
    if standing is None:
        return None
    if capability is Capability.FACILITATOR:
        role = min(standing.staff_roles & FACILITATING_ROLES, default=None)
        return caller.acting(role) if role else None
    if capability is Capability.FOUNDER:
        founding = min(standing.founding, default=None)
        return caller.acting(Capacity.FOUNDING_PARTNER, founding) if founding else None
    return _as_member(caller)


def _as_member(caller: Caller) -> Caller:
    assert caller.standing is not None
    if caller.standing.staff_roles:
        return caller.acting(min(caller.standing.staff_roles))
    if len(caller.standing.represents) == 1:
        return caller.acting(Capacity.REPRESENTATIVE, next(iter(caller.standing.represents)))
    return caller.acting(Capacity.PERSON)


class Requires:
    """A dependency that lets a caller in who has one of the capabilities, in the first capacity that fits."""

    def __init__(self, *capabilities: Capability) -> None:
        self.capabilities = capabilities

    async def __call__(self, request: Request) -> Caller:
        """The caller in the capacity they act in; raises Forbidden."""
        reading = cast(Reading, request.state.reading)
        for capability in self.capabilities:
            if (acting := _capacity(reading.caller, capability)) is not None:
                reading.caller = acting
                return acting
        raise Forbidden


Endpoint = TypeVar("Endpoint", bound=Callable[..., object])


def public(endpoint: Endpoint) -> Endpoint:
    """Mark an operation as open to everybody, with or without a token."""
    endpoint.__dict__["__public__"] = True
    return endpoint


Anybody = Annotated[Caller, Depends(Requires(Capability.ANYBODY))]
Operator = Annotated[Caller, Depends(Requires(Capability.OPERATOR))]
Member = Annotated[Caller, Depends(Requires(Capability.MEMBER))]
Facilitator = Annotated[Caller, Depends(Requires(Capability.FACILITATOR))]
FacilitatorOrFounder = Annotated[Caller, Depends(Requires(Capability.FACILITATOR, Capability.FOUNDER))]
FacilitatorFounderOrOperator = Annotated[
    Caller, Depends(Requires(Capability.FACILITATOR, Capability.FOUNDER, Capability.OPERATOR))
]
MemberOrOperator = Annotated[Caller, Depends(Requires(Capability.MEMBER, Capability.OPERATOR))]
