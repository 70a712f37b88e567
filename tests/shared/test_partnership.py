"""Who is a partner: the condition says the same of values and in SQL."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg

from shared.partnership import OVER, Stage, is_partner, partner


def test_founding_partners_are_partners_until_they_pause_or_leave() -> None:
    for stage in Stage:
        assert is_partner(stage, founding=True) is (stage not in OVER)
        assert is_partner(stage, founding=False) is (stage is Stage.PARTNER)


def test_sql_says_the_same() -> None:
    table = sa.Table(
        "organization", sa.MetaData(), sa.Column("stage", sa.Text), sa.Column("founding", sa.Boolean)
    )
    dialect = PGDialect_asyncpg()  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it untyped
    said = partner(table).compile(dialect=dialect, compile_kwargs={"literal_binds": True})
    assert str(said) == (
        "organization.stage = 'partner' OR organization.founding AND "
        "organization.stage != 'left' AND organization.stage != 'paused'"
    )
