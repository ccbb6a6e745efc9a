"""What `preview` and `up` do alike: run Pulumi with the gate on, then say what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from edgewright.base.vocabulary import Verdict
from edgewright.cli.stack_name import STACK


def stack_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options every verb that runs Pulumi has."""
    stack = click.option("--stack", "-s", type=STACK, required=True, help="The stack.")
    offline = click.option(
        "--offline", is_flag=True, help="Let a stand-in take the clouds' place: no credentials."
    )
    return stack(offline(command))


def run_gated(
    verb: str,
    stack: str,
    *,
    offline: bool,
    packs: tuple[str, ...] = (),
    at: str | None = None,
    extra: Sequence[str] = (),
) -> int:
    """Check the inputs, run `pulumi VERB`, and report; the exit status.

    The inputs are loaded before Pulumi starts, so that what is wrong with them is said in one
    place and costs no engine.
    """
    from edgewright.base.clock import format_instant, now, parse_instant
    from edgewright.base.project import find_project
    from edgewright.gate.context import load_context
    from edgewright.gate.pulumi_project import bare_name, config_file
    from edgewright.gate.run import Run, run_pulumi
    from edgewright.gate.session import forget_results

    moment = parse_instant(at) if at is not None else None
    project, name = find_project(), bare_name(stack)
    forget_results(project, name)
    project.require_stack(name, config_file(project, name))
    load_context(project, name, moment or now(), packs=packs)
    run = Run(project, stack, offline, format_instant(moment) if moment else None, packs)
    status = run_pulumi(run, verb, extra)
    return conclude(project.root, name, verb, status)


def conclude(root: Path, stack: str, verb: str, status: int) -> int:
    """Show the verdict a run left behind, and turn Pulumi's exit status into ours.

    A violated policy is 1 whatever Pulumi exited with. Without one, a failed Pulumi is an error of
    the engine or the program, and a run that ended well must have left a complete evaluation.
    """
    from edgewright.base.errors import EdgewrightError
    from edgewright.base.project import Project
    from edgewright.gate.closing import closing_line, write_page
    from edgewright.gate.session import evaluation_file
    from edgewright.policy.evaluation_file import read_evaluation

    project = Project(root)
    path = evaluation_file(project, stack)
    if status != 0 and not path.exists():
        raise EdgewrightError(
            "RUN-003",
            f"`pulumi {verb}` failed with exit status {status} before anything was judged",
            hint="Read its messages above.",
        )
    evaluation = read_evaluation(path)
    page = write_page(project, stack, evaluation)
    click.echo(f"\n{closing_line(evaluation, page)}")
    if status != 0 and evaluation.verdict is not Verdict.VIOLATED:
        raise EdgewrightError(
            "RUN-003",
            f"`pulumi {verb}` failed with exit status {status}; no policy was violated",
            hint="Read its messages above.",
        )
    return evaluation.verdict.exit_status


def run_ungated(verb: str, stack: str, *, offline: bool, extra: Sequence[str] = ()) -> int:
    """Run a verb the engine does not analyse (`destroy`, `refresh`)."""
    from edgewright.base.errors import EdgewrightError
    from edgewright.base.project import find_project
    from edgewright.gate.pulumi_project import bare_name, config_file
    from edgewright.gate.run import Run, run_pulumi

    project, name = find_project(), bare_name(stack)
    project.require_stack(name, config_file(project, name))
    status = run_pulumi(Run(project, stack, offline), verb, extra)
    if status != 0:
        raise EdgewrightError(
            "RUN-003",
            f"`pulumi {verb}` failed with exit status {status}",
            hint="Read its messages above.",
        )
    return 0
