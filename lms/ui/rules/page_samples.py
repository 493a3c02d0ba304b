"""Samples of what pages are made of; the form is told in `samples`."""

PAGE_SAMPLES = """
== icon
- một hình
{{ icon("shield") }}
== mark
- dấu
{{ mark() }}
== button
- việc chính
{{ button("Làm tiếp bài 3", after="right") }}
- việc phụ
{{ button("Chọn lại", quiet=True, before="again", name="lai", value="1") }}
- in, cần máy chạy được script
{{ button("In trang này", quiet=True, before="print", hook="print") }}
== link_button
- việc chính
{{ link_button("Luyện tập 4 câu", "/luyen/", after="right") }}
- việc phụ
{{ link_button("Lấy bản in", "/hoc/", quiet=True, before="print", download=True) }}
== text_link
- đứng riêng
{{ text_link("Có mã lớp? Vào lớp", "/vao-lop/", before="book") }}
== acts
- hai nút
{% call acts() %}{{ button("Lưu") }}{{ link_button("Để sau", "/", quiet=True) }}{% endcall %}
== picks
- hình nhỏ, tranh, trạng thái
{% call picks("two") %}{{ pick("An toàn trên mạng", "/hoc/an-toan/", note="Nhận ra lừa đảo", before="shield") }}
{{ pick("Người dân", "/hoc/", note="Việc hằng ngày", src=asset("drawings/nguoi-dan.svg")) }}
{{ pick("Bài 4", "/hoc/", note="chừng 5 phút", before="lock", state=tag("Xong", "ok")) }}{% endcall %}
- tên cả lớp
{% call picks("names") %}{{ pick("1. Nguyễn Văn An", "/", go=False) }}
{{ pick("2. H’Hen Niê", "/", note="đã vào", go=False) }}{% endcall %}
== pick
- không mũi tên
<ul class="picks">{{ pick("Không đưa, kể cho ba mẹ", "/", src=asset("drawings/ke-ba-me.svg"), go=False) }}</ul>
== sheet
- tờ giấy
{% call sheet() %}<p>Một tờ giấy trắng hơn nền.</p>{% endcall %}
- ô ly, lề đỏ
{% call sheet(ruled=True) %}<p>Chín giờ sáng, điện thoại đổ chuông.</p><p>Nên làm gì?</p>{% endcall %}
- việc tiếp
{% call sheet(wide=True) %}<p><b>Bài 3</b></p>{{ cells(6, done=2, now=3) }}{{ link_button("Làm tiếp", "/") }}
  {% endcall %}
== hero
- mở đầu
{{ hero("Mỗi ngày một việc", lead="Bài ngắn 3–6 phút.", src=asset("drawings/ba-chau.svg"), alt="Bà và cháu.",
  level=3) }}
== note
- cho biết
{% call note(title="Cho biết", level=3) %}<p>Bài này dùng được khi mất mạng.</p>{% endcall %}
- làm được
{% call note("good", title="Làm được", level=3) %}<p>Cúp máy là cách chắc nhất.</p>{% endcall %}
- chú ý
{% call note("warn", title="Chú ý", level=3) %}<p>Lỡ cài rồi thì tắt nguồn máy.</p>{% endcall %}
- cần sửa
{% call note("bad", title="Cần sửa", level=3) %}<p>Số người thuộc diện nhỏ hơn số đã xác nhận.</p>{% endcall %}
- không đầu đề
{% call note(before="saved", role="status") %}<p>Đã lưu lúc 9:42.</p>{% endcall %}
== keep
- một câu
{{ keep("Đọc tên, đọc số tiền, rồi mới bấm.") }}
- từ bài
{% call keep() %}<p><mark>Ai giục bấm, mình dừng.</mark></p>{% endcall %}
== steps
- chữ
{% call steps() %}{% call step("Quét mã", level=3) %}<p>Xem mã có bị dán đè không.</p>{% endcall %}
  {{ step("Đọc tên", level=3) }}{% endcall %}
== step
- có tranh
{% call steps(drawn=True) %}{% call step("Cúp luôn", src=asset("drawings/buoc-cup-may.svg"),
  alt="Nút đỏ để cúp máy.", level=3) %}
<p>Cúp máy lúc này không phải là bất lịch sự.</p>{% endcall %}{% endcall %}
== cells
- đang học
{{ cells(5, done=2, now=3) }}
- làm lẻ
{{ cells(5, done=[1, 4], now=5) }}
- xong hết
{{ cells(3, done=3) }}
== meter
- tỷ lệ và chỉ tiêu
{{ meter(0.466, target=0.8, label="46,6 %, chỉ tiêu 80 %") }}
- vượt
{{ meter(1.04, target=1) }}
- chưa có gì
{{ meter(0) }}
== between
- câu
{{ between("Câu 2 trong 4", "Luyện tập không tính điểm") }}
== progress
- ít câu
{{ progress(4, 2, done=[1], note="Không tính điểm") }}
- nhiều câu
{{ progress(16, 12, done=9) }}
== tag
- mọi trạng thái
{{ tag("Xong", "ok") }} {{ tag("Đang làm", "doing") }} {{ tag("Chưa mở") }} {{ tag("Quá hạn", "late") }}
  {{ tag("Cần sửa", "bad") }}
== conds
- đạt và chưa đạt
{% call conds() %}{{ cond("Đã học 4 bài đầu", True, note="Ngày 12/11/2026.") }}
{{ cond("Còn 3 kỹ năng", False, share=0.625, note="Mỗi kỹ năng một bài chừng 5 phút.") }}{% endcall %}
== cond
- kèm việc cần làm
{% call conds() %}{% call cond("Bài đánh giá", False) %}{{ text_link("Làm bài", "/") }}{% endcall %}{% endcall %}
== facts
- xác nhận
{% call facts() %}{{ fact("Người được xác nhận", "Nguyễn Thị Hoa", kind="who") }}{{ fact("Ngày cấp", "18/11/2026") }}
{{ fact("Số xác nhận", "7K4M-2QP9-3T9X-4", kind="serial") }}{% endcall %}
== fact
- số lớn
{% call facts() %}{{ fact("Số tiền", "450.000 đ", kind="big") }}{% call fact("Kỹ năng") %}{{ tag("Xong", "ok") }}
  {% endcall %}{% endcall %}
== crumbs
- hai bậc
{{ crumbs([("Bài học", "/hoc/"), ("An toàn trên mạng", "/hoc/an-toan/")]) }}
== table
- số liệu
{{ table(["Thôn", "Số người thuộc diện", "Đã xác nhận"], [["Thôn Đình", "1.204", "738"], ["Thôn Hạ", "chưa có số",
  "590"]],
foot=["Toàn xã", "1.204", "1.328"], numbers=(1, 2), caption="Tính đến 20/11/2026", id="so-lieu-mau") }}
- hàng tự viết
{% call table(["Học sinh", "Bài 1"]) %}<tr><th scope="row">Bùi Gia An</th><td data-l="Bài 1">{{ tag("Xong", "ok") }}
  </td></tr>{% endcall %}
== details
- đóng
{% call details("Tỷ lệ này tính thế nào?") %}<p>Số người đã xác nhận chia cho số người thuộc diện.</p>{% endcall %}
- mở
{% call details("Dành cho người lớn", open=True) %}<p>Bài cho học sinh lớp 4, 5.</p>{% endcall %}
== empty
- chưa có
{% call empty("Chưa giao bài nào", note="Bài đã giao sẽ hiện ở đây.", src=asset("drawings/trong.svg")) %}
<p>{{ link_button("Giao bài đầu tiên", "/", quiet=True) }}</p>{% endcall %}
== tabs
- ba thẻ
{{ tabs([("Tiến độ", "/a"), ("Bài giao", "/b"), ("Danh sách", "/c")], "Lớp 7B", "/b") }}
== pages
- ở giữa
{{ pages(20, 10, "/lop/7?trang={}") }}
- đầu
{{ pages(3, 1, "/lop/7?trang={}", label="Danh sách lớp") }}
- một trang thì không có gì
{{ pages(1, 1, "?trang={}") }}
== map
- đang làm
{{ map(8, "/danh-gia/x/{}", done=[1, 2, 4], at=5) }}
== verdict
- còn giá trị
{{ verdict("Xác nhận còn giá trị", sentence="Kiểm tra lúc 16:05 ngày 20/11/2026.", level=3) }}
- thu hồi
{% call verdict("Xác nhận đã bị thu hồi", good=False, level=3) %}<p>Không còn giá trị từ 12/11/2026.</p>{% endcall %}
"""
