"""The Pulumi program: admit the stack's estate, declare what it needs, export what came of it."""

import pulumi

from edgewright.components.build import build_stack
from edgewright.gate.program import admit

topology, plan = admit()
for name, value in build_stack(topology, plan).items():
    pulumi.export(name, value)
