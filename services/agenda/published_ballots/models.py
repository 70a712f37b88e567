"""Table of secret ballots as they were published: nothing in it leads to a voter."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

published_ballots = sa.Table(
    "published_ballot",
    sa.MetaData(schema="agenda"),
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("decision_id", sa.Uuid, primary_key=True),
    sa.Column("receipt", sa.Uuid, primary_key=True),
    sa.Column("sector", sa.Text),
    sa.Column("choice", sa.Text),
    sa.Column("option_ids", ARRAY(sa.Uuid)),
    sa.Column("scores", ARRAY(sa.Integer)),
)
