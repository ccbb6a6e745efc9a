"""Starting a policy: a rule with complete METADATA, a test that still fails, its first cases."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from edgewright.base.errors import EdgewrightError, Place
from edgewright.base.similar import did_you_mean
from edgewright.policy.library import LIBRARIES, OWN, OWN_DOMAIN, PREFIXES, load_library
from edgewright.policy.opa.reading import check_rules

NAME = re.compile(r"[a-z][a-z0-9_]*")

RULE = """# METADATA
# title: Say in one sentence what holds when the rule is obeyed
# description: Say what the rule looks at, and what it accepts and refuses.
# custom:
#   id: {id}
#   severity: medium
#   scope: resource
#   message: "{{node}} is at fault: say what it has and what it should have"
#   fix: Say what to change.
#   controls: [own:none]
#   needs:
#     {needs}
#   params: []
package {package}

deny contains finding if {{
	some node in input.{nodes}

	# Write what is wrong with the node instead of the next line, which is never true.
	false
	finding := {{"node": node.id, "vars": {{}}}}
}}
"""

TEST = """package {package}_test

test_denies_what_is_wrong if {{
	found := data.{package}.deny with input as {{{wrong}}}
	print("{id} is not written yet: write deny in {name}.rego, and give this test what it refuses")
	{{finding.node | some finding in found}} == {{"wrong"}}
}}
"""

CASES = """# Nodes that {id} accepts (allowed_*), refuses (denied_*) or cannot judge (unknown_*).
# Each says what it has otherwise than a sample of edgewright's tests (tests/policies/samples.yaml).
# Parameters and facts are the shipped ones unless a case has others (tests/rule_cases.py).
cases:
  allowed_bucket:
  - bucket

  denied_what_is_wrong:
  - bucket:
      location: null
"""

OWN_CASES = """# {id} accepts (allowed_*), refuses (denied_*), cannot judge (unknown_*): resources,
# as a program declares them. {{$unknown: true}} is what a preview cannot know.
cases:
  allowed_bucket:
  - {{type: "aws:s3/bucket:Bucket", inputs: {{acl: private}}}}

  denied_what_is_wrong:
  - {{type: "aws:s3/bucket:Bucket", inputs: {{acl: public-read}}}}

  unknown_until_deployed:
  - {{type: "aws:s3/bucket:Bucket", inputs: {{acl: {{$unknown: true}}}}}}
"""

SHIPPED_WORDS = {
    "needs": "storage.bucket: [location]",
    "nodes": 'nodes["storage.bucket"]',
    "wrong": """"nodes": {"storage.bucket": [{
		"id": "wrong",
		"props": {"location": null},
	}]}""",
}
OWN_WORDS = {
    "needs": '"aws:s3/bucket:Bucket": [acl]',
    "nodes": 'resources["aws:s3/bucket:Bucket"]',
    "wrong": """"resources": {"aws:s3/bucket:Bucket": [{
		"id": "wrong",
		"inputs": {"acl": "public-read"},
	}]}""",
}
"""What a started rule looks at: a kind, or the inputs of a type that need not have a kind."""


def policies_folder(root: Path) -> Path:
    """The policies of the project in `root`.

    Raises:
        EdgewrightError: POL-008 when it has none.
    """
    folder = root / "policies"
    if folder.is_dir():
        return folder
    raise EdgewrightError(
        "POL-008",
        f"no policies folder in {root}",
        place=Place(str(folder)),
        hint="Create the folder `policies` next to Pulumi.yaml.",
    )


def scaffold(
    library: Path, domain: str, name: str, opa: Path, shipped: Path | None = None
) -> list[Path]:
    """Start a policy in a library. It is there whole, accepted by OPA, or not at all.

    Args:
        library: the folder of policies; a project's own need not be there yet.
        domain: one of the domains, "encryption"; a project's own rule can have another.
        name: what the rule will be called, "backups_have_own_key".
        opa: OPA, which reads the library and what is written.
        shipped: the shipped library beside which a project's own rule stands; None for a rule of
            the shipped library itself.

    Returns:
        The files written: the rule, its test, and its cases.

    Raises:
        EdgewrightError: POL-005 for a domain that does not exist, POL-006 for a bad name, POL-007
            when the folder exists, POL-014 when it cannot be written, and what is wrong with the
            library as it is.
    """
    _refuse_domain(domain, shipped)
    _refuse_name(name)
    folder = library / domain / name
    if folder.exists():
        raise EdgewrightError(
            "POL-007",
            f"policy {domain}.{name} exists already",
            place=Place(str(folder)),
            hint="Choose another name, or edit what is there.",
        )
    texts = _texts(domain, name, _next_id(library, domain, opa, shipped), own=shipped is not None)
    try:
        _write(library, folder, texts, opa)
    except OSError as problem:
        raise EdgewrightError(
            "POL-014",
            f"cannot write {folder}: {problem.strerror}",
            place=Place(str(folder)),
            hint="Make the policies folder writable, or free space on its disk.",
        ) from problem
    return [folder / file for file in texts]


def _refuse_domain(domain: str, shipped: Path | None) -> None:
    if shipped is not None:
        if not OWN_DOMAIN.fullmatch(domain) or domain in (LIBRARIES, "packs"):
            raise EdgewrightError(
                "POL-005",
                f"{domain!r} is not a name for a domain",
                hint="Use a to z, 0 to 9 and _, beginning with a letter: encryption, compute.",
            )
    elif domain not in PREFIXES:
        raise EdgewrightError(
            "POL-005",
            f"no domain {domain!r}",
            hint=did_you_mean(domain, PREFIXES, "Choose a domain."),
        )


def _refuse_name(name: str) -> None:
    if not NAME.fullmatch(name) or name.endswith("_test"):
        raise EdgewrightError(
            "POL-006",
            f"{name!r} is not a name for a policy",
            hint="Use a to z, 0 to 9 and _, beginning with a letter and not ending in _test.",
        )


def _next_id(library: Path, domain: str, opa: Path, shipped: Path | None) -> str:
    """The id after the domain's last one. Gaps are not filled: waivers may still name the old."""
    prefix = f"{PREFIXES.get(domain) or domain.replace('_', '').upper()}-"
    if shipped is not None:
        prefix = f"X-{prefix}"
    ids = _ids(library, opa, shipped)
    numbers = [id.removeprefix(prefix) for id in ids if id.startswith(prefix)]
    last = max((int(number) for number in numbers if number.isdecimal()), default=0)
    return f"{prefix}{last + 1:02d}"


def _ids(library: Path, opa: Path, shipped: Path | None) -> list[str]:
    try:
        found = load_library(shipped, opa, library) if shipped else load_library(library, opa)
        rules = found.rules.values()
    except EdgewrightError as problem:
        if problem.code == "POL-004":  # this will be its first rule
            return []
        raise
    return [id for rule in rules for id in (rule.id, *rule.custom.aliases)]


def _texts(domain: str, name: str, id: str, *, own: bool) -> dict[str, str]:
    package = f"{OWN}.{domain}.{name}" if own else f"{domain}.{name}"
    sample = OWN_WORDS if own else SHIPPED_WORDS
    words = {"package": package, "name": name, "id": id, **sample}
    return {
        f"{name}.rego": RULE.format(**words),
        f"{name}_test.rego": TEST.format(**words),
        "cases/boundaries.yaml": (OWN_CASES if own else CASES).format(**words),
    }


def _write(library: Path, folder: Path, texts: dict[str, str], opa: Path) -> None:
    """Write beside the folder, have OPA read it, and move it into place in one step."""
    # Outside the library, so that nothing reads it there should the process die on the way.
    with tempfile.TemporaryDirectory(dir=library.parent, prefix=".new_policy_") as beside:
        staged = Path(beside) / folder.name
        (staged / "cases").mkdir(parents=True)
        for file, text in texts.items():
            (staged / file).write_text(text, encoding="utf-8")
        check_rules([staged], opa, strictly=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        staged.rename(folder)
