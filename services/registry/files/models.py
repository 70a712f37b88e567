"""Tables of the files: what is known of them, and their bytes apart, so that no list reads them."""

import sqlalchemy as sa

_metadata = sa.MetaData(schema="registry")

files = sa.Table(
    "file",
    _metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("of_kind", sa.Text, nullable=False),
    sa.Column("of_id", sa.Uuid, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("added_by", sa.Uuid),
    sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
)

contents = sa.Table(
    "file_content",
    _metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("file_id", sa.Uuid, primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
)
