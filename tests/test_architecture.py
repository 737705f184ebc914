"""The house keeps its shape: arrows run one way, and the core depends on nothing that changes by itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

CHECKOUT = Path(__file__).resolve().parents[1]
CORE = CHECKOUT / "assistant" / "core"

CLOCKS = {"now", "utcnow", "today"}


def test_imports_run_in_the_direction_of_the_arrows(capsys: pytest.CaptureFixture[str]) -> None:
    broken = lint_imports(config_filename=str(CHECKOUT / "pyproject.toml"), no_cache=True, no_logo=True)
    assert not broken, capsys.readouterr().out


def test_the_core_reads_no_clock_and_opens_no_file() -> None:
    assert [call for path in sorted(CORE.rglob("*.py")) for call in impure_calls(path)] == []


def impure_calls(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(func=ast.Attribute(attr=name)) if name in CLOCKS:
                yield f"{path.relative_to(CHECKOUT)}:{node.lineno} calls {name}()"
            case ast.Call(func=ast.Name(id="open")):
                yield f"{path.relative_to(CHECKOUT)}:{node.lineno} calls open()"
