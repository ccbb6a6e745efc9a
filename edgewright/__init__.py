"""edgewright: infrastructure-as-code and a policy gate for hybrid edge/cloud AI.

Importing this package imports no cloud SDK and no Pulumi SDK.
"""

__version__ = "0.1.0"
