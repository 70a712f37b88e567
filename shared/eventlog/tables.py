"""The log's tables as SQLAlchemy sees them, for reading. They are written by `log.append` alone."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

_metadata = sa.MetaData(schema="log")

heads = sa.Table(
    "head",
    _metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("ended_at", sa.DateTime(timezone=True)),
    sa.Column("delete_on", sa.Date),
    sa.Column("run_topic", sa.Text),
    sa.Column("run_from", sa.BigInteger, nullable=False),
)


deleted = sa.Table(
    "deleted",
    _metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("origin", sa.Text, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("checkpoint", sa.Text, nullable=False),
    sa.Column("decision_id", sa.Uuid),
    sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("emptied", ARRAY(sa.Text), nullable=False),
    sa.Column("completed_at", sa.DateTime(timezone=True)),
    sa.Column("end_position", sa.BigInteger),
    sa.Column("later_hashes", sa.LargeBinary),
)


def is_deleted(initiative_id: sa.ColumnElement[UUID]) -> sa.ColumnElement[bool]:
    """Whether an initiative's deletion has begun: from then on nobody works on it or reads it."""
    return sa.exists().where(deleted.c.initiative_id == initiative_id)


def goes_on(initiative_id: sa.ColumnElement[UUID]) -> sa.ColumnElement[bool]:
    """Whether an initiative has not ended: in statements by which workers look for what is due."""
    return sa.exists().where(heads.c.initiative_id == initiative_id, heads.c.ended_at.is_(None))


topics = sa.Table(
    "topic",
    _metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("topic", sa.Text, primary_key=True),
    sa.Column("position", sa.BigInteger, nullable=False),
)
"""The last position of each topic: a view of the two places where they are kept."""

_settled_topics = sa.Table(
    "settled_topic",
    _metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("topic", sa.Text, primary_key=True),
    sa.Column("position", sa.BigInteger, nullable=False),
)


def newest_of(initiative_id: sa.ColumnElement[UUID], wanted: sa.ColumnElement[Any]) -> sa.ColumnElement[int]:
    """Position of the last entry of the topics in an array, or null; in a statement that reads the head row.

    The head knows the topic of the run at the log's end, rows know the others (docs/decisions/0055).
    """
    settled = (
        sa.select(sa.func.max(_settled_topics.c.position))
        .where(
            _settled_topics.c.initiative_id == initiative_id,
            _settled_topics.c.topic == sa.any_(wanted),
        )
        .scalar_subquery()
    )
    running = sa.case((heads.c.run_topic == sa.any_(wanted), heads.c.size - 1))
    return sa.func.greatest(settled, running)


entries = sa.Table(
    "entry",
    _metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("position", sa.BigInteger, primary_key=True),
    sa.Column("id", sa.Uuid, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("actor_id", sa.Uuid),
    sa.Column("time", sa.DateTime(timezone=True), nullable=False),
    sa.Column("line", sa.LargeBinary, nullable=False),
)

openings = sa.Table(
    "opening",
    _metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("position", sa.BigInteger, primary_key=True),
    sa.Column("field", sa.Text, primary_key=True),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("salt", sa.LargeBinary, nullable=False),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("audience", sa.Text, nullable=False),
    sa.Column("readers", ARRAY(sa.Uuid), nullable=False),
    sa.Column("persons", ARRAY(sa.Uuid), nullable=False),
)
