"""The first page of the library: what policies, packs, parameters and waivers look like."""

from __future__ import annotations

from collections.abc import Sequence

from edgewright.policy.library import PREFIXES, Library, Rule
from edgewright.policy.packs import Pack

START = """# Policies

`edgewright policy list` prints the table below for a terminal, with `--stack` for the packs of one
stack."""

WRITING = """## What a rule says of itself

`edgewright policy new DOMAIN NAME` starts a rule. It is the one file
`policies/<domain>/<name>/<name>.rego` in package `<domain>.<name>`; what several rules use is in
`policies/lib/`. The METADATA before the package is the rule's description, and edgewright refuses a
rule whose METADATA is not complete or not true.

| Key | Value |
| --- | --- |
| `title` | one sentence: what holds when the rule is obeyed |
| `description` | what it looks at, what it accepts and refuses |
| `custom.id` | the domain's prefix and a number, `ENC-05` |
| `custom.severity` | `low`, `medium`, `high` or `critical` |
| `custom.scope` | `resource`: each node is judged by itself; `graph`: it takes several |
| `custom.message` | what a failure says; `{node}` and every name in the finding's `vars` |
| `custom.fix` | what to change |
| `custom.risk` | what can happen when it is not obeyed (optional) |
| `custom.controls` | at least one control it serves, `gdpr:32(1)(a)` |
| `custom.needs` | kind -> properties, type -> inputs; none unknown or secret is ever "held" |
| `custom.params` | parameters it reads, `encryption.tls_min` (optional) |
| `custom.effective_on` | the date from which a failure blocks; advisory before (optional) |
| `custom.aliases` | ids it had earlier (optional) |

Its `deny` is a set of findings: `{"node": node.id, "vars": {...}, "witness": ["step", ...]}`, each
about a node of a kind in `needs`; `witness` is optional: how a label came to a holding or over a
border is told by itself. It sees `input.nodes[kind]`,
`input.resources[type]` for the types in `needs`, `input.at`, `input.phase`, `data.params` and
`data.facts`. What OPA marks as nondeterministic (`http.send`, `time.now_ns`, `opa.runtime`,
`rand.intn` and their like) does not exist for rules."""

PACKS = """## Packs

A pack selects rules. A stack's estate names packs of `policies/packs/` or, ending in `.yaml`, files
in the stack's folder. Of several packs the strictest level counts, and of their defaults the
strictest value: a pack never loosens another, whatever their order.

```yaml
pack: mine
version: 1
title: What my fleet must obey
policies:
  ENC-05:
    level: mandatory  # or advisory, or disabled
    undetermined: fail  # or warn: what an unknown value does in a preview (fail when left out)
params:  # defaults (optional)
  encryption:
    tls_min: "1.2"
resolves:  # how both are obeyed where frameworks disagree, by subject (optional)
  copies in another region: Copies go to other regions of the allowed countries only.
```"""

PARAMS = """## Parameters

A stack's `params.yaml` is put over the packs' defaults; a value there replaces the default as a
whole, and may be looser. `policies/params.schema.json` describes every parameter, and says with
`x-strictest` how the defaults of several packs combine. One that a rule reads and nobody sets is a
failure of that rule.

Below `project` stand the parameters of a project's own rules, under any name and with any value. A
rule names each in its METADATA (`params: [project.max_disk]`) and reads
`data.params.project.max_disk`. A project's libraries (`lib`) read none: the rule hands them what
they need.

```yaml
params:
  encryption:
    tls_min: "1.3"
  project:
    max_disk: 100
```"""

WAIVERS = """## Waivers

A stack's `waivers.yaml` accepts failures until a date. All keys are required.

```yaml
waivers:
  - policy: ENC-05
    resource: "*::telemetry"  # a glob over ids of nodes; it must not cover everything
    category: waiver  # or mitigated: something else meets the need
    reason: The old gateways are replaced in March.
    owner: who-answers@example.com
    ticket: RISK-1
    expires: 2027-03-31  # the last day it holds, UTC
```"""


def overview(library: Library, packs: Sequence[Pack]) -> str:
    """The page, ending with a table of all policies."""
    return "\n\n".join([START, *_policies(library, packs), WRITING, PACKS, PARAMS, WAIVERS]) + "\n"


def _policies(library: Library, packs: Sequence[Pack]) -> list[str]:
    sections = ["## All policies"]
    head = ["Id", "Policy", "Severity", *(pack.pack for pack in packs)]
    for domain in PREFIXES:
        rules = [rule for rule in library.rules.values() if rule.domain == domain]
        rows = [_row(rule, packs) for rule in rules]
        if rows:
            sections += [f"### {domain.replace('_', ' ').capitalize()}", table(head, rows)]
    return sections


def _row(rule: Rule, packs: Sequence[Pack]) -> list[str]:
    link = f"[{rule.id}]({rule.id}.md)"
    return [link, rule.title, rule.custom.severity, *_levels(rule.id, packs)]


def _levels(id: str, packs: Sequence[Pack]) -> list[str]:
    members = (pack.policies.get(id) for pack in packs)
    return [str(member.level) if member else "" for member in members]


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; a bar in a cell is escaped, and a line break becomes a space."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
