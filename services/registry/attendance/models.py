"""Table of who comes to meetings, and who came."""

import sqlalchemy as sa

attendance = sa.Table(
    "attendance",
    sa.MetaData(schema="registry"),
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("meeting_id", sa.Uuid, primary_key=True),
    sa.Column("person_id", sa.Uuid, primary_key=True),
    sa.Column("answer", sa.Text),
    sa.Column("status", sa.Text),
    # Nobody's: of members who were not named, and once who recorded it is erased.
    sa.Column("recorded_by", sa.Uuid),
    sa.Column("version", sa.Integer, nullable=False),
)
