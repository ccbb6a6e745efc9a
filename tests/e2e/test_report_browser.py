"""The HTML report in a real browser: on a phone, on a desk, on paper, light and dark."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from edgewright.policy.evaluation import Evaluation
from edgewright.report.render import render

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
).split()
PHONE = {"width": 360, "height": 800}
DESK = {"width": 1280, "height": 900}

# Every text node that is shown, with its WCAG 2.1 contrast ratio against the colours behind it.
CONTRAST = """() => {
  const parse = (colour) => {
    const parts = colour.match(/[\\d.]+/g).map(Number);
    return {rgb: parts.slice(0, 3), alpha: parts.length > 3 ? parts[3] : 1};
  };
  const over = (top, bottom) => top.rgb.map((v, i) => v * top.alpha + bottom[i] * (1 - top.alpha));
  const channel = (v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const luminance = ([r, g, b]) =>
    0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const behind = (element) => {
    const layers = [];
    for (let it = element; it; it = it.parentElement)
      layers.push(parse(getComputedStyle(it).backgroundColor));
    return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255]);
  };
  const ratios = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || !element.checkVisibility()) continue;
    const back = behind(element);
    const front = over(parse(getComputedStyle(element).color), back);
    const [light, dark] = [luminance(front), luminance(back)].sort((a, b) => b - a);
    ratios.push({text: node.data.trim().slice(0, 40), ratio: (light + 0.05) / (dark + 0.05)});
  }
  return ratios;
}"""

PAPER = """() => getComputedStyle(document.documentElement).backgroundColor"""
OVERFLOW = """() => {
  const limit = document.documentElement.clientWidth;
  return [...document.querySelectorAll("body *")]
    .filter((it) => it.checkVisibility() && !it.matches(".skip, .stacked thead, .stacked thead *"))
    .filter((it) => !it.closest("svg svg, svg > *, .sr"))  // a drawing clips what is in it
    .filter((it) => it.getBoundingClientRect().right > limit + 0.5
                 || it.getBoundingClientRect().left < -0.5)
    .map((it) => `${it.tagName}.${it.className} ${it.textContent.trim().slice(0, 40)}`);
}"""
# Where each name on the map that is shown is drawn, and the map itself.
NAMES_ON_MAP = """() => {
  const [map] = [...document.querySelectorAll("svg.map")].filter((it) => it.checkVisibility());
  const box = (it) => { const {left, top, right, bottom} = it.getBoundingClientRect();
    return [left, top, right, bottom]; };
  return {map: box(map), names: [...map.querySelectorAll("text")].map(box),
    marks: [...map.querySelectorAll("[class^=mark-]")].map(box)};
}"""
HEADINGS = """() => [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")]
  .map((it) => Number(it.tagName[1]))"""
SHOWN_IDS = """() => [...document.querySelectorAll("code.id")]
  .filter((it) => it.checkVisibility()).map((it) => it.textContent)"""


def _chromium() -> str:
    """The browser's path. A laptop may lack it; a build machine that lacks it proves nothing."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None and os.environ.get("CI") == "true":
        pytest.fail(f"no browser: none of {', '.join(NAMES)} is on PATH")
    if found is None:
        pytest.skip("no Chromium on PATH")
    return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = _chromium()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def samples() -> ModuleType:
    path = Path(__file__).parents[1] / "unit" / "report" / "sample_evaluations.py"
    spec = importlib.util.spec_from_file_location("sample_evaluations", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Visit:
    """A report opened in the browser, and what the browser complained about or asked for."""

    def __init__(self, browser: Browser, file: Path, size: dict[str, int], scheme: Any) -> None:
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.address = file.as_uri()
        self.page: Page = browser.new_page(
            viewport={"width": size["width"], "height": size["height"]}, color_scheme=scheme
        )
        self.page.on("console", lambda it: self.complaints.append(it.text))
        self.page.on("pageerror", lambda it: self.complaints.append(str(it)))
        self.page.on("dialog", lambda it: self.complaints.append(it.message))
        self.page.on("request", lambda it: self.requests.append(it.url))
        self.page.goto(self.address)

    def require_quiet(self) -> None:
        assert self.complaints == []
        assert self.requests == [self.address]

    def require_fitting(self) -> None:
        page = self.page
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= page.evaluate("document.documentElement.clientWidth")
        assert page.evaluate(OVERFLOW) == []

    def require_contrast(self) -> None:
        ratios = self.page.evaluate(CONTRAST)
        assert len(ratios) > 20
        assert [it for it in ratios if it["ratio"] < 4.5] == []  # WCAG 2.1, 1.4.3, level AA


def _write(folder: Path, name: str, evaluation: Evaluation) -> Path:
    file = folder / f"{name}.html"
    file.write_bytes(render(evaluation, "html").encode())
    return file


def _luminous(colour: str) -> float:
    """The mean of the channels of "rgb(r, g, b)", 0 to 255."""
    channels = [int(part) for part in colour[4:-1].split(",")]
    return sum(channels) / len(channels)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("name", ["VIOLATED", "HELD", "HELD_OPEN", "SO_FAR", "INCOMPLETE"])
def test_a_report_reads_well(
    browser: Browser,
    samples: ModuleType,
    tmp_path: Path,
    name: str,
    size: dict[str, int],
    scheme: str,
) -> None:
    evaluation: Evaluation = getattr(samples, name)
    visit = Visit(browser, _write(tmp_path, name, evaluation), size, scheme)
    page = visit.page
    page.screenshot(path=tmp_path / f"{name}-{size['width']}-{scheme}.png", full_page=True)

    verdict = page.locator(".verdict strong")
    assert verdict.inner_text() == evaluation.verdict.capitalize()
    box = verdict.bounding_box()
    assert box is not None and 0 < box["y"] < size["height"] / 2
    assert (_luminous(page.evaluate(PAPER)) > 127) == (scheme == "light")

    blocking = {it.policy for it in evaluation.results if it.blocking}
    shown = set(page.evaluate(SHOWN_IDS))
    assert blocking <= set(page.locator(".finding .id").all_inner_texts())
    assert {it.id for it in evaluation.policies} <= shown
    levels = page.evaluate(HEADINGS)
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    visit.require_fitting()
    visit.require_contrast()
    visit.require_quiet()
    page.close()


def _meet(a: list[float], b: list[float]) -> bool:
    """Whether two boxes (left, top, right, bottom) share more than half a pixel of area."""
    across = min(a[2], b[2]) - max(a[0], b[0])
    return across > 0.5 and min(a[3], b[3]) - max(a[1], b[1]) > 0.5


def _shrunk(box: list[float], share: float) -> list[float]:
    """A text's box without the room above and below its letters."""
    off = (box[3] - box[1]) * share
    return [box[0], box[1] + off, box[2], box[3] - off]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("name", ["VIOLATED", "PACIFIC", "CLOSE", "WORLD", "NEAR"])
def test_a_map_reads_well(
    browser: Browser,
    samples: ModuleType,
    tmp_path: Path,
    name: str,
    size: dict[str, int],
    scheme: str,
) -> None:
    visit = Visit(browser, _write(tmp_path, name, getattr(samples, name)), size, scheme)
    page = visit.page
    shown = page.locator("svg.map").filter(visible=True)
    assert shown.count() == 1
    shown.screenshot(path=tmp_path / f"{name}-{size['width']}-{scheme}.png")
    drawn = page.evaluate(NAMES_ON_MAP)
    names = [_shrunk(box, 0.15) for box in drawn["names"]]
    assert names and not [pair for pair in combinations(names, 2) if _meet(*pair)]
    assert not [(a, b) for a in names for b in drawn["marks"] if _meet(a, b)]
    left, top, right, bottom = drawn["map"]
    for box in names:
        assert left <= box[0] and box[2] <= right and top <= box[1] and box[3] <= bottom
        assert box[3] - box[1] > 7  # pixels: large enough to read
    visit.require_fitting()
    visit.require_quiet()
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_flows_differ_by_colour_and_by_pattern(
    browser: Browser, samples: ModuleType, tmp_path: Path, scheme: str
) -> None:
    """Each verdict has a stroke of its own even for those who see no colour."""
    visit = Visit(browser, _write(tmp_path, "map", samples.VIOLATED), DESK, scheme)
    styles = visit.page.evaluate(
        """() => [...document.querySelectorAll("h3.verdict-line")].map((it) => {
          const style = getComputedStyle(it.querySelector(".line"));
          return [style.stroke, `${style.strokeDasharray} ${style.strokeWidth}`];
        })"""
    )
    assert len(styles) == 6
    assert len({colour for colour, _ in styles}) == len({pattern for _, pattern in styles}) == 6
    visit.page.close()


def test_on_paper_there_is_one_map_with_every_transfer(
    browser: Browser, samples: ModuleType, tmp_path: Path
) -> None:
    visit = Visit(browser, _write(tmp_path, "print", samples.VIOLATED), PHONE, "dark")
    page = visit.page
    page.emulate_media(media="print")
    assert page.locator("svg.map").filter(visible=True).count() == 1
    assert page.locator("svg.map-wide").is_visible()
    assert page.locator("tbody.transfer").count() == len(samples.TRANSFERS)
    assert all(it.is_visible() for it in page.locator("tbody.transfer").all())
    page.close()


def test_on_paper_nothing_stays_folded(
    browser: Browser, samples: ModuleType, tmp_path: Path
) -> None:
    file = _write(tmp_path, "large", samples.large(20))
    visit = Visit(browser, file, DESK, "dark")
    page = visit.page
    folded = page.locator("details li, details article, details tr")
    hidden = "(all) => all.filter((it) => !it.checkVisibility()).length"
    assert folded.evaluate_all(hidden) > 40
    page.emulate_media(media="print")
    assert folded.evaluate_all(hidden) == 0
    assert not page.locator("nav").is_visible()
    assert _luminous(page.evaluate(PAPER)) == 255
    visit.require_contrast()
    page.screenshot(path=tmp_path / "print.png", full_page=True)
    assert page.pdf(format="A4").startswith(b"%PDF-")
    visit.require_quiet()
    page.close()


def test_long_lists_unfold_without_a_script(
    browser: Browser, samples: ModuleType, tmp_path: Path
) -> None:
    visit = Visit(browser, _write(tmp_path, "large", samples.large(20)), PHONE, "light")
    page = visit.page
    unknown = page.locator("section[aria-labelledby=undetermined] details")
    entry = unknown.locator("li").first
    assert not entry.is_visible()
    unknown.locator("summary").click()
    assert entry.is_visible()
    visit.require_fitting()
    visit.require_quiet()
    page.close()


@pytest.mark.parametrize("number", range(10))
def test_hostile_strings_do_nothing_and_fit(
    browser: Browser, samples: ModuleType, tmp_path: Path, number: int
) -> None:
    evaluation = samples.hostile(samples.HOSTILE_TEXTS[number])
    visit = Visit(browser, _write(tmp_path, "hostile", evaluation), PHONE, "light")
    page = visit.page
    assert page.locator("script, img").count() == 0
    assert page.title().startswith("Violated: ")
    visit.require_fitting()
    visit.require_quiet()
    page.close()


def test_the_checks_can_fail(browser: Browser, tmp_path: Path) -> None:
    """Pale, wide, noisy and fetching pages are told apart from good ones."""
    bad = tmp_path / "bad.html"
    bad.write_text(
        "<!doctype html><body style='margin:0'>"
        + "<p style='color:#aaa;background:#fff'>pale</p>" * 21
        + "<p style='width:2000px'>wide</p><script>console.error('noise')</script>"
        "<img src='missing.png' alt=''>"
    )
    visit = Visit(browser, bad, PHONE, "light")
    with pytest.raises(AssertionError, match="pale"):
        visit.require_contrast()
    with pytest.raises(AssertionError):
        visit.require_fitting()
    with pytest.raises(AssertionError, match="noise"):
        visit.require_quiet()
    visit.complaints.clear()
    with pytest.raises(AssertionError, match=r"missing\.png"):
        visit.require_quiet()
    # #777 on white is 4.48 and #767676 is 4.54: the pair on both sides of the limit.
    edge = visit.page
    edge.set_content("<p style='color:#777'>a</p><p style='color:#767676'>b</p>")
    ratios = [round(it["ratio"], 2) for it in edge.evaluate(CONTRAST)]
    assert ratios == [4.48, 4.54]
    edge.close()
    assert _meet([0, 0, 10, 10], [9, 9, 20, 20])
    assert not _meet([0, 0, 10, 10], [10, 0, 20, 10])
