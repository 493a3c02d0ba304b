"""Settings, read once from `LMS_*` environment variables; `docs/settings.md` describes each."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lms.errors import Misconfigured

HERE = Path(__file__).resolve().parent.parent

DEVELOPMENT, PRODUCTION = "development", "production"
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


@dataclass(frozen=True)
class Config:
    """Everything that differs from one deployment to the next."""

    env: str
    data_dir: Path
    content_dir: Path
    private_content: Path | None
    database_url: str
    secret_key: str
    pepper: str
    issuer: str
    contact: str
    public_url: str
    trusted_proxies: int
    now: datetime | None
    log_level: str
    demo: bool = False

    @property
    def production(self) -> bool:
        """Whether real people are served: no default secrets, no moved clock, no demo."""
        return self.env == PRODUCTION


def read(environ: Mapping[str, str] = os.environ) -> Config:
    """The settings of this process.

    Raises Misconfigured when a value is malformed, or, in production, when a secret, the issuer or the contact
    is missing or the clock is moved.
    """
    env = environ.get("LMS_ENV", DEVELOPMENT)
    if env not in (DEVELOPMENT, PRODUCTION):
        raise Misconfigured(f"LMS_ENV phải là {DEVELOPMENT} hoặc {PRODUCTION}, đang là “{env}”.")
    if env == PRODUCTION:
        _check_production(environ)
    data_dir = data_dir_of(environ)
    return Config(
        env=env,
        data_dir=data_dir,
        content_dir=Path(environ.get("LMS_CONTENT_DIR") or HERE / "content").resolve(),
        private_content=Path(value).resolve() if (value := environ.get("LMS_PRIVATE_CONTENT")) else None,
        database_url=environ.get("LMS_DATABASE_URL") or f"sqlite:///{data_dir / 'lms.sqlite3'}",
        secret_key=environ.get("LMS_SECRET_KEY") or _development_secret(data_dir, "secret-key"),
        pepper=environ.get("LMS_PEPPER") or _development_secret(data_dir, "pepper"),
        issuer=environ.get("LMS_ISSUER") or "UBND xã Vi Dụ (bản dùng thử)",
        contact=environ.get("LMS_CONTACT") or "Phòng Văn hóa – Xã hội xã Vi Dụ",
        public_url=(environ.get("LMS_PUBLIC_URL") or f"http://127.0.0.1:{environ.get('PORT') or 8000}").rstrip("/"),
        trusted_proxies=_whole_number(environ, "LMS_TRUSTED_PROXIES", 0),
        now=_moment(environ, "LMS_NOW"),
        log_level=_log_level(environ),
        demo=(data_dir / "demo").exists() and env != PRODUCTION,
    )


def data_dir_of(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder for everything that is kept: database, builds, development secrets."""
    return Path(environ.get("LMS_DATA_DIR") or "instance").resolve()


def _check_production(environ: Mapping[str, str]) -> None:
    needed = ("LMS_SECRET_KEY", "LMS_PEPPER", "LMS_ISSUER", "LMS_CONTACT", "LMS_PUBLIC_URL")
    missing = [name for name in needed if not environ.get(name)]
    if missing:
        raise Misconfigured(f"Chạy thật (LMS_ENV=production) cần đặt: {', '.join(missing)}.")
    short = [name for name in ("LMS_SECRET_KEY", "LMS_PEPPER") if len(environ[name]) < 32]
    if short:
        raise Misconfigured(f"{', '.join(short)} phải dài ít nhất 32 ký tự ngẫu nhiên.")
    if environ.get("LMS_NOW"):
        raise Misconfigured("LMS_NOW chỉ dùng khi thử, không dùng khi chạy thật.")


def _development_secret(data_dir: Path, name: str) -> str:
    """A random secret kept beside the development data, so that sign-ins survive a restart.

    Where there is no data yet, nothing is written: checking content must not make folders.
    """
    if not data_dir.exists():
        return secrets.token_hex(32)
    path = data_dir / "development" / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32))
    return path.read_text().strip()


def _whole_number(environ: Mapping[str, str], name: str, default: int) -> int:
    text = environ.get(name) or str(default)
    if not text.isascii() or not text.isdigit():
        raise Misconfigured(f"{name} phải là số nguyên từ 0, đang là “{text}”.")
    return int(text)


def _log_level(environ: Mapping[str, str]) -> str:
    level = (environ.get("LMS_LOG_LEVEL") or "INFO").upper()
    if level not in LOG_LEVELS:
        raise Misconfigured(f"LMS_LOG_LEVEL phải là một trong {', '.join(LOG_LEVELS)}, đang là “{level}”.")
    return level


def _moment(environ: Mapping[str, str], name: str) -> datetime | None:
    text = environ.get(name)
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Misconfigured(f"{name} phải có dạng 2026-11-20T09:00:00+07:00, đang là “{text}”.") from error
    if moment.tzinfo is None:
        raise Misconfigured(f"{name} phải có múi giờ, ví dụ 2026-11-20T09:00:00+07:00.")
    return moment
