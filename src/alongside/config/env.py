"""Typed settings, read from the environment (prefix ALONGSIDE_) once at start."""

import secrets
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from alongside.kit.keyfile import kept_key


class Env(BaseSettings):
    """What an operator may set. Every value has a default that works on one machine."""

    model_config = SettingsConfigDict(env_prefix="ALONGSIDE_", extra="ignore", populate_by_name=True)

    data: Path = Path("data")
    database_url: str = Field(default="", validation_alias="DATABASE_URL")
    redis_url: str = ""
    secret_key: str = ""
    debug: bool = False
    hosts: str = "localhost,127.0.0.1,[::1]"
    origin: str = "http://localhost:8000"
    https: bool = False
    time_zone: str = "Europe/London"
    pseudo_locales: bool = False
    worker: bool = True
    email_from: str = "alongside@localhost"
    email_host: str = ""
    email_port: int = 587
    email_user: str = ""
    email_password: str = ""
    email_tls: bool = True

    def folder(self, name: str = "") -> Path:
        path = self.data.resolve() / name
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        return path

    def signing_key(self) -> str:
        """The secret key: from the environment, else made once and kept beside the data, owner-only."""
        if self.secret_key:
            return self.secret_key
        return kept_key(self.folder() / "secret.key", lambda: secrets.token_urlsafe(50).encode()).decode().strip()
