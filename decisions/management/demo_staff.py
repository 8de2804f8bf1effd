"""The demo agency's staff. Their password is public, so the demo loads on one's own machine alone."""

PASSWORD = "worth-a-look-2026"  # noqa: S105 - public on purpose, see above

# user name, first name, group
STAFF = (
    ("rae", "Rae", "Recruiters"),
    ("sol", "Sol", "Agency staff"),
    ("max", "Max", "Administrators"),
)
