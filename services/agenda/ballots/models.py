"""Table of the ballots: the last one of each voter; the earlier ones are in the log.

What a secret ballot says lies beside its voter until the closing, which leaves only that the voter voted.
"""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

AWAITING = ("awaits_voter", "awaits_approval")
"""Statuses of ballots that count once they are confirmed."""

ballots = sa.Table(
    "ballot",
    sa.MetaData(schema="agenda"),
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("decision_id", sa.Uuid, primary_key=True),
    sa.Column("voter_id", sa.Uuid, primary_key=True),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("choice", sa.Text),
    sa.Column("option_ids", ARRAY(sa.Uuid)),
    sa.Column("scores", ARRAY(sa.Integer)),
    sa.Column("reason", JSONB),
    sa.Column("receipt", sa.Uuid),
    sa.Column("cast_by", sa.Uuid),
    sa.Column("proxy_id", sa.Uuid),
    sa.Column("recorded_by", sa.Uuid),
    sa.Column("meeting_id", sa.Uuid),
    sa.Column("correct_until", sa.DateTime(timezone=True)),
    sa.Column("caster_bound", sa.Boolean, nullable=False),
    sa.Column("cast_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
)
"""`cast_by` gave it, as the voter or by a proxy, or showed a hand; `recorded_by` wrote down what somebody
else said or showed. At `caster_bound`, whoever cast it came to belong to the backbone and was erased
since."""
