"""What readers found, checked: questions of our five kinds, and everything else with the reason why not."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from lms.questions.adapters.brought import (
    LONGEST_CHOICE,
    LONGEST_FEEDBACK,
    LONGEST_STEM,
    LOST,
    MOST_CHOICES,
    MOST_LEFT_OUT,
    MOST_QUESTIONS,
    MOST_READ,
    Brought,
    LeftOut,
    Raw,
    Reading,
    said,
)
from lms.questions.adapters.tidying import excerpt, tidy
from lms.questions.rules import TRUE_FALSE_TEXTS, Difficulty, Kind, Option, Pair, Purpose, Question
from lms.sheets.rules.tables import Remark
from lms.sources.rules import fold

_TRUE, _FALSE = {"dung", "true", "đ"}, {"sai", "false"}
_LETTERS = r"[a-j](?:\s*(?:,|;|&|\+|va|and)\s*[a-j])+"
_SPEAKS_OF_OTHERS = re.compile(
    rf"{_LETTERS}\b(?:\s+(?:deu|cung)?\s*(?:dung|sai)|\W*\Z)"
    r"|\b(?:tat ca|ca (?:hai|ba|bon|nam|2|3|4|5)|khong co|khong|cac|moi)\b.{0,25}\b(?:o tren|tren|vua neu|noi tren)\b"
    r"|\b(?:tat ca|ca (?:hai|ba|bon|nam|2|3|4|5))\b.{0,25}\bdeu (?:dung|sai)\b|\b(?:all|none|any) of the above\b"
)
NO_KEY = Remark(said("chưa thấy đánh dấu đáp án đúng"))
MORE = Remark(said("Phần còn lại"))


def settled(raws: Iterable[Raw], left_out: Sequence[LeftOut] = (), remarks: Sequence[Remark] = ()) -> Reading:
    """The reading of what was found, in its order: at most 200 questions, everything else listed with its reason."""
    questions: list[Brought] = []
    out, too_many = list(left_out), 0
    for number, raw in enumerate(raws):
        if len(questions) == MOST_QUESTIONS or number >= MOST_READ:
            too_many += 1
            continue
        found = _question(raw, f"c{len(questions) + 1}")
        if isinstance(found, Remark):
            out.append(LeftOut(raw.place, excerpt(raw.stem), found))
        else:
            lost = tuple(Remark(LOST[key], {"n": n}) for key, n in Counter(raw.lost).items())
            doubt = None if found.key else raw.doubt or NO_KEY
            questions.append(Brought(raw.place, found, doubt, lost))
            out += [LeftOut(raw.place, excerpt(found.stem), one) for one in lost]
    told = Remark(said("%(n)s câu nữa: một bộ nhiều nhất %(most)s câu, chia thành nhiều bộ."),
                  {"n": too_many, "most": MOST_QUESTIONS})  # fmt: skip
    more = Remark(said("%(n)s chỗ nữa không lấy vào, chỉ kể những chỗ đầu."), {"n": len(out) - MOST_LEFT_OUT})
    ends = [LeftOut(MORE, "", one) for one, is_so in ((told, too_many), (more, len(out) > MOST_LEFT_OUT)) if is_so]
    return Reading(tuple(questions), (*out[:MOST_LEFT_OUT], *ends), tuple(remarks))


def _question(raw: Raw, code: str) -> Question | Remark:
    """The question that a reader found, or why it is none of ours."""
    stem, feedback = tidy(raw.stem), tidy(raw.feedback)
    if problem := raw.refused or _unsaid(stem, feedback):
        return problem
    question = Question(code=code, lesson="", kind=Kind.ONE, purpose=Purpose.PRACTICE, difficulty=Difficulty.EASY,
                        skill="", stem=stem, feedback=feedback, fixed=raw.fixed)  # fmt: skip
    if raw.truth is not None:
        return _truth(question, (raw.truth, not raw.truth))
    if raw.pairs:
        return _matching(question, raw.pairs)
    if raw.steps:
        steps = tuple(tidy(step) for step in raw.steps)
        return _problem(steps) or replace(question, kind=Kind.ORDERING, steps=steps, fixed=False)
    return _choice(question, raw)


def _unsaid(stem: str, feedback: str) -> Remark | None:
    if not stem:
        return Remark(said("không có chữ nào trong câu hỏi"))
    if len(stem) > LONGEST_STEM or len(feedback) > LONGEST_FEEDBACK:
        return Remark(said("dài quá %(most)s chữ cái: rút ngắn rồi đưa lên lại"), {"most": LONGEST_STEM})
    return None


def _choice(question: Question, raw: Raw) -> Question | Remark:
    if len(raw.options) > MOST_CHOICES:
        return _too_many(len(raw.options))
    options = tuple(Option(tidy(one.text), one.right and raw.doubt is None, tidy(one.feedback)) for one in raw.options)
    texts = [one.text for one in options]
    if problem := _problem(texts):
        return problem
    if any(len(one.feedback) > LONGEST_FEEDBACK for one in options):
        return Remark(said("lời giải thích của một ý dài quá %(most)s chữ cái"), {"most": LONGEST_FEEDBACK})
    sides = ["true" if _plain(text) in _TRUE else "false" if _plain(text) in _FALSE else "" for text in texts]
    right = [one.right for one in options]
    if sorted(sides) == ["false", "true"] and sum(right) < 2:
        told = question.feedback or next((one.feedback for one in options if one.feedback), "")
        first = sides.index("true")
        return _truth(replace(question, feedback=told), (right[first], right[1 - first]))
    fixed = raw.fixed or any(_SPEAKS_OF_OTHERS.search(_plain(text)) for text in texts)
    return replace(question, options=options, kind=Kind.SEVERAL if sum(right) > 1 else Kind.ONE, fixed=fixed)


def _truth(question: Question, right: tuple[bool, bool]) -> Question:
    options = tuple(Option(text, is_right) for text, is_right in zip(TRUE_FALSE_TEXTS, right, strict=True))
    return replace(question, kind=Kind.TRUE_FALSE, options=options, fixed=False)


def _matching(question: Question, found: Sequence[Pair]) -> Question | Remark:
    if len(found) > MOST_CHOICES:
        return _too_many(len(found))
    whole = [Pair(tidy(one.left), tidy(one.right)) for one in found]
    pairs = tuple(one for one in whole if one.left)
    spare = tuple(one.right for one in whole if not one.left)
    rights = [one.right for one in whole]
    if problem := _problem([one.left for one in pairs]):
        return problem
    if len(set(rights)) < len(rights):
        return Remark(said("hai vế trái cùng ghép với một vế phải: ở đây mỗi vế phải chỉ ghép một lần"))
    return _problem(rights) or replace(question, kind=Kind.MATCHING, pairs=pairs, spare=spare, fixed=False)


def _problem(texts: Sequence[str]) -> Remark | None:
    """What is wrong with choices, or None."""
    if not texts:
        return Remark(said("không có ý nào để chọn (A, B, C…): câu tự luận thì ở đây chưa chấm được"))
    if len(texts) > MOST_CHOICES:
        return _too_many(len(texts))
    if len(texts) < 2:
        return Remark(said("chỉ có một ý để chọn"))
    empty = next((n for n, text in enumerate(texts, 1) if not text), None)
    if empty is not None:
        return Remark(said("ý thứ %(n)s không có chữ"), {"n": empty})
    if any(len(text) > LONGEST_CHOICE for text in texts):
        return Remark(said("một ý dài quá %(most)s chữ cái"), {"most": LONGEST_CHOICE})
    twice = next((text for text, n in Counter(texts).items() if n > 1), None)
    return Remark(said("hai ý giống hệt nhau: “%(text)s”"), {"text": excerpt(twice, 40)}) if twice else None


def _too_many(count: int) -> Remark:
    return Remark(said("có %(n)s ý để chọn, nhiều nhất %(most)s ý"), {"n": count, "most": MOST_CHOICES})


def _plain(text: str) -> str:
    return fold(text).strip(" .;!")
