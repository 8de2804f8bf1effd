"""Finds a Chromium for the browser tests, or installs one."""

import os
import shutil
import subprocess
from pathlib import Path

from playwright.sync_api import sync_playwright

from scripts.console import python, run, say, stop

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """The path of a browser that is here already: $CHROMIUM, the system's, then playwright's own."""
    if named := os.environ.get("CHROMIUM"):
        if not shutil.which(named):
            stop(f"CHROMIUM is {named!r}, and there is no such program. Correct it or unset it.")
        return named
    return next(filter(None, map(shutil.which, NAMES)), None) or _of_playwright()


def find_or_install() -> str:
    return (
        find()
        or _install_with_playwright()
        or _install_with_apt()
        or stop(
            "No browser was found. Install one and try again: apt-get install chromium (or set CHROMIUM)."
        )
    )


def version(path: str) -> str:
    done = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
    return done.stdout.split(" built")[0].strip() or path


def _of_playwright() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _install_with_playwright() -> str | None:
    say("No browser was found. Trying: playwright install chromium")
    waiting = os.environ | {"PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": "10000"}
    run(python("-m", "playwright", "install", "chromium"), waiting)
    return _of_playwright()


def _install_with_apt() -> str | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    say("Trying: apt-get install chromium")
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update", "-qq"], quiet)
    run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core"], quiet
    )
    return shutil.which("chromium")
