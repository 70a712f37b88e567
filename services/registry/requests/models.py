"""The columns of a request, as every slice of the registry tells its own, and what they are compared with."""

from typing import Any

import sqlalchemy as sa

from services.registry.requests.kinds import AddressedTo, RequestKind, RequestState

INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)
NOW = sa.bindparam("now", type_=sa.DateTime(timezone=True))
TODAY = sa.bindparam("today", type_=sa.Date)


def asked(
    kind: RequestKind,
    *,
    subject: Any,
    asked_at: Any,
    state: Any,
    person: Any = None,
    organization: Any = None,
    due_at: Any = None,
    parent: Any = None,
    occasion: Any = None,
    not_for: Any = None,
    confidential: Any = None,
    decision_kind: Any = None,
) -> list[Any]:
    """What to select of a request; with a person and an organization it is asked of the person.

    `not_for` is somebody who cannot answer it, such as who asked; `occasion` tells requests about one
    subject apart; a confidential one is counted nowhere. Of a decision's kind, nothing is asked of who has
    no say in it.
    """
    people = sa.null() if person is None else person
    organizations = sa.null() if organization is None else organization
    return [
        sa.literal(kind.value, sa.Text).label("kind"),
        sa.cast(subject, sa.Uuid).label("subject_id"),
        sa.cast(sa.null() if parent is None else parent, sa.Uuid).label("parent_id"),
        sa.cast(sa.null() if occasion is None else occasion, sa.Text).label("occasion"),
        sa.cast(sa.func.coalesce(people, organizations), sa.Uuid).label("addressee_id"),
        sa.case((people.is_not(None), AddressedTo.PERSON.value), else_=AddressedTo.ORGANIZATION.value).label(
            "addressed_to"
        ),
        sa.cast(asked_at, sa.DateTime(timezone=True)).label("asked_at"),
        sa.cast(sa.null() if due_at is None else due_at, sa.DateTime(timezone=True)).label("due_at"),
        state.label("state"),
        sa.cast(sa.null() if not_for is None else not_for, sa.Uuid).label("not_for"),
        (sa.false() if confidential is None else confidential).label("confidential"),
        sa.cast(sa.null() if decision_kind is None else decision_kind, sa.Text).label("decision_kind"),
    ]


def standing(*, done: Any, lapsed: Any) -> Any:
    """Whether a request is done, or else lapsed, or else open."""
    return sa.case(
        (done, RequestState.DONE.value), (lapsed, RequestState.LAPSED.value), else_=RequestState.OPEN.value
    )


def end_of(day: Any) -> Any:
    """The moment a day is over, by UTC."""
    return sa.func.timezone("UTC", sa.cast(day + 1, sa.DateTime))
