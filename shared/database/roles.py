"""The database roles: one owner that nobody signs in as, one role per service.

A service role signs in with its own password, reads and writes its own schema, reads the log and appends to
it through one function. The grants stand in the migrations of each schema.
"""

import asyncpg

OWNER = "shidra_owner"
SERVICES = ("registry", "agenda", "metrics", "events")
IMPORTING = ("metrics",)
"""Services that judge a file of figures in temporary tables; the others need none."""


# A process that vanishes in the middle of a write must not keep an initiative's log to itself. A name without
# a schema is PostgreSQL's own: `log.append` has to be sure of that, and is quicker where it finds it so.
_GUARDS = {
    "idle_in_transaction_session_timeout": "'15s'",
    "lock_timeout": "'10s'",
    "tcp_keepalives_idle": "30",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
    "search_path": "pg_catalog, pg_temp",
}


def role_of(service: str) -> str:
    """The database role of a service, such as `shidra_registry`."""
    return f"shidra_{service}"


async def create_roles(connection: asyncpg.Connection, passwords: dict[str, str | None]) -> None:
    """Create what is missing of the roles and set the passwords given (service → password; None keeps it)."""
    existing = {row["rolname"] for row in await connection.fetch("SELECT rolname FROM pg_roles")}
    if OWNER not in existing:
        await connection.execute(f"CREATE ROLE {OWNER} NOLOGIN")
    for service in SERVICES:
        role = role_of(service)
        if role not in existing:
            await connection.execute(f"CREATE ROLE {role} LOGIN NOINHERIT")
        for name, value in _GUARDS.items():
            await connection.execute(f"ALTER ROLE {role} SET {name} = {value}")
        password = passwords.get(service)
        if password is not None:
            quoted = await connection.fetchval("SELECT quote_literal($1)", password)
            await connection.execute(f"ALTER ROLE {role} PASSWORD {quoted}")
    database = await connection.fetchval("SELECT quote_ident(current_database())")
    await connection.execute(f"GRANT {OWNER} TO CURRENT_USER")
    await connection.execute(f"REVOKE ALL ON DATABASE {database} FROM PUBLIC")
    await connection.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    everyone = ", ".join([OWNER, *map(role_of, SERVICES)])
    await connection.execute(f"GRANT CONNECT ON DATABASE {database} TO {everyone}")
    # Imports judge their rows in temporary tables.
    importing = ", ".join(map(role_of, IMPORTING))
    await connection.execute(f"GRANT TEMPORARY ON DATABASE {database} TO {importing}")
    await connection.execute(f"GRANT CREATE ON DATABASE {database} TO {OWNER}")
