from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

from edgewright.policy.evaluation import Coverage, Evaluation
from edgewright.report import html
from edgewright.report.html import FOLD, bar, breakable, render_html
from edgewright.report.summary import summarise
from edgewright.report.wording import visible

VOID = {"meta", "br", "wbr", "link", "img", "hr", "input", "rect", "circle", "path", "use", "col"}


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
            assert name != "href" or (tag in ("a", "use") and value.startswith("#"))
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
    parts += [*evaluation.digests.values(), *evaluation.versions.values()]
    parts += [entry.type for entry in evaluation.coverage.unassessed]
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
                assert set(value.split()) <= set(page.ids)


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
    nothing = replace(samples.INCOMPLETE, results=(), coverage=Coverage())
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
    # 13 results: 3 blocking, 1 advisory, 1 waived, 2 undetermined, 1 conditional, 4 passed, 1 not
    # applicable.
    assert [(it.group, round(it.width * 13 / 1000)) for it in segments] == [
        ("blocking", 3),
        ("advisory", 1),
        ("waived", 1),
        ("undetermined", 2),
        ("conditional", 1),
        ("passed", 4),
        ("not applicable", 1),
    ]
    assert segments[0].x == 0
    assert abs(segments[-1].x + segments[-1].width - 1000) < 0.02


def test_a_urn_may_break_after_its_separators() -> None:
    assert breakable("urn:a::b$c/d") == "urn:<wbr>a::<wbr>b$<wbr>c/<wbr>d"
    assert breakable("<b>:x&") == "&lt;b&gt;:<wbr>x&amp;"
    assert re.sub("<wbr>", "", str(breakable("plain"))) == "plain"


SECTIONS = [
    *("scope", "transfers", "blocking", "advisory", "waivers", "conditional", "undetermined"),
    *("conflicts", "not-assessed", "not-applicable", "rules"),
]


def test_the_sections_are_in_the_order_a_reviewer_needs(samples: ModuleType) -> None:
    page = _page(samples.VIOLATED)
    shown = [value for tag, name, value in page.attributes if name == "aria-labelledby"]
    assert [name for name in shown if not name.startswith("map-")] == SECTIONS
    linked = [value for tag, name, value in page.attributes if (tag, name) == ("a", "href")]
    assert linked == ["#content", *(f"#{name}" for name in SECTIONS)]


def test_the_register_holds_every_transfer_in_full(samples: ModuleType) -> None:
    source = render_html(samples.VIOLATED)
    register = source[source.index('id="transfers"') : source.index('id="blocking"')]
    shown = _page(samples.VIOLATED).words
    for row in samples.TRANSFERS:
        parts = [row.data, row.carrier, row.source, row.target, row.flow_kind, row.form]
        parts += [*row.categories, *row.subjects, *row.path, *row.reasons, f"Ground {row.ground}"]
        optional = (row.recipient, row.purpose, row.transfer_mechanism, row.evidence, row.valid_to)
        parts += [it for it in optional if it]
        assert [part for part in parts if part not in shown] == []
    assert "40,000 people" in shown and "number of people not stated" in shown
    assert register.count('class="transfer ') == len(samples.TRANSFERS)
    order = [shown.index(f"{word} 1 transfer") for word in ("Violated", "Waived", "Undetermined")]
    order += [shown.index(f"{word} 1 transfer") for word in ("Conditional", "Not judged", "Held")]
    assert order == sorted(order)


def test_violated_transfers_are_never_folded(samples: ModuleType) -> None:
    rows = tuple(
        samples.transfer(verdict, "aws/eu-central-1", f"aws/r{number}", reasons=("TRF-01: no",))
        for verdict in ("violated", "held")
        for number in range(FOLD + 1)
    )
    source = render_html(replace(samples.VIOLATED, transfers=rows))
    violated, held = source.index(">Violated <"), source.index(">Held <")
    assert "<details" not in source[source.index('id="transfers"') : held]
    assert violated < held < source.index("<details") < source.index('id="blocking"')
    assert "Show 13 transfers" in source


def test_without_an_estate_there_is_no_register_and_no_map(samples: ModuleType) -> None:
    page = _page(samples.HELD)
    assert "transfers" not in page.ids and "desc" not in page.tags
    none = replace(samples.VIOLATED, transfers=())
    assert "No label crosses a border." in _page(none).words


def test_the_map_says_what_it_shows(samples: ModuleType) -> None:
    source = render_html(samples.VIOLATED)
    words = _page(samples.VIOLATED).words
    assert source.count('role="img" aria-labelledby="map-') == 2
    counted = "8 places, 8 flows: 2 violated, 1 waived, 1 undetermined, 1 conditional, 1 not judged"
    assert words.count(counted) == 2
    for flow in samples.FLOWS[:7]:
        assert words.count(f"{flow.source} to {flow.target}: {', '.join(flow.data)};") == 2
    assert "Places without a position on the map worldwide/edge-cache (country not known)" in words
    assert "azure/brazilsouth to worldwide/edge-cache: detections, waived" in words
    assert "url(" not in source


def test_places_that_are_nowhere_on_the_map_are_listed_without_one(samples: ModuleType) -> None:
    nowhere = tuple(replace(place, at=None) for place in samples.PLACES)
    page = _page(replace(samples.VIOLATED, places=nowhere))
    assert "use" not in page.tags and "Natural Earth" not in page.words
    for place in nowhere:
        assert f"{place.id} ({place.country or 'country not known'})" in page.words


def test_conflicts_show_who_resolves_them_and_who_does_not(samples: ModuleType) -> None:
    words = _page(samples.VIOLATED).words
    assert "Settled bypack eu-personal-data" in words
    assert "Settled byno pack in force: nobody has said which demand gives way" in words
    assert "RES-05 (gdpr:44), RES-06 (gdpr:44)" in words


def test_conditional_results_name_their_evidence(samples: ModuleType) -> None:
    source = render_html(samples.VIOLATED)
    section = source[source.index('id="conditional"') : source.index('id="undetermined"')]
    assert "on scc DOC-114, valid to 2028-01-31" in section and "TRF-02" in section


def test_all_templates_can_be_compiled_ahead() -> None:
    html._environment.cache_clear()
    html.load_templates()
    cache = html._environment().cache
    assert cache is not None
    folder = Path(html.__file__).parent / "templates"
    assert {name for _, name in cache} == {path.name for path in folder.glob("*.j2")} != set()
