"""Tables of what was recorded before, of every table whose changes are kept; filled by the database itself.

A trigger of each kept table writes here in the transaction of the change, whoever makes it: a command, an
import, a follower, an eraser (docs/decisions/0051). What is kept of which table stands in `KEPT`.
"""

from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

metadata = sa.MetaData(schema="registry")

recorded = sa.Table(
    "recorded",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("resource", sa.Text, primary_key=True),
    sa.Column("within", sa.Uuid, primary_key=True),
    sa.Column("row_id", sa.Uuid, primary_key=True),
    sa.Column("recorded_from", sa.DateTime(timezone=True), primary_key=True),
    sa.Column("recorded_until", sa.DateTime(timezone=True), nullable=False),
    sa.Column("state", JSONB, nullable=False),
    sa.Column("written_in", sa.BigInteger, nullable=False),
)
"""`recorded_until` is infinity of what is recorded now. `written_in` is the transaction, so that of several
changes in one only the last is kept."""

beginnings = sa.Table(
    "recording_begun",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("resource", sa.Text, primary_key=True),
)
"""Of initiatives that are older than their history, or than that of one table; of others all is known."""
EVERYTHING: Final = "*"
"""What was kept from the beginning, as a `resource`."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Of one table: the columns by which its rows are found, and what of it is not kept."""

    within: str = "initiative_id"
    id: str = "id"
    omitted: frozenset[str] = frozenset()


KEPT: Final[dict[str, Kept]] = {
    "organization": Kept(),
    "stage_change": Kept("organization_id", omitted=frozenset({"reason", "author_id"})),
    # What somebody was called before, and where they could be reached, is nobody's to look up.
    "person": Kept(omitted=frozenset({"name", "email", "phone", "language"})),
    "affiliation": Kept("person_id"),
    "tie": Kept(),
    "organization_grouping": Kept("grouping_id", "organization_id"),
    "seat": Kept("forum_id", omitted=frozenset({"proposed_by"})),
    "seat_term": Kept(id="seat_id", omitted=frozenset({"reminded_of"})),
    "mandate": Kept(omitted=frozenset({"proposed_by"})),
    "mandate_carrier": Kept("mandate_id", "organization_id", omitted=frozenset({"asked_at"})),
    "commitment": Kept(),
    "commitment_view": Kept("commitment_id"),
}
