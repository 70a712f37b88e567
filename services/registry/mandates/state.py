"""Who is the initiative's backbone on a day: who holds the mandate, or who takes care while nobody does.

Plain functions over mandates that were granted (ended early or not) or are proposed; what each state allows
is asked of the charter.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any

from services.registry.mandates.events import BackboneRole, MandateStatus
from shared.charter import CharterRefusal, appoint_staff, open_decision
from shared.governance import CARETAKING, DecisionKind, MandateState

Row = Mapping[str, Any]


def cared_for_until(ends_on: date) -> date:
    """Until when the holder of a mandate takes care after its last day; no later than days go."""
    return ends_on + min(CARETAKING, date.max - ends_on)


def state_on(rows: Iterable[Row], on: date) -> dict[str, Any]:
    """The state on a day, of whose it is and until when.

    In force: of every mandate that is. Caretaking: of those whose caretaking goes on. Else of nobody.
    """
    mandates = list(rows)
    granted = [row for row in mandates if row["status"] != MandateStatus.PROPOSED]
    in_force = [row for row in granted if row["starts_on"] <= on <= row["ends_on"]]
    caring = [row for row in granted if row["ends_on"] < on <= cared_for_until(row["ends_on"])]
    if in_force:
        state, of = MandateState.IN_FORCE, in_force
    elif caring:
        state, of = MandateState.CARETAKING, caring
    else:
        state, of = MandateState.NONE, []
    roles = {role for row in of for role in row["roles"]}
    return {
        "on": on,
        "state": state,
        "mandate_ids": [row["id"] for row in of],
        "organization_ids": sorted({holder for row in of for holder in row["organization_ids"]}),
        "roles": [role for role in BackboneRole if role in roles],
        "until": max(
            (cared_for_until(row["ends_on"]) if row in caring else row["ends_on"] for row in of), default=None
        ),
        "granted_next_ids": [row["id"] for row in granted if row["starts_on"] > on],
        "proposed_ids": [row["id"] for row in mandates if row["status"] == MandateStatus.PROPOSED],
        "renewing_ids": [
            row["id"]
            for row in mandates
            if row["status"] == MandateStatus.PROPOSED and row["renews"] in {one["id"] for one in of}
        ],
        "staff_named_by_backbone": _lets(
            partial(appoint_staff, by_founder=False, by_backbone=True, mandate=state)
        ),
        "opens_decisions": _lets(
            partial(open_decision, facilitating=True, mandate=state, kind=DecisionKind.OWN_MATTER)
        ),
    }


def _lets(ask: Callable[[], None]) -> bool:
    try:
        ask()
    except CharterRefusal:
        return False
    return True
