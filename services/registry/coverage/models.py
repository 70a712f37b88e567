"""Table of the targets of coverage: each names a sector, a value of a grouping, a population
group, a place, or a kind of decision makers."""

import sqlalchemy as sa

targets = sa.Table(
    "coverage_target",
    sa.MetaData(schema="registry"),
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("sector", sa.Text),
    sa.Column("grouping_id", sa.Uuid),
    sa.Column("value_id", sa.Uuid),
    sa.Column("population_group", sa.Text),
    sa.Column("place", sa.Text),
    sa.Column("decision_maker_kind", sa.Text),
    sa.Column("at_least", sa.Integer, nullable=False),
    sa.Column("counting", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
)
