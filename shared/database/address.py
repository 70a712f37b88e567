"""Where the database is, for whom: one address from the settings, a role and password added per process."""

from dataclasses import dataclass
from typing import Self
from urllib.parse import quote, urlsplit, urlunsplit

from sqlalchemy import URL, make_url

from shared.database.roles import role_of
from shared.settings import Settings


@dataclass(frozen=True, slots=True)
class Address:
    """A PostgreSQL address without a user, as `SHIDRA_DATABASE_URL` gives it."""

    url: str

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The address in the settings; `make run` has filled it in for the embedded server."""
        if settings.database_url is None:
            raise ValueError("SHIDRA_DATABASE_URL is not set")
        return cls(settings.database_url)

    def dsn(self, user: str, password: str | None) -> str:
        """A DSN for asyncpg."""
        parts = urlsplit(self.url)
        place = parts.netloc.rpartition("@")[2]
        secret = f":{quote(password, safe='')}" if password else ""
        return urlunsplit(("postgresql", f"{user}{secret}@{place}", parts.path, parts.query, ""))

    def service_dsn(self, settings: Settings, service: str) -> str:
        """The DSN of a service under its own role."""
        password = getattr(settings, f"database_password_{service}")
        return self.dsn(role_of(service), password.get_secret_value() if password else None)

    def admin_dsn(self, settings: Settings) -> str:
        """The DSN of the role that migrates."""
        password = settings.database_admin_password
        return self.dsn(settings.database_admin_user, password.get_secret_value() if password else None)


def sqlalchemy_url(dsn: str) -> URL:
    """The same address for SQLAlchemy's asyncpg driver."""
    return make_url(dsn).set(drivername="postgresql+asyncpg")
