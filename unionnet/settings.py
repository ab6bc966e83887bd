# SPDX-License-Identifier: Apache-2.0
"""Settings, all from the environment; docs/settings.md lists every name."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext_lazy as _

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "unionnet"
FLOORS = ("foundation", "directory", "tools", "programmes", "doors")


def env(name: str, default: str = "") -> str:
    return os.environ.get(f"UNIONNET_{name}", default)


def switch(name: str, *, default: bool = False) -> bool:
    return env(name, "1" if default else "").lower() in ("1", "true", "yes", "on")


UNIONNET_DATA = Path(env("DATA", str(ROOT / "var"))).resolve()
UNIONNET_KEYS = Path(env("KEYS", str(UNIONNET_DATA / "keys")))
UNIONNET_DEMO = switch("DEMO")
# Packs of law; the operator's own folder comes last and may add regions.
UNIONNET_RULEBOOKS = [ROOT / "rulebook", *(Path(folder) for folder in [env("LOCAL_RULEBOOK")] if folder)]
UNIONNET_CRYPTO_SUITE = env("CRYPTO_SUITE", "intl")
UNIONNET_TILE_URL = env("TILE_URL")
UNIONNET_TILE_ATTRIBUTION = env("TILE_ATTRIBUTION")
UNIONNET_DIRECTIONS_URL = env("DIRECTIONS_URL")
UNIONNET_DIRECTIONS_DATUM = env("DIRECTIONS_DATUM", "gcj02")
# Hosts that feeds of sites may be sent to; none unless named.
UNIONNET_FEED_HOSTS = [host.strip() for host in env("FEED_HOSTS").split(",") if host.strip()]
UNIONNET_API_PER_MINUTE = int(env("API_PER_MINUTE", "3000"))
UNIONNET_HOT_LANE = switch("HOT_LANE", default=True)
UNIONNET_SMS_GATEWAY = env("SMS_GATEWAY", "console")
UNIONNET_SMS_ABROAD = switch("SMS_ABROAD", default=UNIONNET_SMS_GATEWAY in ("console", "none"))
UNIONNET_SMS_URL = env("SMS_URL")
UNIONNET_SMS_SECRET = env("SMS_SECRET")
UNIONNET_SMS_SIGN = env("SMS_SIGN")
UNIONNET_BANK = env("BANK", "none")
# A model with the interface of OpenAI that may say a found answer in plainer words; none unless named.
UNIONNET_MODEL_URL = env("MODEL_URL").rstrip("/")
UNIONNET_MODEL_NAME = env("MODEL_NAME")
UNIONNET_MODEL_KEY = env("MODEL_KEY")
UNIONNET_WECHAT_APP_ID = env("WECHAT_APP_ID")
UNIONNET_WECHAT_SECRET = env("WECHAT_SECRET")
UNIONNET_WECHAT_TEMPLATE = env("WECHAT_TEMPLATE")
UNIONNET_WECHAT_API = env("WECHAT_API", "https://api.weixin.qq.com").rstrip("/")
UNIONNET_WECHAT_PAGES = env("WECHAT_PAGES", "https://open.weixin.qq.com").rstrip("/")
UNIONNET_PUBLIC_URL = env("PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")


def _secret_key() -> str:
    path = UNIONNET_KEYS / "secret"
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(f"secret.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48), encoding="ascii")
        try:
            os.link(draft, path)  # two processes may start at once: the first secret wins
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="ascii").strip()


SECRET_KEY = env("SECRET_KEY") or _secret_key()
DEBUG = switch("DEBUG")
ALLOWED_HOSTS = env("HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in env("TRUSTED_ORIGINS").split(",") if origin]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "csp",
    "django_filters",
    "ninja",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "django_linear_migrations",
    *(
        f"unionnet.{floor}.{app.parent.name}"
        for floor in FLOORS
        for app in sorted((PACKAGE / floor).glob("*/apps.py"))
    ),
]
try:
    import django_linear_migrations  # noqa: F401
except ImportError:  # a development tool: absent where the product only runs
    INSTALLED_APPS.remove("django_linear_migrations")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "unionnet.foundation.hostile.RefuseOddMethods",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "unionnet.foundation.hostile.CleanWords",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "unionnet.directory.people.middleware.WhoIsAsking",
    "unionnet.directory.people.middleware.StaffHaveTwoFactors",
    "unionnet.directory.reach.demo_phone.HoldsADemoPhone",
    "unionnet.foundation.ui.middleware.ShowRefusals",
]

ROOT_URLCONF = "unionnet.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "directory" / "people" / "templates"],  # our look over the sign-in library's own
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "unionnet.foundation.ui.context.shell",
            ],
        },
    }
]
FORM_RENDERER = "unionnet.foundation.ui.forms.Renderer"


def _database(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "unionnet.foundation.postgres.engine",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", "") or parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        # Parameters travel apart from the statement, so the server plans a statement asked often only once.
        "OPTIONS": {"application_name": "unionnet", "server_side_binding": True, "prepare_threshold": 5},
    }


# The application role: no owner, no superuser. `unionnet` fills both in from its embedded server.
DATABASE_URL = os.environ.get("DATABASE_URL", "postgresql://unionnet_app@/unionnet")
DATABASES = {
    "default": _database(DATABASE_URL),
    "hot": {
        **_database(DATABASE_URL),
        "ENGINE": "django.db.backends.postgresql",  # what it reads has no second wall
        "ATOMIC_REQUESTS": False,
        "OPTIONS": {"application_name": "unionnet-hot", "server_side_binding": True, "prepare_threshold": 0},
        "TEST": {"MIRROR": "default"},
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["unionnet.directory.people.backend.AccountBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/account/login/"
LOGIN_REDIRECT_URL = "/"

# Signing in (directory/people): a code to the phone; a password if one wants; a second factor for staff.
UNIONNET_SMS_SENDER = "unionnet.directory.reach.sms.send_code"
UNIONNET_DEMO_SIGNINS = "unionnet.doors.demo.signins"
UNIONNET_DEMO_MARK = "unionnet.doors.demo.is_marked"
UNIONNET_SECOND_FACTOR = switch("SECOND_FACTOR", default=True)
ACCOUNT_ADAPTER = "unionnet.directory.people.adapter.PhoneAdapter"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_LOGIN_METHODS = {"phone", "username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "phone", "password1"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PHONE_VERIFICATION_TIMEOUT = 300
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = ACCOUNT_PHONE_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PHONE_VERIFICATION_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_FORMS = {
    "login": "unionnet.directory.people.web.signing.PasswordForm",
    "request_login_code": "unionnet.directory.people.web.signing.CodeForm",
    "confirm_login_code": "unionnet.directory.people.web.signing.ConfirmForm",
    "verify_phone": "unionnet.directory.people.web.signing.ConfirmPhoneForm",
}
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/300s/key",
    "change_phone": "3/m/user",
    "signup": "60/m/ip",
    "claim": "5/d/user",
    "case_lookup": "10/m/ip,5/300s/key",
    "knowledge_model": "10/m/user",
    "legalaid_ask": "30/h/ip,3/h/key",
    "mediation_ask": "30/h/ip,3/h/key",
    "feedback_give": "30/h/ip,3/h/key",
    "feedback_receipt": "30/m/ip,30/m/key",
    "proposals_code": "30/m/ip,5/300s/key",
}
MFA_ADAPTER = "unionnet.directory.people.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "UnionNet"
MFA_TOTP_TOLERANCE = 1  # half a minute either way: phones are not clocks
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = UNIONNET_PUBLIC_URL.startswith(("http://127.0.0.1", "http://localhost"))
SOCIALACCOUNT_ADAPTER = "unionnet.directory.people.wechat.accounts.WeChatAccounts"
SOCIALACCOUNT_AUTO_SIGNUP = True
SOCIALACCOUNT_STORE_TOKENS = False
if UNIONNET_WECHAT_APP_ID:
    INSTALLED_APPS.append("allauth.socialaccount.providers.weixin")
    SOCIALACCOUNT_PROVIDERS = {
        "weixin": {
            "APP": {"client_id": UNIONNET_WECHAT_APP_ID, "secret": UNIONNET_WECHAT_SECRET},
            "provider_class": "unionnet.directory.people.wechat.provider.WeChat",
            "SCOPE": ["snsapi_userinfo"],
        }
    }

CACHES = {"default": {"BACKEND": "unionnet.directory.people.actions.attempts.Attempts"}}
SESSION_ENGINE = "unionnet.directory.people.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = UNIONNET_PUBLIC_URL.startswith("https:")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
_tiles = urlsplit(UNIONNET_TILE_URL.replace("{s}", "*"))
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", *([f"{_tiles.scheme}://{_tiles.netloc}"] if _tiles.netloc else [])],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        # Chromium also asks this of where the answer to a form leads: to WeChat, when signing in with it.
        "form-action": ["'self'", *([UNIONNET_WECHAT_PAGES] if UNIONNET_WECHAT_APP_ID else [])],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", _("English"))]
USE_I18N = True
TIME_ZONE = env("TIME_ZONE", "Asia/Shanghai")
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(env("STATIC", str(ROOT / "var" / "static")))
STATICFILES_DIRS = [path for path in [ROOT / "var" / "assets"] if path.is_dir()]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "unionnet.foundation.ui.bundles.BundleFinder",
]
MEDIA_ROOT = Path(env("FILES", str(UNIONNET_DATA / "files")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "unionnet.foundation.ui.storage.HashedFiles"},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", "WARNING")},
}
