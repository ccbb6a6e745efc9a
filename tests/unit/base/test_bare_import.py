"""Modules imported without their packages: nothing else comes along, and nothing is lost later."""

from __future__ import annotations

import subprocess
import sys

import pytest

from edgewright.base.bare_import import bare

ALONE = """
import sys
from edgewright.base.bare_import import bare
with bare("unittest"):
    from unittest import signals
assert not {"unittest", "unittest.case"} & set(sys.modules)
import unittest
assert unittest.TestCase and unittest.installHandler is signals.installHandler
from unittest import signals as again
assert again is signals
"""

PROTOCOL = """
import sys
from edgewright.gate import protocol
heavy = {"pulumi", "pulumi.runtime", "pulumi.resource", "yaml", "dill"} & set(sys.modules)
assert not heavy, heavy
import pulumi
import pulumi.automation
from pulumi.runtime.proto import analyzer_pb2, engine_pb2_grpc, provider_pb2
from pulumi.runtime import rpc
assert analyzer_pb2 is protocol.analyzer_pb2
message = protocol.plugin_pb2.PluginInfo(version="1")
assert provider_pb2.DESCRIPTOR.name == "pulumi/provider.proto"
assert analyzer_pb2.AnalyzerInfo.DESCRIPTOR.full_name == "pulumirpc.AnalyzerInfo"
"""

CLIENT = """
import sys
from edgewright.policy.opa import client
assert not {"aiohttp", "aiofiles", "opa_client"} & set(sys.modules)
import opa_client
assert issubclass(client.DirectClient, opa_client.OpaClient)
assert opa_client.create_opa_client(async_mode=False, host="h").host == "h"
"""


@pytest.mark.parametrize("program", [ALONE, PROTOCOL, CLIENT])
def test_a_module_alone_and_its_package_later(program: str) -> None:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_package_that_is_imported_already_is_left_alone() -> None:
    import json

    with bare("json"):
        assert sys.modules["json"] is json
    assert sys.modules["json"] is json


def test_a_package_that_is_not_there_leaves_nothing() -> None:
    before = set(sys.modules)
    with pytest.raises(ModuleNotFoundError), bare("wsgiref", "wsgiref.nowhere"):
        pass
    assert set(sys.modules) - before <= set()
