"""What is written in a YAML file: texts, lists and mappings, each with its line."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Scalar:
    """One written value. ``plain`` is False for a quoted text and for a block of text."""

    line: int
    text: str
    plain: bool

    @property
    def is_null(self) -> bool:
        return self.plain and self.text in ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True, slots=True)
class Items:
    """A list, ``[a, b]`` or lines with dashes."""

    line: int
    items: list["Node"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Pairs:
    """A mapping of keys to values; ``lines`` tells where each key stands."""

    line: int
    values: dict[str, "Node"] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


Node = Scalar | Items | Pairs
