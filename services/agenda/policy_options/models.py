"""Table of the policy options: what could be done, with benefits and costs, and what the partners decided."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

policy_options = sa.Table(
    "policy_option",
    sa.MetaData(schema="agenda"),
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("title", JSONB, nullable=False),
    sa.Column("description", JSONB),
    sa.Column("consequences", JSONB, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("decision_id", sa.Uuid),
    sa.Column("came_of_it", JSONB),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
)
WORDED = ("title", "description", "consequences")
"""Columns that say what the option is: what partners decide on, so that they stay as they were then."""
STATED = (*WORDED, "status", "came_of_it")
"""Columns of which events tell what holds from then on."""
