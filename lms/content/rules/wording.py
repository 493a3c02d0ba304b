"""How a lesson is worded (content guide §2, §3): lengths, its reading time, and words that have plainer ones."""

import re
from dataclasses import dataclass

from lms.content.rules.blocks import place_of
from lms.content.rules.counting import bare, sentences, syllables
from lms.content.rules.drafts import Draft
from lms.content.rules.limits import PRACTICE_MINUTES, Limits
from lms.sources.rules import Mistakes, Scalar, Spot

_PLAINER = {
    "thực hiện": "làm",
    "tiến hành": "làm",
    "triển khai": "làm",
    "truy cập": "vào",
    "thao tác": "bấm, làm",
    "người dùng": "mình",
    "cung cấp": "cho, đưa",
    "nhằm": "để",
    "vui lòng": "(bỏ đi)",
    "sử dụng": "dùng",
    "theo quy định hiện hành": "tên quy định, hoặc bỏ đi",
    "công tác": "một động từ",
    "bảo đảm": "(không hứa hẹn)",
    "100%": "(không hứa hẹn)",
    "chứng chỉ": "xác nhận hoàn thành",
}
_STIFF = re.compile(r"(?<!\w)(" + "|".join(map(re.escape, _PLAINER)) + r")(?!\w)", re.IGNORECASE)
_QUOTED = re.compile(r"“[^”]*”|`[^`]*`")


@dataclass(frozen=True, slots=True)
class Measure:
    """A lesson's length in tiếng, and how many sentences it has."""

    words: int
    sentences: int

    @property
    def mean(self) -> float:
        """Tiếng a sentence; 0 for an empty lesson."""
        return self.words / self.sentences if self.sentences else 0.0


def measure(draft: Draft) -> Measure:
    """The length of a lesson's body, headings included, pictures and link targets not."""
    words = count = 0
    for _block, _chunk, text in draft.texts():
        words += syllables(bare(text))
        count += len(sentences(text))
    return Measure(words, count)


def check_sentences(draft: Draft, limits: Limits, mistakes: Mistakes) -> None:
    """Note every sentence that is too long for its audience, where it begins, and every stiff word."""
    for _block, chunk, text in draft.texts():
        for sentence in sentences(text):
            if sentence.length > limits.sentence:
                told = f"câu dài {sentence.length} tiếng, nhiều nhất {limits.sentence}: tách thành hai câu."
                mistakes.add(draft.spot(*place_of(chunk, sentence.start)), told)
        for word, start in stiff_words(text):
            told = f"từ “{word}”: nên thay bằng {_PLAINER[word.lower()]}."
            mistakes.warn(draft.spot(*place_of(chunk, start)), told)


def stiff_words(text: str) -> list[tuple[str, int]]:
    """Words of the guide's list and their places; those inside “…” are quoted and stay."""
    masked = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)
    return [(match[0], match.start()) for match in _STIFF.finditer(masked)]


def check_length(draft: Draft, minutes: int, limits: Limits, mistakes: Mistakes) -> None:
    """Note a body or mean outside its limits (warnings), and a reading time that does not fit the body."""
    found = measure(draft)
    head = Spot(draft.path)
    if not limits.body_from <= found.words <= limits.body_to:
        told = f"bài dài {found.words} tiếng, nên từ {limits.body_from} đến {limits.body_to}."
        mistakes.warn(head, told)
    if found.mean > limits.mean:
        mistakes.warn(
            head, f"trung bình mỗi câu {_number(found.mean)} tiếng, nên nhiều nhất {limits.mean}: bớt câu dài."
        )
    fitting = round(found.words / limits.pace + PRACTICE_MINUTES)
    if minutes and abs(minutes - fitting) > 1:
        told = f"phut là {minutes} nhưng bài dài {found.words} tiếng: viết {fitting}."
        mistakes.add(draft.front.spot_of("phut"), told)


def _number(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def check_line(said: Scalar, most: int, what: str, mistakes: Mistakes) -> None:
    """Note one short text (stem, option, feedback, meaning) that is longer than `most` tiếng."""
    length = syllables(bare(said.text))
    if length > most:
        mistakes.add(said.spot, f"{what} dài {length} tiếng, nhiều nhất {most}: rút ngắn.")
