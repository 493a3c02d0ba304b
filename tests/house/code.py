"""The project's own files, read as the house tests look at them."""

import ast
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from lms.config import HERE

Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules(folder: str = "lms") -> list[Path]:
    """Every Python file below a folder of the project."""
    return sorted(path for path in (HERE / folder).rglob("*.py") if "node_modules" not in path.parts)


def templates() -> list[Path]:
    """Every template."""
    return sorted((HERE / "lms").glob("*/templates/**/*.html"))


def named(path: Path) -> str:
    """A file as the tables of the house tests name it."""
    return path.relative_to(HERE).as_posix()


@lru_cache(maxsize=2_000)
def tree(path: Path) -> ast.Module:
    """A module, parsed."""
    return ast.parse(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=2_000)
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Everything in a module, as `ast.walk` finds it."""
    return tuple(ast.walk(tree(path)))


@lru_cache(maxsize=2_000)
def definitions(path: Path) -> tuple[tuple[str, Function | ast.ClassDef], ...]:
    """Every class and function of a module, however deep, with its dotted name."""
    return tuple(_below(tree(path), ""))


@lru_cache(maxsize=2_000)
def calls(path: Path) -> tuple[tuple[str, str], ...]:
    """Every call in the functions of a module: what is called, with its dots, and the function's dotted name."""
    return tuple(
        (ast.unparse(call.func), name)
        for name, node in definitions(path)
        if isinstance(node, Function)
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
    )


def _below(node: ast.AST, above: str) -> Iterator[tuple[str, Function | ast.ClassDef]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function | ast.ClassDef):
            yield f"{above}{child.name}", child
            yield from _below(child, f"{above}{child.name}.")
        else:
            yield from _below(child, above)


def lines_of(node: Function) -> int:
    """How long a function is, its docstring apart and its decorators included."""
    first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
    whole = (node.end_lineno or node.lineno) - first + 1
    if ast.get_docstring(node, clean=False) is None:
        return whole
    doc = node.body[0]
    return whole - ((doc.end_lineno or doc.lineno) - doc.lineno + 1)
