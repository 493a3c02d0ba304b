import pytest
import wtforms as w
from bs4 import BeautifulSoup
from wtforms.fields.choices import SelectChoice

from tests.ui.checks import mistakes_in_html

BLOCKS = """{% block title %}Đăng ký{% endblock %}{% from "ui/components/field.html" import field %}
{% from "ui/components/form_box.html" import form_box %}
{% block main %}{% call form_box(form) %}{% for f in form %}{{ field(f, kind=kinds.get(f.name)) }}{% endfor %}
{% endcall %}{% endblock %}"""
HOSTILE = '"><script>alert(1)</script>'


class Registration(w.Form):
    name = w.StringField("Họ và tên", [w.validators.DataRequired("Gõ họ và tên.")], description="Như trong giấy tờ.")
    year = w.IntegerField("Năm sinh", [w.validators.NumberRange(1900, 2026, "Gõ đủ 4 chữ số.")])
    village = w.StringField("Thôn", [w.validators.Optional()])
    audience = w.RadioField(
        "Là ai?",
        [w.validators.InputRequired("Chọn một.")],
        choices=[SelectChoice("a", "Dân"), SelectChoice("b", "Cán bộ")],
    )
    skills = w.SelectMultipleField("Việc", choices=[SelectChoice("x", "X"), SelectChoice("y", "Y")])
    quarter = w.SelectField("Quý", choices=[SelectChoice("3", "III"), SelectChoice("4", "IV")])
    why = w.TextAreaField("Lý do")
    pin = w.PasswordField("Mã PIN", description="6 số.")
    agreed = w.BooleanField("Đồng ý")
    back = w.HiddenField()


def shown(draw, form: w.Form, **kinds: str) -> BeautifulSoup:
    markup = draw(BLOCKS, form=form, kinds=kinds)
    assert mistakes_in_html(markup) == []
    return BeautifulSoup(markup, "html5lib")


def sent(**answers: str) -> Registration:
    class Posted(dict):
        def getlist(self, name: str) -> list[str]:
            return [self[name]] if name in self else []

    form = Registration(Posted(answers))
    form.validate()
    return form


def test_a_fresh_form_says_nothing_of_mistakes(draw):
    page = shown(draw, Registration())
    assert page.select("[aria-invalid], [role=alert], .msg") == []


@pytest.mark.parametrize(
    ("name", "type_"),
    [("name", "text"), ("year", "text"), ("pin", "password"), ("agreed", "checkbox"), ("back", "hidden")],
)
def test_each_field_gets_its_control(draw, name, type_):
    assert shown(draw, Registration()).select_one(f"[name={name}]")["type"] == type_


def test_groups_have_a_legend_and_each_choice_a_label(draw):
    page = shown(draw, Registration(data={"audience": "b", "skills": ["x", "y"]}))
    assert page.select_one("fieldset#audience legend").get_text() == "Là ai?"
    assert [tag["value"] for tag in page.select("[name=audience][checked]")] == ["b"]
    assert [tag["value"] for tag in page.select("[name=skills][checked]")] == ["x", "y"]


def test_what_is_typed_comes_back_escaped_but_a_secret_never(draw):
    page = shown(draw, sent(name=HOSTILE, why=HOSTILE, year="19x", pin="275913"))
    assert page.select_one("[name=name]")["value"] == HOSTILE
    assert page.select_one("[name=why]").get_text() == HOSTILE
    assert page.select_one("[name=year]")["value"] == "19x"
    assert "275913" not in str(page)


def test_a_textarea_keeps_a_first_empty_line(draw):
    assert shown(draw, Registration(data={"why": "\nx"})).select_one("[name=why]").get_text() == "\nx"


def test_mistakes_are_summed_up_above_and_told_beside_the_field(draw):
    page = shown(draw, sent(name="", year="1"))
    links = {tag["href"]: tag.get_text() for tag in page.select("[data-errors] a")}
    assert links["#name"] == "Họ và tên – Gõ họ và tên."
    assert links["#year"] == "Năm sinh – Gõ đủ 4 chữ số."
    assert page.select_one("#audience").name == "fieldset"
    control = page.select_one("[name=name]")
    assert control["aria-invalid"] == "true"
    told = [page.find(id=name).get_text(strip=True) for name in control["aria-describedby"].split()]
    assert told == ["Như trong giấy tờ.", "Gõ họ và tên."]
    assert page.select_one("[data-errors]")["role"] == "alert"
    assert page.select_one("[data-errors]")["tabindex"] == "-1"


def test_a_mistake_of_the_whole_form_is_the_heading(draw):
    form = Registration(data={"name": "x"})
    form.form_errors.append("Mã hoặc PIN chưa khớp")
    page = shown(draw, form)
    assert page.select_one("[data-errors] h2").get_text() == "Mã hoặc PIN chưa khớp"
    assert page.select("[data-errors] a") == []


def test_only_what_may_be_left_out_is_marked(draw):
    page = shown(draw, Registration())
    assert "không bắt buộc" in page.select_one("label[for=village]").get_text()
    assert len(page.select(".may")) == 1
    assert page.select_one("[name=name]").has_attr("required")
    assert not page.select_one("[name=village]").has_attr("required")


def test_pins_and_codes_bring_the_right_keyboard(draw):
    page = shown(draw, Registration(), pin="pin", name="code")
    pin, code = page.select_one("[name=pin]"), page.select_one("[name=name]")
    assert (pin["inputmode"], pin["maxlength"], pin["type"]) == ("numeric", "6", "password")
    assert (code["autocapitalize"], code["spellcheck"]) == ("characters", "false")


def test_the_token_and_the_once_key_go_in_without_ids(draw):
    class Guarded(w.Form):
        csrf_token = w.HiddenField(default="t-1")
        once = w.HiddenField(default="k-1")

    blocks = BLOCKS.replace("{% for f in form %}{{ field(f, kind=kinds.get(f.name)) }}{% endfor %}", "")
    for method, count in (("post", 2), ("get", 1)):
        markup = draw(blocks.replace("form_box(form)", f'form_box(form, method="{method}")'), form=Guarded(), kinds={})
        hidden = BeautifulSoup(markup, "html5lib").select("input[type=hidden]")
        assert len(hidden) == count
        assert not any(tag.has_attr("id") for tag in hidden)
