"""Every variable of the environment, once, typed, with its meaning and default.

The rest of the settings read `env` and never `os.environ`. `.env` beside `manage.py` is read
too; the real environment wins. The reference page of the documentation is made from here.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PROJECT_DIR = Path(__file__).resolve().parent.parent.parent

EXAMPLE_SECRET_KEY = "an-example-key-that-production-refuses"  # noqa: S105 - refused there


class Environment(BaseSettings):
    """The environment as Barza understands it."""

    model_config = SettingsConfigDict(
        env_file=PROJECT_DIR / ".env", env_file_encoding="utf-8", extra="ignore"
    )

    var: Path = Field(
        default=PROJECT_DIR / "var",
        description="Folder of everything Barza writes: database, media, outbox, exported site.",
    )
    port: int = Field(default=8000, ge=1, le=65535, description="Port of `manage.py serve`.")
    public_url: str = Field(
        default="",
        description="Address that readers use, without a path; absolute links in pages, feeds "
        "and mail are made from it, never from the request. Default: http://localhost:PORT.",
    )
    forms_url: str = Field(
        default="",
        description="Address of the CMS as readers' browsers reach it, without a path; forms of "
        "public pages are sent there, also from a site exported to another host, and readers' own "
        "links in mails lead there. "
        "Default: PUBLIC_URL.",
    )
    secret_key: str = Field(
        default=EXAMPLE_SECRET_KEY,
        description="Key of signatures. Production refuses the example value.",
    )
    debug: bool = Field(default=False, description="Django's debug pages; never in production.")
    allowed_hosts: Annotated[list[str], NoDecode] = Field(
        default=[],
        description="Host names the server answers to, separated by commas. "
        "Default: the host of PUBLIC_URL, and localhost outside production.",
    )
    database_url: str = Field(
        default="",
        description="postgres://user:password@host:5432/name. "
        "Default: SQLite in VAR/barza.sqlite3.",
    )
    languages: Annotated[list[str], NoDecode] = Field(
        default=["ar", "en"],
        description="Languages of the site, separated by commas; the first is the default one "
        "and has no prefix in addresses.",
    )
    time_zone: str = Field(default="Asia/Dubai", description="Zone of dates and schedules.")
    serve_media: bool = Field(
        default=True,
        description="Whether Django answers for uploaded pictures; off only where another server "
        "does, for it then serves those of drafts too.",
    )
    accel_media: str = Field(
        default="",
        pattern="^(/.*/)?$",
        description="Internal location from which nginx sends the pictures that Django allows, "
        "such as /protected-media/. Default: Django sends them itself.",
    )
    admin_url: str = Field(
        default="", description="Address of the editors' host. Default: PUBLIC_URL."
    )
    mfa_required: bool | None = Field(
        default=None,
        description="Whether those who publish, send or see subscribers must have a second "
        "factor. Default: true in production, false elsewhere.",
    )
    trusted_proxies: int = Field(
        default=0,
        ge=0,
        description="How many proxies of your own stand before the server and write "
        "X-Forwarded-For; 0 believes no such header.",
    )
    email_url: str = Field(
        default="",
        description="smtp://user:password@host:587/?tls=true. Default: mails of the system are "
        "written to VAR/mail.",
    )
    mail_from: str = Field(
        default="البرزة · Barza <letter@barza.example>",
        description="Sender of mails and newsletter.",
    )
    newsletter_confirmations_hour: int = Field(
        default=600,
        ge=1,
        description="How many mails of confirmation leave in an hour, whoever asks for them; "
        "those above wait for their turn.",
    )
    newsletter_call_day: int = Field(
        default=0,
        ge=0,
        le=28,
        description="Day of the month from which entities are asked for items by themselves, with "
        "two weeks' time; 0: only when a manager asks.",
    )
    newsletter_count_clicks: bool = Field(
        default=True,
        description="Whether links of the letter lead by way of a counter that keeps how often a "
        "link was followed, and nothing of who did; off: links lead straight to where they go.",
    )
    newsletter_transport: Literal["file", "smtp"] = Field(
        default="file",
        description="How letters leave: `file` writes one .eml file a reader into VAR/outbox, "
        "`smtp` hands them to the mail server of EMAIL_URL.",
    )
    newsletter_dkim_selector: str = Field(
        default="",
        pattern="^[A-Za-z0-9._-]*$",
        description="Selector of the DKIM key with which the mail server signs letters; the check "
        "before an issue is submitted looks the key up.",
    )
    newsletter_resolvers: Annotated[list[str], NoDecode] = Field(
        default=[],
        description="Name servers that are asked for SPF, DKIM and DMARC of the sender, separated "
        "by commas, as 192.0.2.53 or 192.0.2.53:5353. Default: those of the machine.",
    )

    log_format: Literal["line", "json"] = Field(
        default="line",
        description="How the log is written: `line` for people, `json` (one object a line) for "
        "programs. Neither holds addresses or keys.",
    )

    rating_comments_months: int = Field(
        default=13,
        ge=1,
        description="Whole months that comments of readers on pages are kept; votes, which hold "
        "nothing personal, stay.",
    )

    link_check: bool = Field(
        default=False,
        description="Whether the addresses that texts link to are asked, once a week, if they "
        "still answer; nothing is asked of other hosts while it is off.",
    )

    embed_hosts: Annotated[list[str], NoDecode] = Field(
        default=[],
        description="Hosts whose players editors may embed, separated by commas, as "
        "www.youtube.com,player.vimeo.com. Default: none, and nothing is ever asked there.",
    )

    @field_validator(
        "embed_hosts", "allowed_hosts", "languages", "newsletter_resolvers", mode="before"
    )
    @classmethod
    def split(cls, value: object) -> object:
        if isinstance(value, str):
            return [part.strip() for part in value.split(",") if part.strip()]
        return value

    @field_validator("mfa_required", mode="before")
    @classmethod
    def unsaid(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("public_url", "admin_url", "forms_url")
    @classmethod
    def no_slash(cls, value: str) -> str:
        return value.rstrip("/")

    @field_validator("var")
    @classmethod
    def absolute(cls, value: Path) -> Path:
        return value if value.is_absolute() else PROJECT_DIR / value

    @property
    def site_url(self) -> str:
        return self.public_url or f"http://localhost:{self.port}"


def read() -> Environment:
    """The environment, or an end with one line for each variable that cannot be understood."""
    try:
        return Environment()
    except ValidationError as error:
        lines = [
            f"{'.'.join(str(part) for part in fault['loc']).upper()}: {fault['msg']} "
            f"({fault['input']!r})"
            for fault in error.errors()
        ]
        heading = "قيم لا تُفهم في متغيرات البيئة / Variables that cannot be understood:"
        raise SystemExit("\n".join([heading, *lines])) from None


env = read()
