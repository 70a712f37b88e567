"""When a tie counts as confirmed: by every side but the one that reported it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any
from uuid import UUID

from services.registry.ties.events import TieView


class Confirmation(StrEnum):
    """What the sides say of a tie, taken together."""

    AWAITED = "awaited"
    """A side that did not report it has not answered."""
    CONFIRMED = "confirmed"
    """Every side that did not report it says that it is so."""
    DENIED = "denied"
    """A side says that it is not so."""


def views_of(tie: Mapping[str, Any]) -> dict[UUID, TieView]:
    """What each side says, by organization: two, or the one of a tie within an organization."""
    return {
        tie["from_organization_id"]: TieView(tie["from_view"]),
        tie["to_organization_id"]: TieView(tie["to_view"]),
    }


def confirmation(tie: Mapping[str, Any]) -> Confirmation:
    """What the sides say together. Of a tie within one organization, that organization is both sides."""
    views = views_of(tie)
    if TieView.DENIED in views.values():
        return Confirmation.DENIED
    others = [view for side, view in views.items() if len(views) == 1 or side != tie["reported_by"]]
    agreed = all(view is TieView.CONFIRMED for view in others)
    return Confirmation.CONFIRMED if agreed else Confirmation.AWAITED


def answered(tie: Mapping[str, Any], organizations: frozenset[UUID], view: TieView) -> dict[str, TieView]:
    """The columns in which sides have their view, where some of them answer."""
    sides = (("from_view", "from_organization_id"), ("to_view", "to_organization_id"))
    return {column: view for column, side in sides if tie[side] in organizations}
