"""What a lesson must be made of (content guide §1): its six headings in order, its steps, lists and key sentence."""

import re

from lms.content.rules.blocks import Block, BlockKind
from lms.content.rules.counting import bare, sentences, syllables
from lms.content.rules.drafts import Draft, Part
from lms.content.rules.library import HEADINGS, SectionKind
from lms.content.rules.limits import KEEP, Limits
from lms.sources.rules import Mistakes, Spot, nearest

_BOLD_FIRST = re.compile(r"\*\*(?P<bold>[^*]+)\*\*")
_HTML = re.compile(r"<[A-Za-z/!?]")
_CODE = re.compile(r"`[^`]*`")
_RULE = re.compile(r"([-=*_])(\s*\1){2,}\Z")
_REFERENCE = re.compile(r"\[[^\]]+\]:\s")


def check_headings(draft: Draft, mistakes: Mistakes) -> None:
    """Note headings that are missing, unknown, repeated or out of order."""
    order = list(HEADINGS)
    last = -1
    seen: set[str] = set()
    for part in draft.parts:
        if part.title not in HEADINGS:
            near = nearest(part.title, order)
            hint = f"có phải “{near}” không?" if near else f"chỉ có {', '.join(order)}."
            mistakes.add(part.spot, f"bài học không có đề mục “{part.title}”: {hint}")
            continue
        place = order.index(part.title)
        if part.title in seen:
            mistakes.add(part.spot, f"đề mục “{part.title}” lặp lại: gộp hai phần làm một.")
        elif place < last:
            mistakes.add(part.spot, f"đề mục “{part.title}” sai chỗ: phải đứng trước “{order[last]}”.")
        last = max(last, place)
        seen.add(part.title)
    for title in order:
        if title not in seen:
            mistakes.add(Spot(draft.path), f"thiếu đề mục “## {title}”: thêm vào đúng thứ tự.")


def check_dialect(draft: Draft, mistakes: Mistakes) -> None:
    """Note what the small dialect of Markdown has no room for."""
    for block in draft.blocks():
        spot = draft.spot(block.line, 1)
        if block.close:
            mistakes.add(spot, "thiếu dòng trống ở trên: chừa một dòng trống giữa hai đoạn, danh sách, khung hay bảng.")
        if block.kind is BlockKind.HEADING and block.number not in {2, 3}:
            mistakes.add(spot, "đề mục chỉ có hai bậc: viết “## …” hoặc “### …”.")
        if block.kind is BlockKind.PARAGRAPH and (_RULE.match(block.text) or _REFERENCE.match(block.text)):
            mistakes.add(spot, "không dùng đường kẻ ngang và link đặt cuối bài: bỏ dòng này.")
    for _block, chunk, text in draft.texts():
        masked = _CODE.sub(lambda code: " " * len(code[0]), text)
        for match in _HTML.finditer(masked):
            piece = chunk[0]
            told = "không viết thẻ HTML trong bài: dùng cách viết của Markdown, hoặc bỏ dấu <."
            mistakes.add(draft.spot(piece.line, piece.column + match.start()), told)
            break


def check_parts(draft: Draft, limits: Limits, mistakes: Mistakes) -> None:
    """Note parts that hold too little, too much, or the wrong thing."""
    for part in draft.parts:
        if part.kind is SectionKind.STEPS:
            _check_steps(draft, part, limits, mistakes)
        elif part.kind is SectionKind.MISTAKES:
            _check_list(draft, part, 3, 4, mistakes)
        elif part.kind is SectionKind.TROUBLE:
            _check_list(draft, part, 3, 5, mistakes)
        elif part.kind is SectionKind.KEEP:
            _check_keep(draft, part, mistakes)
        elif part.kind is SectionKind.STORY:
            _check_story(part, mistakes)
        if len(part.blocks) < 2:
            mistakes.add(part.spot, f"phần “{part.title}” đang trống: viết nội dung dưới đề mục.")


def _check_steps(draft: Draft, part: Part, limits: Limits, mistakes: Mistakes) -> None:
    steps = [block for block in part.blocks if block.kind is BlockKind.NUMBERED]
    if not 3 <= len(steps) <= limits.steps:
        told = f"có {len(steps)} bước, cần từ 3 đến {limits.steps}: viết mỗi bước một dòng “1. **Làm gì.** …”."
        mistakes.add(part.spot, told)
    for number, step in enumerate(steps, start=1):
        spot = draft.spot(step.line, 1)
        if step.number != number:
            mistakes.add(spot, f"bước này ghi số {step.number}: viết số {number}.")
        length = syllables(bare(step.text))
        if length > limits.step:
            mistakes.add(spot, f"bước dài {length} tiếng, nhiều nhất {limits.step}: bớt lời hoặc tách thành hai bước.")
        _check_bold(draft, step, mistakes)
        said = _BOLD_FIRST.sub("", step.texts[0], count=1), *step.texts[1:]
        count = sum(len(sentences(text)) for text in said)
        if count > 3:
            mistakes.add(spot, f"sau phần in đậm có {count} câu, nhiều nhất 3: bớt câu hoặc tách bước.")


def _check_list(draft: Draft, part: Part, least: int, most: int, mistakes: Mistakes) -> None:
    items = [block for block in part.blocks if block.kind is BlockKind.DASHED]
    if not least <= len(items) <= most:
        told = f"phần “{part.title}” có {len(items)} mục, cần từ {least} đến {most}: mỗi mục một dòng “- **…** …”."
        mistakes.add(part.spot, told)
    for item in items:
        _check_bold(draft, item, mistakes)


def _check_bold(draft: Draft, block: Block, mistakes: Mistakes) -> None:
    if not _BOLD_FIRST.match(block.text):
        told = "mở đầu mục này bằng phần in đậm: **Việc cần làm hay chuyện xảy ra.** rồi mới giải thích."
        mistakes.add(draft.spot(block.line, 1), told)


def _check_keep(draft: Draft, part: Part, mistakes: Mistakes) -> None:
    quotes = [block for block in part.blocks if block.kind is BlockKind.QUOTE]
    if len(quotes) != 1 or len(part.blocks) != 2:
        mistakes.add(part.spot, "phần “Nhớ một câu” chỉ có một câu, đặt sau dấu >: viết “> Câu cần nhớ.”.")
        return
    length = syllables(bare(quotes[0].text))
    if length > KEEP:
        told = f"câu cần nhớ dài {length} tiếng, nhiều nhất {KEEP}: rút ngắn cho dễ nói với hàng xóm."
        mistakes.add(draft.spot(quotes[0].line, 1), told)


def _check_story(part: Part, mistakes: Mistakes) -> None:
    count = sum(len(sentences(text)) for block in part.blocks[1:] for text in block.texts)
    if count and not 3 <= count <= 8:
        mistakes.warn(part.spot, f"chuyện có {count} câu, nên từ 3 đến 8 câu.")
