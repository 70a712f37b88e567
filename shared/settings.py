"""Every setting there is, in one place; `docs/settings.md` is generated from here.

A setting is read from the environment as `SHIDRA_<NAME>`. What a service needs beyond these it declares in
its own `settings.py` as a subclass. Anything unsafe is refused outside `make run` (`mode` is `local` there).
"""

from pathlib import Path
from typing import Literal, Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Settings that every process of every service understands."""

    model_config = SettingsConfigDict(env_prefix="SHIDRA_", env_ignore_empty=True, extra="ignore")

    mode: Literal["local", "production"] = Field(
        "production", description="`local` is set by `make run`: one machine, people trying Shidra out."
    )
    port: int = Field(8080, ge=1, le=65535, description="Port the process listens on.")
    host: str = Field("127.0.0.1", description="Address the process listens on.")
    public_url: str = Field(
        "http://localhost:8080", description="Address under which people and systems reach the gateway."
    )
    data_dir: Path = Field(Path(".data"), description="Folder of keys, tokens and the embedded database.")
    database_url: str | None = Field(
        None,
        description="PostgreSQL address without a user, to which each service adds its own role, for example "
        "`postgresql://database:5432/shidra`. Unset: the embedded database (only in `local` mode).",
    )
    database_admin_user: str = Field(
        "postgres", description="Role `shidra migrate` signs in as; it must be able to create roles."
    )
    database_admin_password: SecretStr | None = Field(
        None, description="Password of that role; only the one-shot `migrate` needs it."
    )
    database_password_registry: SecretStr | None = Field(None, description="Password of role `shidra_registry`.")
    database_password_agenda: SecretStr | None = Field(None, description="Password of role `shidra_agenda`.")
    database_password_metrics: SecretStr | None = Field(None, description="Password of role `shidra_metrics`.")
    database_password_events: SecretStr | None = Field(None, description="Password of role `shidra_events`.")
    database_pool_size: int = Field(32, ge=2, le=500, description="Connections a process keeps to PostgreSQL.")
    database_statement_cache: int = Field(
        256, ge=0, description="Prepared statements kept per connection; 0 behind PgBouncer in transaction mode."
    )
    log_origin: str = Field(
        "shidra.localhost",
        pattern=r"^[a-z0-9][a-z0-9.-]*(/[a-z0-9._-]+)*$",
        description="First part of every log's origin; the initiative's id follows. Fixed in event 0 of each log, "
        "so set it to a name of yours before the first initiative.",
    )
    cors_origins: list[str] = Field(
        default_factory=list, description="Origins of browser frontends, as a JSON list; `*` is refused."
    )
    max_body_bytes: int = Field(1_048_576, ge=1024, description="Largest request body that is read.")
    rate_limit_per_minute: int = Field(1200, ge=1, description="Requests per minute of one caller, per service.")
    anonymous_rate_limit_per_minute: int = Field(
        300, ge=1, description="Requests per minute of one address without a valid token, per service."
    )
    trusted_proxies: list[str] = Field(
        default_factory=list, description="Addresses whose X-Forwarded-For is believed, as a JSON list."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="Least level logged.")
    admin_port: int | None = Field(
        None, ge=1, le=65535, description="Port of Prometheus figures; unset: none. Never publish it."
    )
    admin_host: str = Field("127.0.0.1", description="Address the Prometheus figures are served on.")
    heavy_work_processes: int = Field(1, ge=1, le=64, description="Processes that do CPU-heavy work.")

    operator_token_path: Path | None = Field(
        None, description="File with the operator's token; unset: `operator-token` in the data folder."
    )
    public_keys_path: Path | None = Field(
        None, description="File with the public keys of the registry's tokens; unset: `jwks.json` in the data folder."
    )
    token_key_path: Path | None = Field(
        None,
        description="File with the private key the registry signs tokens with, read by the registry alone; unset: "
        "`token-key.pem` in the data folder.",
    )
    erasure_journal_path: Path | None = Field(
        None,
        description="File outside the database in which the events service notes erasures, applied again after a "
        "restore; unset: `erasures.ndjson` in the data folder.",
    )

    @property
    def operator_token_file(self) -> Path:
        """Where the operator's token lies."""
        return self.operator_token_path or self.data_dir / "operator-token"

    @property
    def public_keys_file(self) -> Path:
        """Where the public keys of the registry's tokens lie."""
        return self.public_keys_path or self.data_dir / "jwks.json"

    @property
    def token_key_file(self) -> Path:
        """Where the registry's signing key lies."""
        return self.token_key_path or self.data_dir / "token-key.pem"

    @property
    def erasure_journal_file(self) -> Path:
        """Where erasures are noted outside the database."""
        return self.erasure_journal_path or self.data_dir / "erasures.ndjson"

    @model_validator(mode="after")
    def _refuse_unsafe(self) -> Self:
        if "*" in self.cors_origins:
            raise ValueError("SHIDRA_CORS_ORIGINS: name the origins; `*` would let any page act for its visitor")
        if self.mode == "local":
            return self
        if self.database_url is None:
            raise ValueError("SHIDRA_DATABASE_URL: the embedded database is for `make run` only; name a server")
        if self.log_origin == "shidra.localhost":
            raise ValueError("SHIDRA_LOG_ORIGIN: logs keep their origin for ever; set a name of yours")
        return self
