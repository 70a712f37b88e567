"""What the agenda keeps, from the log, of who decides: forums, seats, affiliations, ties to the backbone.

Ids, codes and times; names are nowhere here.
"""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

metadata = sa.MetaData(schema="agenda")

organizations = sa.Table(
    "organization",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("sector", sa.Text, nullable=False),
    sa.Column("stage", sa.Text, nullable=False),
    sa.Column("founding", sa.Boolean, nullable=False),
    sa.Column("partner_since", sa.DateTime(timezone=True)),
    sa.Column("merged_into", sa.Uuid),
)
"""`partner_since` is when the log knew an organization as a partner; null where it is none, and before all
times where the partners themselves decided that it is one. `merged_into` is the one that stays, where it was
merged into another: what is recorded anew names that one."""

ON_THE_MAP = organizations.c.merged_into.is_(None)
"""Of an organization that can be named anew: it was not merged into another."""

affiliations = sa.Table(
    "affiliation",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("organization_id", sa.Uuid, nullable=False),
    sa.Column("represents", sa.Boolean, nullable=False),
    sa.Column("alternate", sa.Boolean, nullable=False),
    sa.Column("since", sa.Date),
    sa.Column("until", sa.Date),
    sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("named_by_staff", sa.Boolean, nullable=False),
)
"""`since` and `until` are the days stated; `began_at` and `ended_at` are when the log knew of it, which
nobody can date back. What has not ended ends at infinity."""

backbone_ties = sa.Table(
    "backbone_tie",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("subject_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
)
"""A person is staff; an organization holds a mandate or is proposed for one: from when to when."""

forums = sa.Table(
    "forum",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("method", JSONB, nullable=False),
    sa.Column("quorum", JSONB, nullable=False),
    sa.Column("notice_hours", sa.Integer, nullable=False),
    sa.Column("delegated", ARRAY(sa.Text), nullable=False),
)

seats = sa.Table(
    "seat",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("forum_id", sa.Uuid, nullable=False),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("organization_id", sa.Uuid),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("votes", sa.Boolean, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("ends_at", sa.DateTime(timezone=True)),
    sa.Column("renewal_ends_at", sa.DateTime(timezone=True)),
)

mandates = sa.Table(
    "mandate",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("organization_ids", ARRAY(sa.Uuid), nullable=False),
    sa.Column("starts_on", sa.Date, nullable=False),
    sa.Column("ends_on", sa.Date, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("renews", sa.Uuid),
)

exemptions = sa.Table(
    "exemption",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("organization_id", sa.Uuid, primary_key=True),
    sa.Column("until", sa.Date, nullable=False),
)

indicators = sa.Table(
    "indicator",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("status", sa.Text, nullable=False),
)

competences = sa.Table(
    "competence",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("matter", sa.Text, primary_key=True),
    sa.Column("forum_kinds", ARRAY(sa.Text), nullable=False),
    sa.Column("decision_id", sa.Uuid, nullable=False),
)
"""Which kinds of forums decide on a matter, where the initiative left it to fewer than the charter does."""

organization_groupings = sa.Table(
    "organization_grouping",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("organization_id", sa.Uuid, primary_key=True),
    sa.Column("grouping_id", sa.Uuid, primary_key=True),
    sa.Column("value_id", sa.Uuid, nullable=False),
)
"""Where organizations stand in the initiative's own groupings, as far as that was said."""

meetings = sa.Table(
    "meeting",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("forum_id", sa.Uuid, nullable=False),
)
"""Meetings of forums that were called and not cancelled."""
