"""The page in a real browser, without a window."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page, expect, sync_playwright

from auditor.core.bitext import Span
from auditor.report.model import Report
from auditor.report.page import to_html
from tests.report import factory

Open = Callable[..., Page]


def browser_path() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = (shutil.which(name) for name in names)
    return os.environ.get("AUDITOR_CHROMIUM") or next((path for path in found if path), None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = browser_path()
    if path is None:
        pytest.skip("no Chromium: install it, or name it in AUDITOR_CHROMIUM")
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path=path, args=["--no-sandbox", "--disable-gpu"]
            )
        except Error as error:
            pytest.skip(f"{path} does not start: {error}")
        yield browser
        browser.close()


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Open a report; at the end no error was logged and nothing but the file was asked for."""
    trouble: list[str] = []
    asked: list[str] = []
    pages: list[Page] = []
    file = tmp_path / "report.html"

    def open_page(report: Report, width: int = 1400, height: int = 900, **options: Any) -> Page:
        file.write_text(to_html(report), encoding="utf-8")
        page = browser.new_page(viewport={"width": width, "height": height}, **options)
        pages.append(page)
        page.on("console", lambda message: trouble.append(message.text))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("dialog", lambda dialog: trouble.append(dialog.message))
        page.on("request", lambda request: asked.append(request.url.partition("#")[0]))
        page.goto(file.as_uri())
        return page

    yield open_page
    for page in pages:
        page.close()
    assert trouble == []
    assert set(asked) <= {file.as_uri()}


def visible_rows(page: Page) -> list[str]:
    rows = page.locator("main > .row:visible")
    return [row.get_attribute("id") or "" for row in rows.all()]


def test_a_severity_can_be_filtered_out(show: Open) -> None:
    page = show(factory.article())
    expect(page.locator("#status")).to_have_text("8 of 8 rows, 7 of 7 findings")
    page.get_by_label("minor 3").uncheck()
    page.get_by_label("neutral 1").uncheck()
    assert visible_rows(page) == ["r4", "r5", "r6"]
    expect(page.locator("#status")).to_have_text("3 of 8 rows, 3 of 7 findings")
    expect(page.locator("#r4 mark").first).to_have_class("off")
    page.get_by_role("button", name="Show all").click()
    assert len(visible_rows(page)) == 8


def test_category_and_check_narrow_the_rows(show: Open) -> None:
    page = show(factory.article())
    page.locator("#category").select_option("accuracy/omission")
    assert visible_rows(page) == ["r6"]
    page.locator("#category").select_option("")
    page.locator("#check").select_option("space-before-punctuation")
    assert visible_rows(page) == ["r4", "r9"]
    expect(page.locator(".groups")).to_be_visible()
    page.locator("#check").select_option("addition")
    expect(page.locator(".groups")).to_be_hidden()


def test_a_bar_of_a_chart_is_a_filter(show: Open) -> None:
    page = show(factory.article())
    page.locator('[data-pick="check"][data-value="acronym-drift"]').click()
    assert visible_rows(page) == ["r7"]
    expect(page.locator("#check")).to_have_value("acronym-drift")


def test_only_rows_with_findings(show: Open) -> None:
    page = show(factory.article())
    page.get_by_label("Only with findings").check()
    assert visible_rows(page) == ["r4", "r5", "r6", "r7", "r8", "r9"]


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("ammonia", ["r5"]),
        ("TRANSFORMÉ", []),
        ("traversees", ["r7"]),
        ("keeps the English", ["r7"]),
        ("billets", ["r10"]),
    ],
)
def test_search_looks_in_source_target_and_message(show: Open, query: str, rows: list[str]) -> None:
    page = show(factory.article())
    page.locator("#search").fill(query)
    expect(page.locator("#status")).to_contain_text(f"{len(rows)} of 8 rows")
    assert visible_rows(page) == rows
    expect(page.locator("#nothing")).to_be_visible(visible=not rows)


def test_search_finds_what_was_left_out(show: Open) -> None:
    page = show(factory.article())
    page.locator("#search").fill("newsletter")
    expect(page.locator("#r2")).to_be_visible()
    expect(page.locator("#r1")).to_be_hidden()


def test_search_in_other_scripts(show: Open) -> None:
    page = show(factory.japanese())
    page.locator("#search").fill("北の風")
    expect(page.locator("#status")).to_contain_text("1 of 2 rows")


def test_keys_jump_from_finding_to_finding(show: Open) -> None:
    page = show(factory.article(), height=500)
    seen = []
    for _ in range(7):
        page.keyboard.press("n")
        focused = page.locator("mark:focus")
        expect(focused).to_be_in_viewport()
        seen.append(focused.text_content())
    assert seen[:3] == [" :", "1 520", "(,"]
    expect(page.locator("#position")).to_have_text("7 / 7")
    page.keyboard.press("j")
    expect(page.locator("#position")).to_have_text("1 / 7")
    page.keyboard.press("k")
    page.keyboard.press("p")
    expect(page.locator("#position")).to_have_text("6 / 7")
    page.get_by_role("button", name="Next").click()
    expect(page.locator("#position")).to_have_text("7 / 7")


def test_jumps_skip_what_is_filtered_out(show: Open) -> None:
    page = show(factory.article())
    page.get_by_label("minor 3").uncheck()
    page.keyboard.press("n")
    expect(page.locator("mark:focus")).to_have_text("1 520")
    expect(page.locator("#position")).to_have_text("1 / 4")


def test_keys_are_letters_while_typing(show: Open) -> None:
    page = show(factory.article())
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("npj")
    expect(page.locator("#search")).to_have_value("npj")
    expect(page.locator("mark:focus")).to_have_count(0)


def test_focus_and_hover_show_the_explanation(show: Open) -> None:
    page = show(factory.article())
    tip = page.get_by_role("tooltip")
    expect(tip).to_be_hidden()
    page.locator("#r4 mark.critical").focus()
    expect(tip).to_contain_text("The original says 1,250; the translation says 1 520.")
    expect(tip).to_contain_text("Write: 1 250")
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    page.locator("#r5 mark").hover()
    expect(tip).to_contain_text("nothing closes it")
    page.mouse.move(2, 2)
    expect(tip).to_be_hidden()


def test_every_finding_can_be_reached_with_tab(show: Open) -> None:
    page = show(factory.article())
    reached = set()
    page.locator("#rows").focus()
    for _ in range(60):
        page.keyboard.press("Tab")
        value = page.evaluate("document.activeElement.dataset.f || ''")
        reached.update(value.split())
    assert reached == {"1", "2", "3", "4", "5", "6", "7"}


def test_a_place_of_a_grouped_finding_is_a_link_to_its_mark(show: Open) -> None:
    page = show(factory.article(), height=500)
    page.locator(".places a").nth(1).click()
    expect(page.locator("#r9 mark.minor")).to_be_focused()
    expect(page.locator("#r9 mark.minor")).to_be_in_viewport()


def test_the_strip_leads_to_its_sentence(show: Open) -> None:
    page = show(factory.article(), height=500)
    page.locator('.strip a[href="#r10"]').click()
    expect(page.locator("#r10")).to_be_in_viewport()


def test_excluded_rows_open_with_one_switch(show: Open) -> None:
    page = show(factory.article())
    expect(page.locator("#r1")).to_be_hidden()
    page.get_by_label("Show excluded (3)").check()
    expect(page.locator("#r1")).to_be_visible()
    expect(page.locator("#r11")).to_be_visible()


def test_hostile_texts_stay_texts(show: Open) -> None:
    page = show(factory.hostile())
    expect(page.locator("#r1 .source p")).to_contain_text(factory.HOSTILE)
    expect(page.locator("#r1 mark")).to_have_text(factory.HOSTILE)
    page.locator("#r1 mark").focus()
    expect(page.get_by_role("tooltip")).to_contain_text("<img src=x onerror=alert(3)>")
    page.locator("#search").fill("<script>")
    expect(page.locator("#status")).to_contain_text("1 of 3 rows")


def test_right_to_left_text_stands_right(show: Open) -> None:
    page = show(factory.arabic())
    cell = page.locator("#r1 .target p")
    expect(cell).to_have_css("direction", "rtl")
    expect(page.locator("#r1 .source p")).to_have_css("direction", "ltr")
    edges = page.evaluate(
        """() => {
          const cell = document.querySelector("#r2 .target p");
          const range = document.createRange();
          range.selectNodeContents(cell);
          return [cell.getBoundingClientRect().right, range.getBoundingClientRect().right];
        }"""
    )
    assert abs(edges[0] - edges[1]) < 2


def luminance(page: Page) -> float:
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return sum(float(part) for part in re.findall(r"[\d.]+", colour)[:3])


def test_dark_mode_follows_the_system_and_the_switch(show: Open) -> None:
    dark = show(factory.article(), color_scheme="dark")
    assert luminance(dark) < 150
    dark.locator("#theme").click()
    assert luminance(dark) > 600
    light = show(factory.article(), color_scheme="light")
    assert luminance(light) > 600
    light.locator("#theme").click()
    assert luminance(light) < 150


@pytest.mark.parametrize("make", [factory.article, factory.arabic, factory.hostile])
@pytest.mark.parametrize("width", [375, 320])
def test_a_phone_needs_no_sideways_scroll(
    show: Open, make: Callable[[], Report], width: int
) -> None:
    page = show(make(), width=width, height=700)
    page.keyboard.press("n")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    source = page.locator("#r1 .source, #r4 .source").last.bounding_box()
    target = page.locator("#r1 .target, #r4 .target").last.bounding_box()
    assert source is not None
    assert target is not None
    assert target["y"] >= source["y"] + source["height"]


def test_print_shows_everything_and_no_control(show: Open) -> None:
    page = show(factory.article())
    page.locator("#search").fill("ammonia")
    expect(page.locator("#status")).to_contain_text("1 of 8 rows")
    page.emulate_media(media="print")
    expect(page.locator(".toolbar")).to_be_hidden()
    expect(page.locator("#r10")).to_be_visible()
    expect(page.locator("#r4 .finding")).to_be_visible()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("#r1")).to_be_visible()


def test_contrast_is_enough(show: Open) -> None:
    """Check WCAG 2.2 AA, 4.5:1, for the text colours on the surfaces that they stand on."""
    for scheme in ("light", "dark"):
        page = show(factory.article(), color_scheme=scheme)
        page.get_by_label("Show excluded (3)").check()
        assert page.evaluate(CONTRAST) == []


CONTRAST = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const channel = (value) => {
    const v = value / 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  };
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const surface = (node) => {
    for (; node; node = node.parentElement) {
      const colour = rgba(getComputedStyle(node).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255, 255];
  };
  const poor = [];
  for (const node of document.querySelectorAll("body *")) {
    const own = [...node.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (!own || node.closest("svg, script, button:disabled") || !node.checkVisibility()) continue;
    const ink = light(rgba(getComputedStyle(node).color));
    const ground = light(surface(node));
    const ratio = (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
    if (ratio < 4.5) poor.push(`${node.className || node.tagName} ${ratio.toFixed(2)}`);
  }
  return poor;
}"""


def test_a_long_report_stays_usable(show: Open) -> None:
    page = show(factory.long(5000))
    page.locator("#search").fill("phrase 4321")
    expect(page.locator("#status")).to_have_text("1 of 5,000 rows, 0 of 500 findings", timeout=5000)
    page.get_by_role("button", name="Show all").click()
    page.keyboard.press("p")
    expect(page.locator("#r5000 mark")).to_be_in_viewport()
    expect(page.locator("#position")).to_have_text("500 / 500")


def test_an_empty_report_and_a_translation_alone_open(show: Open) -> None:
    expect(show(factory.empty()).locator("main")).to_contain_text("There is no sentence")
    alone = show(factory.monolingual())
    alone.keyboard.press("n")
    expect(alone.locator("mark:focus")).to_have_text("()")


def test_without_script_everything_can_be_read(show: Open) -> None:
    page = show(factory.article(), java_script_enabled=False)
    expect(page.locator(".toolbar")).to_be_hidden()
    expect(page.locator("#theme")).to_be_hidden()
    expect(page.locator("#r4 .finding .message")).to_be_visible()
    page.locator("details.excluded summary").first.click()
    expect(page.locator("#r1")).to_be_visible()


def test_a_finding_that_marks_nothing_is_a_stop_too(show: Open) -> None:
    report = factory.japanese()
    lost = replace(report.findings[0], span=Span(9_000, 9_001))
    page = show(replace(report, findings=(lost,)))
    page.keyboard.press("n")
    expect(page.locator("#r1 .finding")).to_be_focused()


def test_a_link_into_what_is_folded_unfolds_it(show: Open) -> None:
    page = show(factory.article())
    page.goto(f"{page.url}#r2")
    expect(page.locator("#r2")).to_be_visible()
