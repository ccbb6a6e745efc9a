"""Everything that copies by itself: the programs of tests/engine (folder COPYING_PROGRAMS)."""

import os
import sys

sys.path.insert(0, os.environ["COPYING_PROGRAMS"])

import copying_aws
import copying_azure

copying_aws.declare()
copying_azure.declare()
