"""The one settings file. It reads the environment only; staffing.environment explains each variable."""

from pathlib import Path

from csp.constants import NONE, SELF

from staffing import environment

BASE_DIR = Path(__file__).resolve().parent.parent
# What the program writes on its own machine: the SQLite file, mail in development, collected static files.
VAR_DIR = BASE_DIR / "var"

DEBUG = environment.debug()
SECRET_KEY = environment.secret_key(debug=DEBUG)
SITE = environment.site_url(debug=DEBUG)
SITE_URL = SITE.url
ALLOWED_HOSTS = environment.allowed_hosts(SITE)
TRUSTED_PROXY_COUNT = environment.trusted_proxy_count()
RETENTION_DAYS = environment.retention_days()

ROOT_URLCONF = "staffing.urls"
WSGI_APPLICATION = "staffing.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "staffing",
    "decisions.apps.DecisionsConfig",
    "decisions.apps.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_tasks",
    "django_tasks_db",
]

# From the outside in. What stands above CleanInput also applies to pages that refuse a request.
MIDDLEWARE = [
    "staffing.middleware.ClientAddress",
    "staffing.logs.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "staffing.middleware.ResponseHeaders",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "staffing.middleware.CleanInput",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "decisions.entrance.Refusals",
    "staffing.signed_in.SignedIn",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "decisions.branding.agency",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

DATABASES = {"default": environment.database(default=VAR_DIR / "db.sqlite3")}
# Sign-in limits count in the cache, so all workers must share it. It must not grow so full that it drops
# them: Django's own limit is 300 entries.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "site_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG

# Mail: EMAIL_BACKEND, EMAIL_HOST and so on, all from EMAIL_URL.
globals().update(environment.email(debug=DEBUG, default_folder=VAR_DIR / "mail", site=SITE))

# Sign-in of staff: an e-mail address, a password and a code from an authenticator app. Candidates sign in by
# a code that is mailed to them, which never lets staff in: ACCOUNT_LOGIN_BY_CODE_ENABLED stays off.
AUTHENTICATION_BACKENDS = ["decisions.entrance.StaffBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:enter"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGOUT_REDIRECT_URL = LOGOUT_REDIRECT_URL
ACCOUNT_ADAPTER = "decisions.entrance.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
# Beside allauth's own limits for sign-in: how often one address may begin. A room full of people at the
# agency may share an address, so it is wide; it keeps a program from filling the tables. Then how often a
# code may be asked for, by visitor and by e-mail address, and how often one code may be tried.
ACCOUNT_RATE_LIMITS = {
    "begin": "60/m/ip",
    "ask_code": "20/m/ip,5/10m/key,20/d/key",
    "try_code": "60/m/ip,5/10m/key",
    # How often one recruiter may invite, and one address be invited; may send a link again; may send a file.
    "invite": "300/d/user,5/d/key",
    "invite_again": "60/h/user",
    "import": "60/h/user",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "decisions.entrance.SecondStepForm",
    "reauthenticate": "decisions.entrance.SecondStepAgainForm",
}
MFA_TOTP_ISSUER = "Worth the Interview"
# The code before and the one after count too: a phone's clock may be off, and typing takes a while.
MFA_TOTP_TOLERANCE = 1
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Cookies. "__Host-" makes a browser refuse a cookie that another host or an http page tries to set.
COOKIE_PREFIX = "__Host-" if SITE.is_https else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}session"
SESSION_COOKIE_SECURE = SITE.is_https
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrf"
CSRF_COOKIE_SECURE = SITE.is_https
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "staffing.errors.csrf_failure"
SIGNED_COOKIE_LEGACY_SALT_FALLBACK = False
# Kept in the session, so that a message never travels in a cookie of its own.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Headers
SECURE_SSL_REDIRECT = SITE.is_https
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 63072000 if SITE.is_https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SITE.is_https
# Preloading locks every site of the domain to https for good. An owner turns it on here, knowingly.
SECURE_HSTS_PRELOAD = False
SILENCED_SYSTEM_CHECKS = ["security.W021"]
if TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        # The picture of the sign-in code is a data: address.
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in (
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "display-capture",
        "encrypted-media",
        "fullscreen",
        "geolocation",
        "gyroscope",
        "hid",
        "idle-detection",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "screen-wake-lock",
        "serial",
        "usb",
        "xr-spatial-tracking",
    )
}

# Input: far above what the longest form needs.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 5

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "staffing.logs.JSONFormatter"}},
    "handlers": {"stream": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stream"], "level": "INFO"},
    "loggers": {
        # Django's own handlers write to the console in another form and mail tracebacks.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # The request line says the same without the path, which may hold a key.
        "django.server": {"handlers": [], "level": "CRITICAL", "propagate": True},
        "django.request": {"handlers": [], "level": "ERROR", "propagate": True},
    },
}
