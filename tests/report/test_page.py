"""The brief opened in a browser with the network off: accessible, quiet, sound on paper, on a phone, in other scripts."""

import io
from dataclasses import replace

import pypdf
import pytest

from onetext.report.build import build
from onetext.report.html import to_html
from report.strait_brief import DEADLINES, EVIDENCE, strait, with_rules
from report.text_case import DAY, text_case
from report.variants import ARABIC, HOSTILE, crowded, no_numbers, renamed

BRIEFS = {
    "full": lambda: replace(strait(), rules=with_rules(strait()), evidence=EVIDENCE, deadlines=DEADLINES),
    "arabic": lambda: renamed(strait(), ARABIC),
    "hostile": lambda: renamed(strait(), HOSTILE),
    "no numbers": no_numbers,
    "crowded": lambda: crowded(12, 6),
    "text": lambda: build(text_case(clash=True), DAY),
    "arabic text": lambda: rightward(renamed(build(text_case(), DAY), ARABIC)),
}


def rightward(brief):
    """The same with a text that is written from right to left."""
    return replace(brief, text=replace(brief.text, rightward=False, language="ar"))


@pytest.fixture
def opened(page, tmp_path):
    """Open a brief from a file; `page.told` lists what the console said."""
    page.told = []
    page.on("console", lambda message: page.told.append(message.text))
    page.on("pageerror", lambda error: page.told.append(str(error)))

    def open_brief(key: str, width: int = 1200, scheme: str = "light"):
        path = tmp_path / "brief.html"
        path.write_text(to_html(BRIEFS[key]()), "utf-8")
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.goto(path.as_uri())
        return page

    return open_brief


def axe(page) -> list[str]:
    """What axe finds wrong, as `rule: element`; the page's own policy forbids scripts, so axe runs in the tester's world."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found]


@pytest.mark.parametrize(("key", "scheme"), [*((key, "light") for key in BRIEFS), ("full", "dark"), ("no numbers", "dark")])
def test_axe_finds_nothing_and_nothing_is_asked_of_the_network(opened, key, scheme):
    """No violation, no console message, no request, in light and in dark."""
    page = opened(key, scheme=scheme)
    assert page.told == []
    assert axe(page) == []
    assert page.requested == []


@pytest.mark.parametrize("key", BRIEFS)
def test_the_body_never_scrolls_sideways(opened, key):
    """On a phone as on a desk the page is as wide as the window; a wide table scrolls in its own box."""
    page = opened(key)
    for width in (360, 701, 1000, 1200):
        page.set_viewport_size({"width": width, "height": 900})
        fits(page, width)


def fits(page, width: int) -> None:
    """Nothing outside of a scrolling box lies right of the window."""
    assert page.evaluate("document.documentElement.scrollWidth") == width
    wider = page.evaluate(
        """() => [...document.querySelectorAll('main *, footer *, header *')].filter(e => !e.closest('.scroll, .vh, svg'))
        .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && e.getBoundingClientRect().width > 1).map(e => e.outerHTML.slice(0, 80))"""
    )
    assert wider == []


def test_text_is_never_smaller_than_11_pixels(opened):
    """Also on a phone, also in the charts."""
    page = opened("full", 360)
    size = "parseFloat(getComputedStyle(e).fontSize)"
    sizes = page.evaluate(f"[...document.querySelectorAll('main *')].filter(e => e.innerText && !e.closest('svg')).map(e => {size})")
    assert min(sizes) >= 11
    drawn = page.evaluate(f"[...document.querySelectorAll('svg text')].map(e => {size} * e.getCTM().a)")
    assert min(drawn) >= 9


@pytest.mark.parametrize("key", ["full", "crowded", "hostile"])
def test_every_printed_page_has_the_running_head(opened, key):
    """MEDIATOR ONLY, the case and the day stand on each sheet of A4; nothing is cut at the right."""
    page = opened(key)
    paper = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert {tuple(round(x) for x in sheet.mediabox[2:]) for sheet in paper.pages} == {(595, 842)}
    for sheet in paper.pages:
        text = sheet.extract_text()
        assert "MEDIATOR ONLY" in text
        assert "as of 1 February 2031" in text
    page.set_viewport_size({"width": 680, "height": 960})  # A4 less its margins, in CSS pixels
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 680


def test_the_strait_brief_prints_on_few_sheets(opened):
    """The whole brief of a case of five issues is at most six sheets."""
    paper = pypdf.PdfReader(io.BytesIO(opened("full").pdf(prefer_css_page_size=True)))
    assert len(paper.pages) <= 6
    first = paper.pages[0].extract_text()
    assert "not yet" in first and "Ask first" in first


def test_the_keyboard_reaches_what_it_needs(opened):
    """The first stop is the skip link, seen when focused; a wide table can be scrolled by keyboard."""
    page = opened("crowded", 360)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the bottom line"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    assert page.evaluate("[...document.querySelectorAll('.scroll')].every(e => e.tabIndex === 0 && e.getAttribute('aria-label'))")


def test_rows_stay_tables_to_a_screen_reader_on_a_phone(opened):
    """A row drawn as a card is still a row: the accessibility tree names table, row and header."""
    page = opened("full", 360)
    assert page.get_by_role("table", name="What would open it").get_by_role("row").count() == 4
    assert page.get_by_role("rowheader", name="Eastmark").count() >= 1


def test_right_to_left_names_keep_to_themselves(opened):
    """An Arabic name reads right to left, and the sentence around it stays left to right."""
    page = opened("arabic")
    name = page.locator("th bdi", has_text=ARABIC["Northland"]).first
    assert name.evaluate("e => getComputedStyle(e).direction") == "rtl"
    order = page.evaluate(
        """() => { const li = document.querySelector('.ways li'); const name = li.querySelector('bdi').getBoundingClientRect();
        const range = document.createRange(); const rest = li.querySelector('bdi').nextSibling; range.selectNodeContents(rest);
        return name.right <= range.getClientRects()[0].left + 1 }"""
    )
    assert order


def test_hostile_names_run_nothing(opened):
    """Names made of markup are text: no script ran, no dialog, no element of theirs is in the page."""
    page = opened("hostile")
    assert page.locator("script, img").count() == 0
    assert page.told == [] and page.requested == []
    assert page.title().startswith("</title><script>1</script>")


def test_the_policy_forbids_scripts(opened):
    """The page's own policy stops a script even if one got in."""
    page = opened("full")
    page.evaluate("() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s) }")
    assert page.evaluate("window.ran") is None
    assert any("Content Security Policy" in text for text in page.told)


def test_the_file_is_one_and_small():
    """The brief of five issues and five parties is under 150 kB, styles and charts included."""
    assert len(to_html(strait()).encode()) < 150_000
