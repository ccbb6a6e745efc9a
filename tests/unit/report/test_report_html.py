from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from types import ModuleType

from edgewright.policy.evaluation import Evaluation
from edgewright.report.html import FOLD, bar, breakable, render_html
from edgewright.report.summary import summarise
from edgewright.report.wording import visible

VOID = {"meta", "br", "wbr", "link", "img", "hr", "input", "rect", "circle", "path"}


class Page(HTMLParser):
    """A page's elements, attributes and text; notes elements that are not closed in order."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.ids: list[str] = []
        self.text = ""
        self.style = ""
        self.open: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open and self.open[-1] == tag, f"</{tag}> closes {self.open[-3:]}"
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "style":
            self.style += data
        else:
            self.text += data

    @property
    def words(self) -> str:
        return " ".join(self.text.split())


def _page(evaluation: Evaluation) -> Page:
    page = Page(render_html(evaluation))
    assert page.open == []
    return page


def test_nothing_can_run_and_nothing_is_fetched(samples: ModuleType) -> None:
    for evaluation in (samples.VIOLATED, *map(samples.hostile, samples.HOSTILE_TEXTS)):
        page = _page(evaluation)
        assert not {"script", "img", "link", "iframe", "object", "base", "form"} & set(page.tags)
        for tag, name, value in page.attributes:
            assert not name.startswith("on") and name not in ("src", "style", "srcset")
            assert name != "href" or (tag == "a" and value.startswith("#"))
        assert "url(" not in page.style and "@import" not in page.style


def test_the_content_security_policy_allows_only_the_style_sheet(samples: ModuleType) -> None:
    page = _page(samples.VIOLATED)
    (policy,) = [
        value for _, name, value in page.attributes if name == "content" and "default-src" in value
    ]
    digest = base64.b64encode(hashlib.sha256(page.style.encode()).digest()).decode()
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{digest}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]


def test_hostile_strings_are_text(samples: ModuleType) -> None:
    for text in samples.HOSTILE_TEXTS:
        page = _page(samples.hostile(text))
        assert page.words.count(" ".join(visible(text).split())) >= 10


def test_every_part_of_a_finding_is_there(samples: ModuleType) -> None:
    words = _page(samples.VIOLATED).words
    finding = samples.RESULTS[0]
    shown = (
        *("RES-05", "Storage replicas stay in the zones their data may enter", finding.message),
        *(finding.node, finding.node_name, finding.place, *finding.witness),
        "Use zone redundancy, or a pair inside the allowed zones.",
        "nist-800-53r5:SA-9(5)",
    )
    positions = [words.index(part) for part in shown]
    assert min(positions) > 0


def test_the_whole_evaluation_is_there(samples: ModuleType) -> None:
    evaluation = samples.VIOLATED
    words = _page(evaluation).words
    parts = [evaluation.estate, evaluation.stack, evaluation.at, *evaluation.notes]
    parts += [policy.id for policy in evaluation.policies]
    parts += [policy.title for policy in evaluation.policies]
    parts += [waiver.ticket for waiver in evaluation.waivers]
    parts += [waiver.state.capitalize() for waiver in evaluation.waivers]
    parts += [*evaluation.not_assessed, *evaluation.digests.values(), *evaluation.versions.values()]
    parts += ["Violated 3 findings block this run.", "Yes, the clouds were stood in for"]
    assert [part for part in parts if part not in words] == []


def test_links_lead_somewhere_and_ids_are_unique(samples: ModuleType) -> None:
    for evaluation in (samples.VIOLATED, samples.HELD, samples.INCOMPLETE, samples.large(20)):
        page = _page(evaluation)
        assert len(page.ids) == len(set(page.ids))
        for _, name, value in page.attributes:
            if name == "href":
                assert value.removeprefix("#") in page.ids
            if name == "aria-labelledby":
                assert value in page.ids


def test_landmarks_and_table_scopes(samples: ModuleType) -> None:
    page = _page(samples.VIOLATED)
    for landmark in ("header", "nav", "main", "footer", "h1"):
        assert page.tags.count(landmark) == 1
    scopes = [value for tag, name, value in page.attributes if tag == "th" and name == "scope"]
    assert len(scopes) == page.tags.count("th")
    assert set(scopes) == {"col", "row"}


def test_long_lists_are_folded_but_never_what_blocks(samples: ModuleType) -> None:
    assert "details" not in _page(samples.VIOLATED).tags
    source = render_html(samples.large(FOLD + 1))
    blocking = source[source.index('id="blocking"') : source.index('id="advisory"')]
    assert "<details" not in blocking and blocking.count("<article") == FOLD + 1 + 3
    assert source.count("<details>") == 3  # advisory, undetermined of RES-05, not assessed


def test_an_incomplete_run_claims_nothing(samples: ModuleType) -> None:
    nothing = replace(samples.INCOMPLETE, results=(), not_assessed={})
    words = _page(nothing).words
    for claim in ("None.", "was known", "has been assessed", "had something to judge"):
        assert claim not in words
    assert "which proves nothing" in words


def test_blocking_unknowns_are_not_denied(samples: ModuleType) -> None:
    results = tuple(it for it in samples.RESULTS if it.blocking)
    words = _page(replace(samples.VIOLATED, results=results)).words
    assert "None but those that block, above." in words
    assert "Every value that a rule needed was known." not in words


def test_the_bar_shows_the_shares(samples: ModuleType) -> None:
    segments = bar(summarise(samples.VIOLATED))
    # 12 results: 3 blocking, 1 advisory, 1 waived, 2 undetermined, 4 passed, 1 not applicable.
    assert [(it.group, round(it.width * 12 / 1000)) for it in segments] == [
        ("blocking", 3),
        ("advisory", 1),
        ("waived", 1),
        ("undetermined", 2),
        ("passed", 4),
        ("not applicable", 1),
    ]
    assert segments[0].x == 0
    assert abs(segments[-1].x + segments[-1].width - 1000) < 0.02


def test_a_urn_may_break_after_its_separators() -> None:
    assert breakable("urn:a::b$c/d") == "urn:<wbr>a::<wbr>b$<wbr>c/<wbr>d"
    assert breakable("<b>:x&") == "&lt;b&gt;:<wbr>x&amp;"
    assert re.sub("<wbr>", "", str(breakable("plain"))) == "plain"
