"""A PostgreSQL of our own for `make run` and the tests: the binaries of a wheel, run as our child.

No daemon, no system user, no port: a Unix socket in a folder only its owner can enter. It ends when this
process ends, however that happens, and nothing committed is lost.
"""

from shared.database.embedded.server import EmbeddedPostgres, EmbeddedPostgresError

__all__ = ["EmbeddedPostgres", "EmbeddedPostgresError"]
