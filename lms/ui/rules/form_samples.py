"""Samples of forms, questions, names and cards; the form is told in `samples`."""

FORM_SAMPLES = """
== field
- chữ
{{ field(fields.ten, autocomplete='name') }}
- không bắt buộc
{{ field(fields.thon) }}
- cần sửa
{{ field(fields.nam, short=True, maxlength=4) }}
- mã
{{ field(fields.ma, kind='code', autocomplete='username') }}
- PIN
{{ field(fields.pin, kind='pin') }}
- PIN mới, gõ thấy số
{{ field(fields.pin_moi, kind='pin', shown=True, autocomplete='new-password') }}
- mật khẩu
{{ field(fields.mat_khau) }}
- chọn một dòng
{{ field(fields.quy, blank='Chọn quý', short=True) }}
- nhiều dòng
{{ field(fields.ly_do) }}
- ngày
{{ field(fields.ngay, short=True) }}
- tệp
{{ field(fields.tep) }}
- gợi ý khi gõ
{{ field(fields.xa, suggest='/don-vi/goi-y') }}
- đồng ý
{{ field(fields.dong_y) }}
- chưa đồng ý
{{ field(fields.chua_dong_y) }}
- ẩn
{{ field(fields.tiep) }}
== fieldset_opts
- chọn một
{{ field(fields.nhom) }}
- chưa chọn
{{ field(fields.nhom_sai) }}
- chọn nhiều
{{ field(fields.viec, hint='Chọn mọi việc đã thấy.') }}
== form_box
- có khóa một lần
{% call form_box(form_good, action="/toi", once="k-1") %}{{ button("Lưu") }}{% endcall %}
- tìm
{% call form_box(action="/tim", method="get", css="filters") %}{{ button("Xem", quiet=True) }}{% endcall %}
== errors
- hai chỗ
{{ errors(form_bad) }}
- không có gì để sửa
{{ errors(form_good) }}
== safety
- hộp
{{ safety(site) }}
- cuối trang
{{ safety(site, box=False) }}
== device
- cỡ chữ, nền
{{ device() }}
== names
- hai người
{% call form_box(action="/dang-nhap") %}{{ names(people, drop="bo") }}{% endcall %}
== big_code
- mã mới
{{ big_code("7K4M-2QP9", id="ma-moi") }}
- chỉ đọc
{{ big_code("7K4M-2QP9-3T9X-4", id="so-xn", copy=False) }}
== card
- có PIN
{% set qr %}<svg viewBox="0 0 8 8" width="128" height="128" role="img" aria-label="Mã QR">
<path d="M0 0h3v3h-3zM5 0h3v3h-3zM0 5h3v3h-3zM4 4h2v2h-2z"/></svg>{% endset %}
{{ card("Nguyễn Thị Hoa", "7K4M-2QP9", qr, site, note="Thôn Đình", address="hocvuso.vn", pin="275913") }}
== cards
- một thẻ
{% call cards() %}{{ card("Y Bhăm", "8M3T-0XK2", asset("drawings/dau.svg"), site) }}{% endcall %}
== slip
- mã PIN
{{ slip("Nguyễn Văn An", "7K4M-2QP9", secret="275913", note="lớp 7B") }}
- bốn hình
{{ slip("H’Hen Niê", "8M3T-0XK2", pictures=[(asset("pictures/non-la.svg"), "Nón lá"),
  (asset("pictures/con-ga.svg"), "Con gà"),
  (asset("pictures/xe-dap.svg"), "Xe đạp"), (asset("pictures/non-la.svg"), "Nón lá")]) }}
== term
- từ khó
<p>Tự tay nhập <dfn><a class="term" href="#tu-otp">mã OTP</a></dfn>.</p>{{ term("mã OTP", "Mã dùng một lần,
  ngân hàng gửi để xác nhận là mình.", id="tu-otp", example="Chuyển tiền thì có mã 6 số gửi về máy.") }}
== ask
- đầu đề
{% call ask("Nên làm gì trước?", level=3, hint="Chọn 2 ý.") %}{{ truefalse("q0") }}{% endcall %}
== choice_options
- chưa làm
{% call ask("Làm gì trước?") %}{{ choice_options("q1", answers.fresh) }}{% endcall %}
- chưa đúng
{% call ask("Làm gì trước?") %}{{ choice_options("q2", answers.wrong) }}{% endcall %}
- nhiều ý, đã giải thích
{% call ask("Chọn 2 ý.") %}{{ choice_options("q3", answers.shown, many=True) }}{% endcall %}
- đã đúng, không đổi nữa
{% call ask("Làm gì trước?") %}{{ choice_options("q4", answers.right, closed=True) }}{% endcall %}
== truefalse
- chưa làm
{% call ask("Khách cho xem ảnh chuyển tiền là giao hàng được.") %}{{ truefalse("q5") }}{% endcall %}
- chưa đúng
{% call ask("Khách cho xem ảnh là giao được.") %}{{ truefalse("q6", chosen=True, mark="wrong") }}{% endcall %}
- đã đúng
{% call ask("Khách cho xem ảnh là giao được.") %}{{ truefalse("q7", chosen=False, mark="right", closed=True) }}
  {% endcall %}
== ordering
- chưa làm
{% call ask("Xếp theo thứ tự.") %}{{ ordering("q8", answers.order) }}{% endcall %}
- chưa đúng hết
{% call ask("Xếp theo thứ tự.") %}{{ ordering("q9", answers.order_seen) }}{% endcall %}
- không đổi nữa
{% call ask("Xếp theo thứ tự.") %}{{ ordering("q10", answers.order_seen, closed=True) }}{% endcall %}
== matching
- chưa làm
{% call ask("Ghép mỗi chuyện với một việc.") %}{{ matching("q11", answers.pairs, answers.choices) }}{% endcall %}
- chưa đúng hết
{% call ask("Ghép cặp.") %}{{ matching("q12", answers.pairs_seen, answers.choices) }}{% endcall %}
- không đổi nữa
{% call ask("Ghép cặp.") %}{{ matching("q13", answers.pairs_seen, answers.choices, closed=True) }}{% endcall %}
== mark_tag
- đúng, chưa
{{ mark_tag("right") }} {{ mark_tag("wrong") }} {{ mark_tag("right", chosen=False) }} {{ mark_tag("") }}
== feedback
- đúng
{% call feedback("right", level=3, id="nx-1") %}<p>Cúp máy là cách chắc nhất.</p>{% endcall %}
- một phần
{% call feedback("partly", level=3, id="nx-2") %}<p>Còn một ý nữa.</p>{% endcall %}
- chưa đúng
{% call feedback("wrong", title="Chưa đúng. Nghĩ vậy cũng dễ hiểu", level=3, id="nx-3") %}
  <p>Số căn cước có thể đã bị lộ.</p>{% endcall %}
"""
