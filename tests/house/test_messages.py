"""Every sentence for a reader is a message that can be translated: `make messages` gathers them all."""

import ast
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from lms.config import HERE
from tests.house import code

VIETNAMESE = re.compile(r"[À-ỹ]")
FOR_READERS = (
    "access",
    "audit",
    "confirmations",
    "coverage",
    "dossiers",
    "documents",
    "home",
    "learning",
    "listings",
    "offices",
    "people",
    "questions",
    "reports",
    "sheets",
    "tally",
    "units",
    "web",
)
NO_MESSAGES = {
    "lms/listings/rules/rows.py": "what columns of lists are called, to be recognised",
    "lms/documents/rules.py": "quốc hiệu and tiêu ngữ, which no translation has",
    "lms/offices/rules/kind_words.py": "words by which units and columns are recognised",
    "lms/offices/rules/number_words.py": "words by which columns of numbers are recognised",
    "lms/offices/rules/spelling.py": "tones and words by which two spellings of a name are told to be one",
    "lms/questions/adapters/choices.py": "how papers mark options",
    "lms/questions/adapters/files.py": "what authors of lessons are told by the check",
    "lms/questions/adapters/keys.py": "words by which papers tell right answers",
    "lms/questions/adapters/moodle.py": "how remarks begin that Moodle writes by itself",
    "lms/questions/adapters/papers.py": "words by which papers number and part their questions",
    "lms/questions/adapters/question_tables.py": "what columns of questions are called, to be recognised",
    "lms/questions/adapters/settling.py": "words by which options speak of each other",
    "lms/questions/adapters/tidying.py": "signs that cannot be seen",
    "lms/questions/rules.py": "Đúng and Sai, which questions hold as data",
    "lms/people/rules/names.py": "letters of the alphabet, for sorting",
    "lms/reports/rules/typed.py": "the shape of a document's number",
    "lms/reports/views/signing.py": "a body's own name, written as it is on paper",
    "lms/units/actions.py": "the name of the country, a row of data",
    "lms/units/rules.py": "the words for kinds of units, parts of their names",
}


@pytest.fixture(scope="module")
def messages(tmp_path_factory) -> set[str]:
    """What `make messages` gathers, in a file of our own."""
    target = tmp_path_factory.mktemp("messages") / "messages.pot"
    (line,) = re.findall(r"^\t@\$\(VENV\)/bin/pybabel (.*)$", (HERE / "Makefile").read_text(), re.MULTILINE)
    arguments = shlex.split(line.replace("build/messages.pot", str(target)))
    subprocess.run([Path(sys.executable).with_name("pybabel"), *arguments], cwd=HERE, check=True)
    with target.open("rb") as file:
        return {str(message.id) for message in read_po(file) if message.id}


@pytest.mark.parametrize(
    "sentence",
    [
        "Đến nội dung chính",  # a template of the look
        "Việc được giao",  # a template of a screen
        "Năm sinh",  # a form's label
        "Gõ tên xã, phường nơi ở.",  # a form's mistake
        "Mã PIN gồm đúng 6 chữ số.",  # Refused, in rules
        "Mã %(code)s đã có đơn vị khác dùng.",  # Refused, in actions, with a value
        "Người phụ trách",  # words of a table in rules
        "Không có trang này",  # an error page
    ],
)
def test_messages_are_gathered_from_everywhere(messages, sentence):
    assert sentence in messages


def test_no_sentence_in_code_for_readers_is_left_out(messages):
    left_out = [
        f"{code.named(path)}: {text}"
        for name in FOR_READERS
        for path in code.modules(f"lms/{name}")
        if path.name != "cli.py" and code.named(path) not in NO_MESSAGES
        for text in _texts(path)
        if VIETNAMESE.search(text) and text not in messages
    ]

    assert left_out == []


def test_what_stands_in_refused_is_a_sentence_with_named_values():
    """A sentence put together beforehand could neither be gathered nor translated."""
    wrong = [
        f"{code.named(path)}:{call.lineno}"
        for path in code.modules()
        for call in code.nodes(path)
        if isinstance(call, ast.Call) and ast.unparse(call.func) in ("Refused", "_l", "gettext", "lazy_gettext", "said")
        if not (isinstance(call.args[0], ast.Constant) and not re.search(r"%[sd]|\{", call.args[0].value))
    ]

    # the edges, where a sentence that came as a value is translated
    assert {place.partition(":")[0] for place in wrong} <= {"lms/web/errors.py", "lms/web/forms.py", "lms/web/words.py"}


def test_the_values_of_a_refusal_are_those_its_sentence_names():
    wrong = [
        f"{code.named(path)}:{call.lineno}"
        for path in code.modules()
        for call in code.nodes(path)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "Refused" and not _has_its_values(call)
    ]

    assert [place for place in wrong if not place.startswith("lms/web/")] == []


def _has_its_values(call: ast.Call) -> bool:
    named = set(re.findall(r"%\((\w+)\)", ast.literal_eval(call.args[0])))
    return named == {one.arg for one in call.keywords} - {"field"}


def _texts(path: Path) -> list[str]:
    """Every text in a module but docstrings and the pieces of f-strings whose values are data."""
    docs = {
        id(node.body[0].value)
        for node in code.nodes(path)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None
    }
    alone = {id(node.value) for node in code.nodes(path) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in code.nodes(path)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs | alone
    ]
