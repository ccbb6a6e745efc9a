"""The report as one self-contained HTML file: no script, no request, readable on paper too.

The file carries a content security policy that allows nothing but its own style sheet, by hash, so
that not even a string that slipped through escaping could run or fetch anything.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from edgewright.policy.evaluation import Evaluation
from edgewright.report.map.picture import KINDS, picture
from edgewright.report.numbers import counted
from edgewright.report.standing import parts_text
from edgewright.report.summary import (
    GROUPS,
    Summary,
    by_rule,
    by_severity,
    by_verdict,
    summarise,
)
from edgewright.report.verdicts import VERDICTS
from edgewright.report.wording import (
    DISCLAIMER,
    NEED_RESOURCES,
    NOT_ASSESSED,
    STILL_THERE,
    domains_text,
    phase_text,
    readable,
    resolution_text,
    rule_terms,
    subject_text,
    verdict_sentence,
)

FOLD = 12
"""Lists longer than this start folded; what blocks is never folded."""

BAR_WIDTH = 1000


@dataclass(frozen=True)
class Segment:
    """A part of the bar that shows the proportions of the outcomes, in units of BAR_WIDTH."""

    group: str
    x: float
    width: float


def render_html(evaluation: Evaluation) -> str:
    """The report as an HTML document.

    Raises:
        EdgewrightError: RPT-004, from `summarise`.
    """
    summary = summarise(readable(evaluation))
    style = _style()
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            summary=summary,
            evaluation=summary.evaluation,
            counts=summary.counts(),
            segments=bar(summary),
            style=Markup(style),  # our own file, see _style; everything else is escaped
            policy=content_security_policy(style),
            standing=summary.standing,
            subject=subject_text(summary.evaluation),
            parts=parts_text(summary.evaluation.coverage),
            sentence=verdict_sentence(summary),
            disclaimer=DISCLAIMER,
            picture=picture(summary.places, summary.flows),
            map_description=map_description(summary),
            phase=phase_text(summary.evaluation),
        )
    )


def content_security_policy(style: str) -> str:
    """The policy of a document whose only active part is the style sheet `style`."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def bar(summary: Summary) -> list[Segment]:
    """The groups that have a result, side by side, each as wide as its share of all results."""
    counts = summary.counts()
    total = sum(counts.values())
    segments: list[Segment] = []
    done = 0
    for group in GROUPS:
        if counts[group]:
            x, width = BAR_WIDTH * done / total, BAR_WIDTH * counts[group] / total
            segments.append(Segment(group, round(x, 2), round(width, 2)))
            done += counts[group]
    return segments


def map_description(summary: Summary) -> str:
    """What the map shows, for those who cannot see it."""
    flows = Counter(flow.verdict for flow in summary.flows)
    verdicts = ", ".join(f"{flows[word]} {word}" for word in VERDICTS if flows[word])
    found = f"{counted(len(summary.places), 'place')}, {counted(len(summary.flows), 'flow')}"
    return f"{found}: {verdicts}." if verdicts else f"{found}."


def breakable(text: str) -> Markup:
    """`text` escaped, with places where a browser may break it: after the separators of a URN."""
    return Markup("<wbr>").join(re.split(r"(?<=[:$/>])(?=[^:$/>])", text))


def slug(text: str) -> str:
    """`text` as a class name."""
    return text.replace(" ", "-")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("edgewright.report"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        by_rule=by_rule,
        by_severity=by_severity,
        by_verdict=by_verdict,
        counted=counted,
        fold=FOLD,
        groups=GROUPS,
        kinds=KINDS,
        need_resources=NEED_RESOURCES,
        not_assessed=NOT_ASSESSED,
        slug=slug,
        still_there=STILL_THERE,
    )
    environment.filters.update(
        breakable=breakable, domains=domains_text, resolved=resolution_text, terms=rule_terms
    )
    return environment


def load_templates() -> None:
    """Read and compile all templates: the first report takes five times as long where it must."""
    environment = _environment()
    for name in environment.list_templates(extensions=["j2"]):
        environment.get_template(name)


@cache
def _style() -> str:
    return files("edgewright.report").joinpath("templates", "report.css").read_text("utf-8")
