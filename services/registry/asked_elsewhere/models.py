"""Tables of what other services ask, as the log tells it: of what, and of whom. Ids alone."""

import sqlalchemy as sa

metadata = sa.MetaData(schema="registry")

asked_matters = sa.Table(
    "asked_matter",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("matter_id", sa.Uuid, primary_key=True),
    sa.Column("occasion", sa.Text, primary_key=True),
    sa.Column("addressed_to", sa.Text, nullable=False),
    sa.Column("decision_kind", sa.Text),
    sa.Column("notice_hours", sa.Integer),
    sa.Column("asked_at", sa.DateTime(timezone=True)),
    sa.Column("asked_by", sa.Uuid),
    sa.Column("due_at", sa.DateTime(timezone=True)),
    sa.Column("answered_at", sa.DateTime(timezone=True)),
    sa.Column("ended_at", sa.DateTime(timezone=True)),
)
"""What is asked of whoever can answer it, such as a forum's chair, is answered here, by one for all."""

asked_of = sa.Table(
    "asked_of",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("matter_id", sa.Uuid, primary_key=True),
    sa.Column("occasion", sa.Text, primary_key=True),
    sa.Column("addressee_id", sa.Uuid, primary_key=True),
    sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("answered_at", sa.DateTime(timezone=True)),
    sa.Column("ended_at", sa.DateTime(timezone=True)),
)

exemptions = sa.Table(
    "exemption",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("organization_id", sa.Uuid, primary_key=True),
    sa.Column("until", sa.Date, nullable=False),
)

speakers = sa.Table(
    "speaker",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("affiliation_id", sa.Uuid, primary_key=True),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("named_by_staff", sa.Boolean, nullable=False),
    sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
)
"""Who came to speak for an organization when, and whether staff named them: as the log has it."""

known_proxies = sa.Table(
    "known_proxy",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("voter_id", sa.Uuid, nullable=False),
    sa.Column("holder_id", sa.Uuid, nullable=False),
    sa.Column("forum_id", sa.Uuid, nullable=False),
    sa.Column("decision_id", sa.Uuid),
    sa.Column("until", sa.Date),
)
"""Who votes for whom; what was taken back or declined is not there."""
