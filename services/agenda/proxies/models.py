"""Table of the proxies: who lets whom vote for them, on one decision or in a forum for a time."""

import sqlalchemy as sa

proxies = sa.Table(
    "proxy",
    sa.MetaData(schema="agenda"),
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("voter_id", sa.Uuid, nullable=False),
    sa.Column("holder_id", sa.Uuid, nullable=False),
    sa.Column("forum_id", sa.Uuid, nullable=False),
    sa.Column("decision_id", sa.Uuid),
    sa.Column("until", sa.Date),
    sa.Column("given_by", sa.Uuid),
    sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("used_at", sa.DateTime(timezone=True)),
    sa.Column("ended_at", sa.DateTime(timezone=True)),
)
"""`voter_id` is a person or an organization, `holder_id` a person. With `decision_id` it is for that decision
alone, otherwise for all of the forum's until a day."""
