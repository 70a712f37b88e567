"""Alembic calls this; how migrations run stands in `shared.database.migrations`."""

from shared.database.migrations import run_environment

run_environment()
