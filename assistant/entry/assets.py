"""Which built file stands for which source? Vite's manifest knows."""

import json
from functools import lru_cache
from pathlib import Path

BUILT = Path(__file__).parent / "built"
MANIFEST = BUILT / ".vite" / "manifest.json"

PLAIN = ("widget.js", "icon.svg")
"""Built files with fixed names, straight under our address."""


class NotBuilt(RuntimeError):
    """The web part has not been built."""


def asset(source: str) -> str:
    """The address of the built file for ``source``, such as ``contact/main.ts`` or ``icon.svg``."""
    if source in PLAIN:
        return f"/{source}"
    return f"/assets/{_built(source)['file'].removeprefix('assets/')}"


def stylesheets(source: str) -> list[str]:
    """The addresses of the stylesheets a script brings along."""
    seen: dict[str, None] = {}
    _collect(source, seen, set())
    return [f"/assets/{path.removeprefix('assets/')}" for path in seen]


def _collect(source: str, seen: dict[str, None], visited: set[str]) -> None:
    if source in visited:
        return
    visited.add(source)
    entry = _manifest(_built_at())[source]
    for imported in entry.get("imports", ()):
        _collect(imported, seen, visited)
    for path in entry.get("css", ()):
        seen[path] = None


def _built(source: str) -> dict[str, str]:
    try:
        return _manifest(_built_at())[source]  # type: ignore[return-value]
    except KeyError:
        raise NotBuilt(f"{source} is not in the built web part; run: make web") from None


def _built_at() -> int:
    """Changes with every build, so that a server that runs meanwhile shows the new files."""
    try:
        return MANIFEST.stat().st_mtime_ns
    except OSError:
        raise NotBuilt("The web part has not been built; run: make web") from None


@lru_cache(1)
def _manifest(_built: int) -> dict[str, dict[str, list[str]]]:
    manifest: dict[str, dict[str, list[str]]] = json.loads(MANIFEST.read_text())
    return manifest
