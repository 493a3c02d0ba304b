"""The screens of figures and of the quarterly report, in the states that look different, as the demo holds them."""

from lms.content.rules.library import Library
from tests.browser.phone import Phone
from tests.browser.screens import MANAGER, Go, Screen, at
from tests.browser.steps import PASSWORD, sign_in

PROVINCE, DRAFTER = ("tinh", PASSWORD), ("nguoisoan", PASSWORD)
VIEWER, HEAD = ("xemsolieu", PASSWORD), ("hieutruong", PASSWORD)
HERE = "/bao-cao/99001/"
EARLIER, EARLIEST = 2, 3
"""Places in the list of quarters, which begins with the running one: two whose reports the demo does not hold."""


MADE: dict[tuple[str, str | int], str] = {}
"""What was made on a server already, whichever browser made it: its address, by the server's and by what it is."""


def _submitted(browser: object, address: str, quarter: int) -> str:
    """The address of a report on an older quarter, laid before its signer."""
    if (address, quarter) in MADE:
        return MADE[address, quarter]
    drafter = sign_in(Phone(browser, address), *DRAFTER).open(HERE)
    drafter.page.locator("select[name=quarter]").select_option(index=quarter)
    drafter.press("Soạn báo cáo quý này").press("Trình ký")
    MADE[address, quarter] = here = drafter.path
    drafter.close()
    return here


def _issued(browser: object, address: str) -> str:
    """The address of a report that has its number, and waits for the signed paper."""
    if (address, "issued") in MADE:
        return MADE[address, "issued"]
    here = _submitted(browser, address, EARLIEST)
    signer = sign_in(Phone(browser, address), *MANAGER).open(f"{here}/ban-hanh")
    told = {"Số, ký hiệu": "7/BC-UBND", "Chức vụ người ký": "Chủ tịch", "Họ tên người ký": "Phạm Văn Mẫu"}
    for label, text in told.items():
        signer.type(label, text)
    signer.type("Ngày ban hành", signer.page.evaluate("new Date().toISOString().slice(0, 10)"))
    signer.press("Ban hành báo cáo")
    signer.close()
    MADE[address, "issued"] = here
    return here


def _at(state: str, end: str = "", *presses: str) -> Go:
    def go(phone: Phone, _: Library) -> None:
        browser = phone.page.context.browser
        where = _issued(browser, phone.address) if state == "issued" else _submitted(browser, phone.address, EARLIER)
        phone.open(f"{where}{end}")
        for words in presses:
            phone.press(words)

    return go


def _listed(words: str, *presses: str) -> Go:
    """Follow the link of a report in the list of its state."""

    def go(phone: Phone, _: Library) -> None:
        phone.open(HERE)
        row = phone.page.locator("tr").filter(has_text=words).first
        with phone.page.expect_navigation():
            row.locator("a").first.click()
        for one in presses:
            phone.press(one)

    return go


def _number_without_evidence(phone: Phone, library: Library) -> None:
    _listed("Nháp", "Soạn tiếp")(phone, library)
    phone.type("Số lớp", "-5").press("Lưu số nhập tay")


FIGURES = (
    *(at("/pho-cap/99001", "Tỷ lệ phổ cập kỹ năng số", who) for who in (MANAGER, VIEWER)),
    at("/pho-cap/99", "Tỷ lệ phổ cập kỹ năng số", PROVINCE),
    at("/pho-cap/99001-4", "Tỷ lệ phổ cập kỹ năng số", HEAD),
    at("/pho-cap/99001?nam=2025&quy=4", "Tỷ lệ phổ cập kỹ năng số", MANAGER),
    at("/pho-cap/99001?nam=1900", "Tỷ lệ phổ cập kỹ năng số", MANAGER),
)

REPORTS = (
    *(at(HERE, "Báo cáo quý, xã Vi Dụ", who) for who in (DRAFTER, MANAGER, VIEWER, PROVINCE)),
    at("/bao-cao/99/", "Báo cáo quý, tỉnh Mẫu", PROVINCE),
    at("/bao-cao/99001-4/", "Báo cáo quý, Trường THCS Vi Dụ", HEAD),
    at("/bao-cao/99/doi-chieu", "Số đã báo cáo và số hiện nay", PROVINCE),
    at("/bao-cao/99001/cai-dat", "Kỳ báo cáo và nơi nhận", DRAFTER),
    at("/bao-cao/99001/cai-dat", "Kỳ báo cáo và nơi nhận", MANAGER),
    Screen("/bao-cao draft", _listed("Nháp"), "Báo cáo quý", DRAFTER),
    Screen("/bao-cao writing", _listed("Nháp", "Soạn tiếp"), "Soạn báo cáo quý", DRAFTER),
    Screen("/bao-cao writing, wrong", _number_without_evidence, "Soạn báo cáo quý", DRAFTER),
    Screen("/bao-cao received", _listed("Đã nhận"), "Báo cáo quý", PROVINCE),
    Screen("/bao-cao received, its own", _listed("Đã nhận"), "Báo cáo quý", DRAFTER),
    Screen("/bao-cao submitted", _at("submitted"), "Báo cáo quý", MANAGER),
    Screen("/bao-cao to issue", _at("submitted", "/ban-hanh"), "Ban hành báo cáo quý", MANAGER),
    Screen("/bao-cao to issue, wrong", _at("submitted", "/ban-hanh", "Ban hành báo cáo"), "Ban hành báo", MANAGER),
    Screen("/bao-cao issued", _at("issued"), "Báo cáo quý", MANAGER),
    Screen("/bao-cao issued, no paper", _at("issued", "", "Tải bản đã ký lên"), "Báo cáo quý", DRAFTER),
)

REPORTED = (*FIGURES, *REPORTS)
