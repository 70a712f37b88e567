"""Every setting there is, in one place; `docs/settings.md` is generated from here.

A setting is read from the environment as `SHIDRA_<NAME>`. Anything unsafe is refused outside `make run`,
where `mode` is `local`.
"""

from ipaddress import ip_network
from pathlib import Path
from typing import Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


def _setting(default: Any, *meaning: str, **rules: Any) -> Any:
    """A setting with its default, its meaning in words, and what values it takes."""
    return Field(default, description=" ".join(meaning), **rules)


LOOPBACK = ("localhost", "127.0.0.1", "::1")
"""Hosts of this machine, from which keys may come without HTTPS under `make run`."""


def _safe_with_keys(address: str, mode: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme == "https" or (mode == "local" and parts.hostname in LOOPBACK)


class OpenIDIssuer(BaseModel):
    """An OpenID Connect provider whose access tokens are accepted."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    issuer: str = Field(pattern=r"^https?://[^\s?#]+$")
    audience: str = Field(min_length=1, max_length=200)


class Settings(BaseSettings):
    """Settings that every process of every service understands."""

    model_config = SettingsConfigDict(env_prefix="SHIDRA_", env_ignore_empty=True, extra="ignore")

    mode: Literal["local", "production"] = _setting(
        "production", "`local` is set by `make run`: one machine, people trying Shidra out."
    )
    port: int = _setting(8080, "Port the process listens on.", ge=1, le=65535)
    host: str = _setting("127.0.0.1", "Address the process listens on.")
    public_url: str = _setting(
        "http://localhost:8080", "Address under which people and systems reach the gateway."
    )
    data_dir: Path = _setting(Path(".data"), "Folder of keys, tokens and the embedded database.")
    database_url: str | None = _setting(
        None,
        "PostgreSQL address without a user, to which each service adds its own role, for example",
        "`postgresql://database:5432/shidra`. Unset: the embedded database (only in `local` mode).",
    )
    database_admin_user: str = _setting(
        "postgres", "Role `shidra migrate` signs in as; it must be able to create roles."
    )
    database_admin_password: SecretStr | None = _setting(
        None, "Password of that role; only the one-shot `migrate` needs it."
    )
    database_password_registry: SecretStr | None = _setting(None, "Password of role `shidra_registry`.")
    database_password_agenda: SecretStr | None = _setting(None, "Password of role `shidra_agenda`.")
    database_password_metrics: SecretStr | None = _setting(None, "Password of role `shidra_metrics`.")
    database_password_events: SecretStr | None = _setting(None, "Password of role `shidra_events`.")
    database_pool_size: int = _setting(32, "Connections a process keeps to PostgreSQL.", ge=2, le=500)
    database_statement_cache: int = _setting(
        256,
        "Prepared statements kept per connection; 0 behind PgBouncer in transaction mode.",
        ge=0,
    )
    log_origin: str = _setting(
        "shidra.localhost",
        "First part of every log's origin; the initiative's id follows. Fixed in event 0 of each log, so set",
        "it to a name of yours before the first initiative.",
        pattern=r"^[a-z0-9][a-z0-9.-]*(/[a-z0-9._-]+)*$",
    )
    demo: Literal["on", "off"] = _setting(
        "on", "Whether the first `make run` loads the demo, into a database without any initiative."
    )
    url: str = _setting(
        "",
        "Where `make demo` finds a running Shidra; unset: `http://localhost` and the port.",
    )
    cors_origins: list[str] = _setting([], "Origins of browser frontends, as a JSON list; `*` is refused.")
    max_body_bytes: int = _setting(1_048_576, "Largest request body that is read.", ge=1024)
    max_import_bytes: int = _setting(
        33_554_432,
        "Largest file that an import reads (paths that end with `/imports`); a proxy in front has to let it",
        "through as well.",
        ge=1024,
    )
    max_file_bytes: int = _setting(
        5_242_880,
        "Largest file of a source, a statement or a context event (the path ends with `/files`); a proxy in",
        "front has to let it through as well.",
        ge=1024,
    )
    max_files_bytes: int = _setting(
        209_715_200, "Bytes of all files of one initiative together. They are in the database.", ge=0
    )
    rate_limit_per_minute: int = _setting(1200, "Requests per minute of one caller, per service.", ge=1)
    anonymous_rate_limit_per_minute: int = _setting(
        300, "Requests per minute of one address without a valid token, per service.", ge=1
    )
    trusted_proxies: list[str] = _setting(
        [], "Addresses and networks whose X-Forwarded-For is believed, as a JSON list."
    )
    stream_seconds: int = _setting(
        900,
        "Seconds after which a stream of server-sent events ends; clients come again by themselves and go on",
        "where they were.",
        ge=0,
        le=86_400,
    )
    log_level: Literal["debug", "info", "warning", "error"] = _setting("info", "Least level logged.")
    admin_port: int | None = _setting(
        None, "Port of Prometheus figures; unset: none. Never publish it.", ge=1, le=65535
    )
    admin_host: str = _setting("127.0.0.1", "Address the Prometheus figures are served on.")
    worker_heartbeat_path: Path | None = _setting(
        None, "File a worker touches whenever it did one of its duties, for health checks; unset: none."
    )
    heavy_work_processes: int = _setting(1, "Processes that do CPU-heavy work.", ge=1, le=64)
    openid_issuers: list[OpenIDIssuer] = _setting(
        [],
        'OpenID Connect providers people sign in at, as a JSON list of `{"issuer": "https://…", "audience":',
        '"shidra"}`. Their access tokens must be JWTs for that audience.',
    )
    operator_token_path: Path | None = _setting(
        None, "File with the operator's token; unset: `operator-token` in the data folder."
    )
    public_keys_path: Path | None = _setting(
        None, "File with the public keys of the registry's tokens; unset: `jwks.json` in the data folder."
    )
    token_key_path: Path | None = _setting(
        None,
        "File with the private key the registry signs tokens with, read by the registry alone; unset:",
        "`token-key.pem` in the data folder.",
    )
    identity_key_path: Path | None = _setting(
        None,
        "File with the key under which accounts get their ids in the log, read by every service; unset:",
        "`identity-key` in the data folder. Keep a copy: without it no account is recognized any more.",
    )
    webhook_key_path: Path | None = _setting(
        None,
        "File with the key the secrets of webhooks are derived from, read by the events service and the",
        "dispatcher; unset: `webhook-key` in the data folder. Keep a copy: with another key no receiver",
        "recognizes a signature any more.",
    )
    webhook_ports: list[int] = _setting([443], "Ports webhooks may be sent to, as a JSON list.")
    webhook_networks: list[str] = _setting(
        [],
        "Private networks webhooks may be sent to, for receivers of your own, as a JSON list such as",
        '`["10.20.0.0/16"]`. Every partner who may make an endpoint can then reach them.',
    )
    webhook_loopback: bool = _setting(
        False,
        "Whether webhooks may be sent to this very machine, on any port and without HTTPS; for trying out,",
        "only in `local` mode.",
    )
    webhook_ca_path: Path | None = _setting(
        None, "File with certificates of authorities that receivers of your own have theirs from; PEM."
    )
    webhook_timeout_seconds: int = _setting(
        15, "Seconds a delivery may take in all, from connecting to the end of the answer.", ge=1, le=60
    )
    smtp_host: str | None = _setting(
        None, "Mail server by which owners of webhook endpoints are told of failures; unset: nobody is."
    )
    smtp_port: int = _setting(587, "Its port.", ge=1, le=65535)
    smtp_security: Literal["starttls", "tls", "none"] = _setting(
        "starttls", "How it is talked to: encrypted after a greeting, from the start, or not at all."
    )
    smtp_user: str | None = _setting(None, "User at the mail server; unset: it asks for none.")
    smtp_password_path: Path | None = _setting(None, "File with that user's password.")
    mail_from: str = _setting(
        "Shidra <shidra@localhost>",
        "Whom mails come from: an address, perhaps with a name before it in `<>`.",
    )
    erasure_journal_path: Path | None = _setting(
        None,
        "File outside the database in which the events service notes erasures, applied again after a",
        "restore; unset: `erasures.ndjson` in the data folder.",
    )
    log_key_path: Path | None = _setting(
        None,
        "File with the private key the sealer signs logs with, read by the sealer alone; unset: `log-key` in",
        "the data folder. Keep a copy in a safe place: without it no log can be signed on.",
    )
    log_verifier_key_path: Path | None = _setting(
        None, "File with the public half of that key; unset: `log-verifier-key` in the data folder."
    )
    sealer_memory_path: Path | None = _setting(
        None,
        "Folder outside the database in which the sealer remembers what it signed last of every log; unset:",
        "`signed` in the data folder. Whoever restores a backup of the database leaves it as it is.",
    )

    @property
    def log_key_file(self) -> Path:
        """Where the sealer's signing key lies."""
        return self.log_key_path or self.data_dir / "log-key"

    @property
    def log_verifier_key_file(self) -> Path:
        """Where the public half of the sealer's key lies."""
        return self.log_verifier_key_path or self.data_dir / "log-verifier-key"

    @property
    def sealer_memory_folder(self) -> Path:
        """Where the sealer remembers what it signed."""
        return self.sealer_memory_path or self.data_dir / "signed"

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
    def identity_key_file(self) -> Path:
        """Where the key of the accounts' ids lies."""
        return self.identity_key_path or self.data_dir / "identity-key"

    @property
    def webhook_key_file(self) -> Path:
        """Where the key of the webhooks' secrets lies."""
        return self.webhook_key_path or self.data_dir / "webhook-key"

    @property
    def erasure_journal_file(self) -> Path:
        """Where erasures are noted outside the database."""
        return self.erasure_journal_path or self.data_dir / "erasures.ndjson"

    @model_validator(mode="after")
    def _refuse_unsafe(self) -> Self:
        if "*" in self.cors_origins:
            raise ValueError(
                "SHIDRA_CORS_ORIGINS: name the origins; `*` would let any page act for its visitor"
            )
        if any(not _safe_with_keys(trusted.issuer, self.mode) for trusted in self.openid_issuers):
            raise ValueError("SHIDRA_OPENID_ISSUERS: only HTTPS is trusted with keys")
        for network in self.webhook_networks:
            ip_network(network)  # its error names what is wrong with it
        if self.mode == "local":
            return self
        if self.webhook_loopback:
            raise ValueError("SHIDRA_WEBHOOK_LOOPBACK: only for trying out, under `make run`")
        if self.database_url is None:
            raise ValueError(
                "SHIDRA_DATABASE_URL: the embedded database is for `make run` only; name a server"
            )
        if self.log_origin == "shidra.localhost":
            raise ValueError("SHIDRA_LOG_ORIGIN: logs keep their origin for ever; set a name of yours")
        return self
