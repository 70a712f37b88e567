"""Tables of the seats in forums, and of their terms, which follow from the log."""

import sqlalchemy as sa

metadata = sa.MetaData(schema="registry")

seats = sa.Table(
    "seat",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("forum_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("organization_id", sa.Uuid),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("votes", sa.Boolean, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("proposed_by", sa.Uuid),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
)

terms = sa.Table(
    "seat_term",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("seat_id", sa.Uuid, primary_key=True),
    sa.Column("ends_on", sa.Date),
    sa.Column("ends_at", sa.DateTime(timezone=True)),
    sa.Column("renewal_ends_on", sa.Date),
    sa.Column("renewal_ends_at", sa.DateTime(timezone=True)),
    sa.Column("reminded_of", sa.DateTime(timezone=True)),
)
