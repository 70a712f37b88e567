"""A PostgreSQL of our own for `make run` and the tests: the programs of a wheel, run as our child.

No daemon, no system user, no port: a Unix socket in a folder only its owner can enter. It ends when this
process ends, however that happens, and nothing committed is lost. Why it is done this way stands in
docs/decisions/0001-embedded-postgresql.md.
"""

from shared.database.embedded.errors import EmbeddedPostgresError
from shared.database.embedded.server import EmbeddedPostgres

__all__ = ["EmbeddedPostgres", "EmbeddedPostgresError"]
