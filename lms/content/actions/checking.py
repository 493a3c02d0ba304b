"""Holds the parts against each other: names that must exist, codes used once, lessons against their numbers."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from lms.content.actions.gathering import Manuscripts, PlacedLesson, PlacedQuestions
from lms.content.adapters.manuscripts import CourseDraft
from lms.content.rules.asking import check_pool, check_pools, check_questions
from lms.content.rules.drafts import Draft
from lms.content.rules.limits import strictest
from lms.content.rules.linking import Known, check_links
from lms.content.rules.shape import check_dialect, check_headings, check_parts
from lms.content.rules.wording import check_length, check_sentences
from lms.skills.adapters.completion import RuleDraft
from lms.sources.rules import Spot, nearest

_TAKEN = "hinh"  # a course of this code would stand where pictures are served


def check_all(found: Manuscripts, today: date) -> None:
    """Note everything that only shows when the files are read together."""
    checker = _Checker(found, today)
    checker.codes()
    for course in found.courses:
        checker.course(course)
    for lesson in found.lessons:
        checker.lesson(lesson)
    for file in found.questions:
        checker.questions(file)
    for page in found.pages:
        checker.page(page.text, page.review_by)
    for rule in found.rules:
        checker.rule(rule)
    checker.leftovers()


class _Checker:
    """Knows every code and checks each part against them."""

    def __init__(self, found: Manuscripts, today: date) -> None:
        self.found = found
        self.today = today
        self.mistakes = found.mistakes
        self.skills = {skill.code for framework, _spot in found.frameworks for skill in framework.skills}
        self.lessons = {lesson.draft.text.code: lesson for lesson in found.lessons}
        self.named = {scalar.text: course.course.code for course in found.courses for scalar in course.lessons}
        self.courses = {course.course.code for course in found.courses}
        terms = frozenset(term.code for term, _spot in found.terms)
        self.asked = {file.named for file in found.questions if not file.private}
        self.pictures_used: set[str] = set()
        for known in found.known.values():
            known.terms, known.lessons = terms, self.named
        self.bare = Known(terms=terms, lessons=self.named)

    def codes(self) -> None:
        """Every code is used once in the whole project."""
        items = (
            (d.question.code, d.spot) for f in self.found.questions for d in (*f.file.practice, *f.file.assessment)
        )
        self.once(items, "câu hỏi")
        texts = ((lesson.draft.text.code, lesson.draft.text.front.spot_of("ma")) for lesson in self.found.lessons)
        self.once(texts, "bài")
        self.once(((course.course.code, course.spot) for course in self.found.courses), "khóa học")
        self.once(((term.code, spot) for term, spot in self.found.terms), "từ")
        self.once(((page.text.code, page.text.front.spot_of("ma")) for page in self.found.pages), "trang")
        named = ((scalar.text, scalar.spot) for course in self.found.courses for scalar in course.lessons)
        self.once(named, "bài trong các khóa học")

    def once(self, codes: Iterable[tuple[str, Spot]], what: str) -> None:
        seen: dict[str, Spot] = {}
        for code, spot in codes:
            if code and code in seen:
                first = seen[code]
                self.mistakes.add(spot, f"mã {what} “{code}” đã dùng ở {first.path}:{first.line}: đặt mã khác.")
            seen.setdefault(code, spot)

    def course(self, course: CourseDraft) -> None:
        folder = course.path.split("/")[-2]
        if course.course.code and course.course.code != folder:
            told = f"mã khóa học phải trùng tên thư mục: viết “ma: {folder}”."
            self.mistakes.add(course.spot, told)
        if course.course.code == _TAKEN:
            self.mistakes.add(course.spot, f"không dùng mã “{_TAKEN}” cho khóa học: đặt mã khác.")
        for scalar in course.lessons:
            if scalar.text not in self.found.lesson_files:
                near = nearest(scalar.text, self.found.lesson_files - set(self.named))
                hint = f"có phải “{near}” không?" if near else f"viết tệp {scalar.text}.md, hoặc bỏ dòng này."
                self.mistakes.add(scalar.spot, f"chưa có bài “{scalar.text}”: {hint}")
        for old, new in course.moved:
            if old.text in self.named:
                self.mistakes.add(old.spot, f"bài “{old.text}” vẫn còn: chỉ chuyển hướng bài đã bỏ.")
            if new.text not in self.named and new.text not in self.courses:
                self.mistakes.add(new.spot, f"không có bài hay khóa học “{new.text}” để chuyển tới.")

    def lesson(self, lesson: PlacedLesson) -> None:
        draft, text = lesson.draft, lesson.draft.text
        limits = strictest(draft.audiences)
        self.name(text)
        if self.named.get(text.code) != lesson.course and text.code:
            told = f"bài “{text.code}” chưa có trong courses/{lesson.course}/khoa-hoc.yaml: thêm vào cac_bai."
            self.mistakes.add(Spot(text.path), told)
        if text.code and text.code not in self.asked:
            self.mistakes.add(Spot(text.path), f"bài chưa có câu hỏi: viết tệp {text.code}.cau-hoi.yaml bên cạnh.")
        for scalar in draft.skills:
            self.skill(scalar.text, scalar.spot)
        if draft.simulation:
            spot = text.front.spot_of("mo_phong")
            told = f"chưa có màn hình luyện tập “{draft.simulation}”: bài tạm không hiện phần này."
            self.mistakes.warn(spot, told)
        check_headings(text, self.mistakes)
        check_parts(text, limits, self.mistakes)
        check_sentences(text, limits, self.mistakes)
        check_length(text, draft.minutes, limits, self.mistakes)
        check_links(text, self.known(text), limits, self.mistakes)
        self.shared(text, lesson.dated.review_by)

    def page(self, text: Draft, review_by: date) -> None:
        self.name(text)
        limits = strictest(())
        check_sentences(text, limits, self.mistakes)
        check_links(text, self.known(text), None, self.mistakes)
        self.shared(text, review_by)

    def shared(self, text: Draft, review_by: date) -> None:
        check_dialect(text, self.mistakes)
        self.pictures_used.update(f"{_folder(text)}/{link.target}" for link in text.links() if link.picture)
        if self.today > review_by:
            told = f"quá hạn rà soát ({review_by:%d/%m/%Y}): xem lại bài rồi ghi ngày mới."
            self.mistakes.warn(text.front.spot_of("ra_soat_lai"), told)
        titles = [part.anchor for part in text.parts]
        for part in text.parts:
            if titles.count(part.anchor) > 1 and text.path.split("/")[1] == "pages":
                self.mistakes.add(part.spot, f"đề mục “{part.title}” lặp lại: đặt tên khác.")

    def known(self, text: Draft) -> Known:
        return self.found.known.get(_folder(text), self.bare)

    def name(self, text: Draft) -> None:
        stem = text.path.split("/")[-1].removesuffix(".md")
        if text.code and text.code != stem:
            spot = text.front.spot_of("ma")
            self.mistakes.add(spot, f"mã phải trùng tên tệp: viết “ma: {stem}”, hoặc đổi tên tệp.")

    def skill(self, code: str, spot: Spot) -> None:
        if code and self.skills and code not in self.skills:
            near = nearest(code, sorted(self.skills))
            hint = f"có phải “{near}” không?" if near else "xem mã trong frameworks/."
            self.mistakes.add(spot, f"không có kỹ năng “{code}”: {hint}")

    def questions(self, placed: PlacedQuestions) -> None:
        file = placed.file
        lesson = self.lessons.get(file.lesson)
        if not placed.private and file.lesson and file.lesson != placed.named:
            self.mistakes.add(file.lesson_spot, f"“bai” phải trùng tên tệp: viết “bai: {placed.named}”.")
        if file.lesson and file.lesson not in self.found.lesson_files:
            self.mistakes.add(file.lesson_spot, f"không có bài “{file.lesson}”: xem lại mã bài.")
        for draft in (*file.practice, *file.assessment):
            self.skill(draft.question.skill, draft.skill_spot)
        check_questions(file, strictest(lesson.draft.audiences if lesson else ()), self.mistakes)
        if not placed.private:
            check_pools(file, self.mistakes)
        elif file.practice:
            self.mistakes.add(file.practice_spot, "tệp riêng chỉ có danh_gia: chuyển luyen_tap sang tệp chung.")

    def rule(self, draft: RuleDraft) -> None:
        rule = draft.rule
        if rule.framework and rule.framework not in {framework.code for framework, _spot in self.found.frameworks}:
            self.mistakes.add(draft.spot, f"không có khung “{rule.framework}”: xem thư mục frameworks/.")
        lessons = {code: one for code, one in self.lessons.items() if rule.audience in one.draft.audiences}
        taught = {scalar.text for lesson in lessons.values() for scalar in lesson.draft.skills}
        pool = [
            replace(one.question, grades=one.question.grades or lessons[placed.file.lesson].draft.grades)
            for placed in self.found.questions
            for one in placed.file.assessment
            if placed.file.lesson in lessons
        ]
        for demand, spot in zip(rule.skills, draft.skills, strict=True):
            self.skill(demand.code, spot)
            if demand.code not in taught:
                told = f"chưa có bài nào cho nhóm này dạy kỹ năng {demand.code}: bỏ kỹ năng này khỏi quy tắc."
                self.mistakes.add(spot, told)
            else:
                check_pool(
                    demand, rule.grades, [item for item in pool if item.skill == demand.code], spot, self.mistakes
                )

    def leftovers(self) -> None:
        for folder, known in self.found.known.items():
            for target in known.pictures:
                if f"{folder}/{target}" not in self.pictures_used:
                    self.mistakes.warn(Spot(f"{folder}/{target}"), "chưa bài nào dùng hình này.")


def _folder(text: Draft) -> str:
    return text.path.rsplit("/", 1)[0]
