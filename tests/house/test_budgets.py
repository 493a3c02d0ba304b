"""Files and functions stay small enough to be read at once; what is longer is named here, with its reason."""

import ast

import pytest

from lms.config import HERE
from tests.house import code

MODULE, MODULE_AT_MOST, FUNCTION, VIEW, TEMPLATE, TEST_FILE = 200, 300, 30, 25, 120, 300

LONG_MODULES = {
    "lms/access/rules.py": "the whole policy on one screen: roles, permissions, grants, and who reaches what",
    "lms/content/rules/library.py": "the compiled library: plain values with their fields told, and how they are found",
    "lms/offices/rules/areas.py": "one table: every screen of a unit, with its permission and purpose, a line each",
    "lms/people/models.py": "every table about people, their sign-ins and their posts, read side by side",
    "lms/questions/rules.py": "the five kinds of question side by side, so that one is read against the others",
    "lms/skills/rules.py": "frameworks and completion rules are one vocabulary of plain values",
}
LONG_FUNCTIONS = {"lms/units/actions.py::add_unit": "one row with many columns, one a line"}


def test_modules_are_short():
    long = {code.named(path): _lines(path) for path in code.modules() if _lines(path) > MODULE}

    assert {name: lines for name, lines in long.items() if lines > MODULE_AT_MOST} == {}
    assert set(long) == set(LONG_MODULES)


def test_functions_are_short():
    long = {
        f"{code.named(path)}::{name}": code.lines_of(node)
        for path in code.modules()
        for name, node in code.definitions(path)
        if isinstance(node, code.Function) and code.lines_of(node) > FUNCTION
    }

    assert set(long) == set(LONG_FUNCTIONS), long


def test_views_are_shorter_still():
    long = {
        f"{code.named(path)}::{name}": code.lines_of(node)
        for path in code.modules()
        for name, node in code.definitions(path)
        if isinstance(node, code.Function) and _is_view(node) and code.lines_of(node) > VIEW
    }

    assert long == {}


@pytest.mark.parametrize(("paths", "most"), [(code.templates(), TEMPLATE), (code.modules("tests"), TEST_FILE)])
def test_templates_and_test_files_are_short(paths, most):
    assert {code.named(path): _lines(path) for path in paths if _lines(path) > most} == {}


def test_every_module_has_a_docstring():
    missing = [code.named(path) for path in code.modules() if ast.get_docstring(code.tree(path)) is None]

    assert missing == []


def test_every_public_class_and_function_has_a_docstring():
    missing = [
        f"{code.named(path)}::{name}"
        for path in code.modules()
        for name, node in code.definitions(path)
        if not any(part.startswith("_") for part in name.split(".")) and ast.get_docstring(node) is None
    ]

    assert [name for name in missing if "<" not in name and not _is_inner(name)] == []


def test_a_package_is_its_docstring():
    more = [code.named(path) for path in code.modules() if path.name == "__init__.py" and len(code.tree(path).body) > 1]

    # a folder of views is where the blueprint is made that its files hang their screens on
    assert [name for name in more if not name.endswith("/views/__init__.py")] == []


def test_nothing_is_left_to_do():
    words = ("TO" + "DO", "FIX" + "ME", "XX" + "X")
    files = [path for folder in ("lms", "tests", "migrations") for path in code.modules(folder)]

    assert [code.named(path) for path in files if any(word in path.read_text() for word in words)] == []


def test_no_import_hides_inside_a_function():
    hidden = [
        f"{code.named(path)}::{name}"
        for path in code.modules()
        for name, node in code.definitions(path)
        if any(isinstance(one, ast.Import | ast.ImportFrom) for one in ast.walk(node))
    ]

    assert hidden == []


def _lines(path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def _is_view(node: ast.FunctionDef) -> bool:
    return any(ast.unparse(one).startswith(("bp.get(", "bp.post(", "bp.route(")) for one in node.decorator_list)


def _is_inner(name: str) -> bool:
    """Whether a function stands inside another function: the outer one's docstring speaks for it."""
    path, _, dotted = name.partition("::")
    kinds = dict(code.definitions(HERE / path))
    parts = dotted.split(".")
    return any(isinstance(kinds[".".join(parts[:n])], code.Function) for n in range(1, len(parts)))
