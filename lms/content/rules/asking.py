"""How a file's questions are asked (content guide §3, §5): lengths, give-aways, places of right answers, pools."""

import re
from collections import Counter
from collections.abc import Sequence

from lms.content.rules.counting import sentences, syllables
from lms.content.rules.limits import Limits
from lms.content.rules.wording import check_line, stiff_words
from lms.questions.rules import Draft, Kind, Question, QuestionFile
from lms.skills.rules import Grades, SkillDemand
from lms.sources.rules import Mistakes, Spot

SMALLEST_POOL = 6  # questions in each pool of a lesson
SMALLEST_SKILL_POOL = 8  # assessment items per audience and skill, over all files
_CATCH_ALL = re.compile(
    r"(tất cả|cả (hai|ba|bốn)|mọi (ý|đáp án)).{0,20}(đúng|sai)|cả [A-E] (và|lẫn) [A-E]\b", re.IGNORECASE
)
_NEGATED = re.compile(r"\bKHÔNG\b")
_VERDICT_ONLY = re.compile(
    r"(đúng|sai|chưa đúng|đúng rồi|sai rồi|không đúng|giỏi lắm|chính xác)[.!\s]*\Z", re.IGNORECASE
)


def check_questions(file: QuestionFile, limits: Limits, mistakes: Mistakes) -> None:
    """Note what is wrong with the questions of one lesson, each and together."""
    for draft in (*file.practice, *file.assessment):
        _check_texts(draft, limits, mistakes)
        _check_way_of_asking(draft, mistakes)
    _check_spread([*file.practice, *file.assessment], file.practice_spot, mistakes)


def _check_texts(draft: Draft, limits: Limits, mistakes: Mistakes) -> None:
    most = {
        "stem": (limits.stem, "câu hỏi"),
        "option": (limits.option, "lựa chọn"),
        "feedback": (limits.feedback, "lời giải thích"),
    }
    for role, said in draft.texts:
        check_line(said, *most[role], mistakes)
        if role == "feedback" and _VERDICT_ONLY.match(said.text):
            mistakes.add(said.spot, "lời giải thích chỉ nói đúng hay sai: thêm vì sao, hoặc nên làm gì.")
        if role == "option" and _CATCH_ALL.search(said.text):
            mistakes.add(
                said.spot, "không dùng “tất cả đều đúng”, “cả A và B”: đổi loai thành chon-nhieu, hoặc viết ý khác."
            )
        for sentence in sentences(said.text) if syllables(said.text) > limits.sentence else ():
            if sentence.length > limits.sentence:
                told = f"câu dài {sentence.length} tiếng, nên nhiều nhất {limits.sentence}: tách thành hai câu."
                mistakes.warn(said.spot, told)
        for word, _start in stiff_words(said.text):
            mistakes.warn(said.spot, f"từ “{word}”: nên tìm từ dễ hơn (mục 2 của hướng dẫn viết bài).")


def _check_way_of_asking(draft: Draft, mistakes: Mistakes) -> None:
    question = draft.question
    stem = next((said.spot for role, said in draft.texts if role == "stem"), draft.spot)
    if _NEGATED.search(question.stem):
        mistakes.add(stem, "không hỏi “điều nào KHÔNG…”: hỏi điều nên làm.")
    if question.kind is Kind.SEVERAL and str(len(question.key)) not in question.stem:
        mistakes.add(stem, f"câu chọn nhiều phải nói chọn mấy ý: thêm “Chọn {len(question.key)} ý.” vào cuối câu hỏi.")


def _check_spread(drafts: Sequence[Draft], spot: Spot, mistakes: Mistakes) -> None:
    """Right answers must not be told by length or place."""
    ones = [draft.question for draft in drafts if draft.question.kind is Kind.ONE and len(draft.question.key) == 1]
    if len(ones) < 4:
        return
    longest = 0
    for question in ones:
        lengths = [syllables(option.text) for option in question.options]
        right = lengths.pop(question.key[0])
        longest += right > max(lengths, default=0)
    if longest > 0.3 * len(ones):
        told = (
            f"ý đúng dài nhất ở {longest} trên {len(ones)} câu, nên nhiều nhất 3 trên 10: rút ý đúng hoặc thêm ý sai."
        )
        mistakes.warn(spot, told)
    place, count = Counter(question.key[0] for question in ones).most_common(1)[0]
    if count > 0.5 * len(ones):
        told = f"ý đúng đứng thứ {place + 1} ở {count} trên {len(ones)} câu, nên nhiều nhất một nửa: đổi chỗ."
        mistakes.warn(spot, told)


def check_pools(file: QuestionFile, mistakes: Mistakes) -> None:
    """Note pools that are too small, and kinds that practice never uses."""
    if len(file.practice) < SMALLEST_POOL:
        told = f"luyen_tap có {len(file.practice)} câu, cần ít nhất {SMALLEST_POOL}."
        mistakes.add(file.practice_spot, told)
    if len(file.assessment) < SMALLEST_POOL:
        told = f"danh_gia có {len(file.assessment)} câu, nên có ít nhất {SMALLEST_POOL}."
        mistakes.warn(file.assessment_spot, told)
    used = {draft.question.kind for draft in file.practice}
    if len(file.practice) >= SMALLEST_POOL and len(used) < len(Kind):
        mistakes.warn(file.practice_spot, f"luyen_tap mới có {len(used)} kiểu câu, nên có đủ năm kiểu.")


def check_pool(
    demand: SkillDemand, band: Grades | None, pool: Sequence[Question], spot: Spot, mistakes: Mistakes
) -> None:
    """Note a rule that asks for more of a skill than the assessment items can give, for some grade of its band or all.

    A paper draws at most one item of a family, so families are what counts.
    """
    families = len({item.family for item in pool})
    if families < demand.questions:
        told = f"rút {demand.questions} câu kỹ năng {demand.code} mà mới có {families} nhóm câu: bớt so_cau."
        mistakes.add(spot, told)
        return
    if demand.questions and len(pool) < SMALLEST_SKILL_POOL:
        told = f"kỹ năng {demand.code} mới có {len(pool)} câu đánh giá, nên có từ {SMALLEST_SKILL_POOL}."
        mistakes.warn(spot, told)
    for grade in range(band.first, band.last + 1) if band else ():
        there = len({item.family for item in pool if item.grades is None or grade in item.grades})
        if there < demand.questions:
            told = f"lớp {grade} mới có {there} nhóm câu kỹ năng {demand.code}, đề cần {demand.questions}."
            mistakes.warn(spot, told)
