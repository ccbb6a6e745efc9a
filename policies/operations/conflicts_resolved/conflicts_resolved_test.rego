package operations.conflicts_resolved_test

import data.lib.samples
import data.operations.conflicts_resolved as rule

_conflict := {
	"subject": "replication",
	"demanded_by": ["RES-07 (nist-800-53r5:CP-9)", "RES-05 (nist-800-53r5:CP-6)"],
	"forbidden_by": ["RES-06 (aws-control-tower:AWS-GR_RESTRICT_S3_CROSS_REGION_REPLICATION)"],
	"resolution": "replicate inside the allowed countries",
	"resolved_by": [],
}

_found(more) := findings if {
	findings := rule.deny with input as samples.one("policy.conflict", object.union(_conflict, more))
}

test_a_pack_that_says_how_passes if {
	_found({"resolved_by": ["baseline (inside the allowed countries)"]}) == set()
}

test_no_pack_that_says_how_fails if {
	_found({}) == {{
		"node": "it",
		"vars": {
			"demanded_by": "RES-07 (nist-800-53r5:CP-9), RES-05 (nist-800-53r5:CP-6)",
			"forbidden_by": "RES-06 (aws-control-tower:AWS-GR_RESTRICT_S3_CROSS_REGION_REPLICATION)",
			"resolution": "replicate inside the allowed countries",
		},
	}}
}

test_a_pack_that_says_nothing_fails if {
	every silence in array.concat(samples.silences, [[""], [" "], [samples.secret], {}, "", [7]]) {
		count(_found({"resolved_by": silence})) == 1
	}
}

test_a_finding_shows_what_can_be_shown if {
	every silence in array.concat(samples.silences, [{}, [], [[]], 7]) {
		more := {"demanded_by": silence, "forbidden_by": silence, "resolution": silence}
		count(_found(more)) == 1
	}
}
