"""Tables of the files that wait to be imported: who sent each and how it is read, and its bytes in pieces.

Both are emptied when the import ends, however it ends.
"""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

metadata = sa.MetaData(schema="registry")

tasks = sa.Table(
    "import_task",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("import_id", sa.Uuid, primary_key=True),
    sa.Column("person_id", sa.Uuid),
    sa.Column("media_type", sa.Text, nullable=False),
    sa.Column("options", JSONB, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
)

pieces = sa.Table(
    "import_piece",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("import_id", sa.Uuid, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
)
