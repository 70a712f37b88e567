"""What the metrics learn from the log besides standing: which organizations there are, what
became of proposed indicators, and what can be cited. Ids, never names."""

from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, insert

from services.metrics.citations.repository import CITABLE
from shared.citing.following import follow_citable
from shared.database.statements import Statement
from shared.eventlog.following import FollowedEvent, Follower

follower = Follower("metrics", version=4)

organizations = sa.Table(
    "organization",
    sa.MetaData(schema="metrics"),
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("merged_into", sa.Uuid),
    sa.Column("stays", sa.Uuid, nullable=False),
)
"""`merged_into` is what an organization was merged into, and `stays` whom one finds at the end of such steps,
itself where there are none. What is recorded anew names the one that stays. Figures that are there stay under
the old id, and are corrected there; what is expected and what came counts for the one that stays."""
ON_THE_MAP = organizations.c.merged_into.is_(None)
adoptions = sa.Table(
    "indicator_adoption",
    sa.MetaData(schema="metrics"),
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("indicator_id", sa.Uuid, primary_key=True),
    sa.Column("proposed_version", sa.Integer),
    sa.Column("proposed_by", sa.Uuid),
    sa.Column("shared_version", sa.Integer),
    sa.Column("decision_id", sa.Uuid),
    sa.Column("retired", sa.Boolean, nullable=False),
    sa.Column("changes", sa.Integer, nullable=False),
)
_PUT = Statement(insert(organizations).on_conflict_do_nothing())
_MERGE = Statement(
    sa.update(organizations)
    .where(
        organizations.c.initiative_id == sa.bindparam("initiative"),
        organizations.c.id == sa.bindparam("this"),
    )
    .values(merged_into=sa.bindparam("into", type_=sa.Uuid))
)


def _stay() -> Statement:
    """An organization, and all that were merged into it, stay where the other does, or as the one itself."""
    here, this = (
        organizations.c.initiative_id == sa.bindparam("initiative"),
        sa.bindparam("this", type_=sa.Uuid),
    )
    these = sa.select(organizations.c.id).where(here, organizations.c.id == this).cte("these", recursive=True)
    further = sa.select(organizations.c.id).where(here, organizations.c.merged_into == these.c.id)
    these = these.union(further)
    other = organizations.alias("other")
    of_other = sa.select(other.c.stays).where(
        other.c.initiative_id == sa.bindparam("initiative"), other.c.id == sa.bindparam("into", type_=sa.Uuid)
    )
    return Statement(
        sa.update(organizations)
        .where(here, organizations.c.id.in_(sa.select(these.c.id)))
        .values(stays=sa.func.coalesce(of_other.scalar_subquery(), this))
    )


_STAY = _stay()
_DROP_ALL = [
    Statement(sa.delete(table).where(table.c.initiative_id == sa.bindparam("initiative")))
    for table in (organizations, adoptions)
]
_this = sa.and_(
    adoptions.c.initiative_id == sa.bindparam("initiative"),
    adoptions.c.indicator_id == sa.any_(sa.bindparam("indicators", type_=ARRAY(sa.Uuid))),
)
_one_more = {"changes": adoptions.c.changes + 1}
_no_proposal = {"proposed_version": sa.null(), "proposed_by": sa.null()}
_PROPOSE = Statement(
    insert(adoptions)
    .values(
        initiative_id=sa.bindparam("initiative"),
        indicator_id=sa.bindparam("indicator"),
        proposed_version=sa.bindparam("definition", type_=sa.Integer),
        proposed_by=sa.bindparam("person"),
    )
    .on_conflict_do_update(
        index_elements=["initiative_id", "indicator_id"],
        set_={
            "proposed_version": sa.bindparam("definition", type_=sa.Integer),
            "proposed_by": sa.bindparam("person", type_=sa.Uuid),
            **_one_more,
        },
    )
)
_TAKE_BACK = Statement(sa.update(adoptions).where(_this).values(**_no_proposal, **_one_more))
_SHARE = Statement(
    sa.update(adoptions)
    .where(_this, adoptions.c.proposed_version.is_not(None))
    .values(
        shared_version=adoptions.c.proposed_version,
        decision_id=sa.bindparam("decision"),
        **_no_proposal,
        **_one_more,
    )
)
_RETIRE = Statement(
    insert(adoptions)
    .values(
        initiative_id=sa.bindparam("initiative"), indicator_id=sa.bindparam("indicator"), retired=sa.true()
    )
    .on_conflict_do_update(
        index_elements=["initiative_id", "indicator_id"],
        set_={"retired": sa.true(), **_no_proposal, **_one_more},
    )
)


@follower.on_reset
async def forget_projections(connection: asyncpg.Connection, initiative_id: UUID) -> None:
    """Empty the projections of an initiative before they are built again."""
    for statement in _DROP_ALL:
        await statement.run(connection, initiative=initiative_id)


@follower.on("registry.organization.mapped")
async def learn_organization(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """Remember that the initiative has an organization."""
    organization_id = UUID(event.data["organization_id"])
    await _PUT.run(
        connection,
        initiative_id=event.initiative_id,
        id=organization_id,
        merged_into=None,
        stays=organization_id,
    )


@follower.on("registry.organization.merged", "registry.organization.separated")
async def learn_merging(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """An organization's id leads to another, or it is one of its own again."""
    merged = event.type == "registry.organization.merged"
    for statement in (_MERGE, _STAY):
        await statement.run(
            connection,
            initiative=event.initiative_id,
            this=UUID(event.data["organization_id"]),
            into=UUID(event.data["into_organization_id"]) if merged else None,
        )


@follower.on("metrics.indicator.proposed")
async def note_proposal(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """A definition of an indicator is before the partners."""
    await _PROPOSE.run(
        connection,
        initiative=event.initiative_id,
        indicator=UUID(event.data["indicator_id"]),
        definition=event.data["definition_version"],
        person=UUID(event.actor["id"]),
    )


@follower.on("metrics.indicator.proposal_withdrawn")
async def note_withdrawal(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """It is no more."""
    await _TAKE_BACK.run(
        connection, initiative=event.initiative_id, indicators=[UUID(event.data["indicator_id"])]
    )


@follower.on("agenda.indicators.shared")
async def note_shared(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """Partners decided: the proposed definitions are shared. Whether they might is the agenda's to judge."""
    await _SHARE.run(
        connection,
        initiative=event.initiative_id,
        indicators=[UUID(indicator) for indicator in event.data["indicator_ids"]],
        decision=UUID(event.data["decision_id"]),
    )


@follower.on("agenda.indicators.retired")
async def note_decided_retirement(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """Partners decided that they are measured no more."""
    for indicator in event.data["indicator_ids"]:
        await _RETIRE.run(connection, initiative=event.initiative_id, indicator=UUID(indicator))


@follower.on("metrics.indicator.retired")
async def note_retirement(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """It is measured no more."""
    await _RETIRE.run(connection, initiative=event.initiative_id, indicator=UUID(event.data["indicator_id"]))


follow_citable(follower, CITABLE)
