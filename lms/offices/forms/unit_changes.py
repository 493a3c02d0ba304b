"""What each dated change of the tree asks, and the plan that its answers make."""

import secrets
from collections.abc import Iterable, Mapping

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField

from lms import clock
from lms.errors import Refused
from lms.offices.queries.unit_effects import Scene
from lms.offices.rules import unit_changes as changes
from lms.offices.rules.effect_days import effect_day
from lms.offices.rules.naming import numbers, part_of, wanted
from lms.offices.rules.plans import Basis, Change, Place, Plan, Ref
from lms.web.forms import Form, SelectChoice, answered, at_most

NEW = "moi"
"""Chosen instead of a unit to keep: a new one."""
MOST_PARTS = 30


class ChangeForm(Form):
    """The day, the document, and what was seen when the change was looked at before it is made."""

    once = HiddenField(default=lambda: secrets.token_urlsafe(18))
    seen = HiddenField()
    day = StringField(
        _l("Có hiệu lực từ ngày"),
        description=_l("Ngày/tháng/năm, không sau hôm nay."),
        validators=[answered(_l("Gõ ngày có hiệu lực."))],
    )
    decision = StringField(
        _l("Theo văn bản số"), description=_l("Ví dụ 12/NQ-HĐND. Chưa có thì để trống."), validators=[at_most(120)]
    )

    def chosen(self) -> list[int]:
        """The ids of the units that change."""
        return numbers([self.text("unit")])

    def others(self) -> list[int]:
        """The ids of further units that the plan needs to know."""
        return []

    def basis(self, units: Iterable[Place]) -> Basis:
        """The day and the document. Raises Refused, beside `day`, for one before a unit became what it is."""
        first = max(one.since for one in units)
        return Basis(
            effect_day(self.text("day"), today=clock.today(), first=first), " ".join(self.text("decision").split())
        )

    def offer(self, **choices: list[SelectChoice]) -> None:
        """Fill the lists to choose from, by field; those that this form does not ask for are passed over."""
        for name, some in choices.items():
            if isinstance(field := self._fields.get(name), SelectField):
                field.choices = some

    def plan(self, scene: Scene, homes: Mapping[int, Ref], heir: Ref) -> Plan:
        """What the answers come to. Raises Refused for what cannot be done."""
        raise NotImplementedError

    def one(self, scene: Scene) -> Place:
        """The unit that changes. Raises Refused, beside `unit`, when it is no longer there."""
        found = [scene.places[unit_id] for unit_id in self.chosen() if unit_id in scene.places]
        if not found:
            raise Refused("Chọn một đơn vị trong danh sách.", field="unit")
        return found[0]


class RenameForm(ChangeForm):
    """Another name, another kind."""

    unit = SelectField(_l("Đơn vị"), validators=[answered(_l("Chọn một đơn vị."))])
    name = StringField(_l("Tên mới"), description=_l("Chỉ đổi loại thì để trống."), validators=[at_most(120)])
    kind = SelectField(_l("Loại"), validate_choice=False)

    def plan(self, scene: Scene, homes: Mapping[int, Ref], heir: Ref) -> Plan:  # noqa: ARG002 - asked of splits only
        """One unit, named anew."""
        unit = self.one(scene)
        return changes.rename(unit, wanted(self.text("name"), self.text("kind"), unit), self.basis([unit]))


class MergeForm(ChangeForm):
    """Which units become one, and what that one is."""

    units = SelectMultipleField(_l("Các đơn vị sáp nhập"), validators=[answered(_l("Chọn ít nhất hai đơn vị."))])
    kept = SelectField(_l("Thành"), validators=[answered(_l("Chọn đơn vị giữ lại, hoặc lập đơn vị mới."))])
    name = StringField(
        _l("Tên sau sáp nhập"), description=_l("Giữ tên đơn vị chọn ở trên thì để trống."), validators=[at_most(120)]
    )
    kind = SelectField(_l("Loại sau sáp nhập"), validate_choice=False)
    code = StringField(
        _l("Mã của đơn vị mới"),
        description=_l("Chỉ khi lập tỉnh, xã, phường mới: mã trong danh mục hành chính."),
        validators=[at_most(5)],
    )

    def chosen(self) -> list[int]:
        """Those that become one."""
        return numbers(self.units.data or [])

    def others(self) -> list[int]:
        """The one that is kept, even when somebody forgot to choose it."""
        return numbers([self.text("kept")])

    def plan(self, scene: Scene, homes: Mapping[int, Ref], heir: Ref) -> Plan:  # noqa: ARG002 - asked of splits only
        """Several units, one of them kept or a new one."""
        units = [scene.places[unit_id] for unit_id in self.chosen() if unit_id in scene.places]
        if not units:
            raise Refused("Chọn ít nhất hai đơn vị.", field="units")
        kept = next((scene.places.get(unit_id) for unit_id in self.others()), None)
        named = self.text("name"), self.text("kind")
        told = wanted(*named, kept or units[0], code=None if kept else self.text("code"))
        return changes.merge(units, kept, told, scene.below, self.basis(units))


class SplitForm(ChangeForm):
    """Which unit is divided, whether it goes on, and the names of the new ones."""

    unit = SelectField(_l("Đơn vị chia tách"), validators=[answered(_l("Chọn một đơn vị."))])
    goes_on = RadioField(
        _l("Sau khi chia tách"),
        choices=[SelectChoice("con", _l("Đơn vị này vẫn còn")), SelectChoice("thoi", _l("Đơn vị này thôi hoạt động"))],
        validators=[answered(_l("Chọn một ý."))],
    )
    parts = TextAreaField(
        _l("Tên các đơn vị mới, mỗi dòng một tên"),
        description=_l("Tỉnh, xã, phường thì gõ mã trước tên, ví dụ: 12345 Phường Hòa Bình."),
        validators=[answered(_l("Gõ tên các đơn vị mới.")), at_most(5000)],
    )

    def plan(self, scene: Scene, homes: Mapping[int, Ref], heir: Ref) -> Plan:
        """One unit and those that come out of it."""
        unit = self.one(scene)
        lines = [line for line in map(str.strip, self.text("parts").splitlines()) if line]
        if len(lines) > MOST_PARTS:
            raise Refused("Mỗi lần tối đa %(most)s đơn vị mới.", field="parts", most=MOST_PARTS)
        parent = scene.places.get(unit.parent_id or 0)
        parts = [part_of(line, unit, parent) for line in lines]
        goes_on = self.text("goes_on") == "con"
        below = scene.below[unit.unit_id]
        return changes.split(unit, parts, below, homes, self.basis([unit]), goes_on=goes_on, heir=heir)


class MoveForm(ChangeForm):
    """Which unit moves, and where to."""

    unit = SelectField(_l("Đơn vị"), validators=[answered(_l("Chọn một đơn vị."))])
    parent = SelectField(_l("Chuyển sang"), validators=[answered(_l("Chọn nơi chuyển đến."))])

    def others(self) -> list[int]:
        """The new parent."""
        return numbers([self.text("parent")])

    def plan(self, scene: Scene, homes: Mapping[int, Ref], heir: Ref) -> Plan:  # noqa: ARG002 - asked of splits only
        """One unit under another parent."""
        unit = self.one(scene)
        parent = next((scene.places.get(unit_id) for unit_id in self.others()), None)
        if parent is None:
            raise Refused("Chọn nơi chuyển đến.", field="parent")
        return changes.move(unit, parent, self.basis([unit]))


class StopForm(ChangeForm):
    """Which unit closes."""

    unit = SelectField(_l("Đơn vị"), validators=[answered(_l("Chọn một đơn vị."))])

    def plan(self, scene: Scene, homes: Mapping[int, Ref], heir: Ref) -> Plan:  # noqa: ARG002 - asked of splits only
        """One unit, closed."""
        unit = self.one(scene)
        return changes.stop(unit, scene.below[unit.unit_id], self.basis([unit]))


FORMS: Mapping[Change, type[ChangeForm]] = {
    Change.RENAME: RenameForm,
    Change.MERGE: MergeForm,
    Change.SPLIT: SplitForm,
    Change.MOVE: MoveForm,
    Change.STOP: StopForm,
}
