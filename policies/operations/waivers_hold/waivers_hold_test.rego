package operations.waivers_hold_test

import data.lib.samples
import data.operations.waivers_hold as rule

_waiver := {
	"policy": "ENC-01",
	"resource": "*::aws:s3/bucket:Bucket::lake",
	"category": "waiver",
	"reason": "It is replaced in March.",
	"owner": "ops@example.com",
	"ticket": "RISK-7",
	"expires": "2027-03-31",
	"covers_stack": false,
}

_found(more) := findings if {
	findings := rule.deny with input as samples.one("policy.waiver", object.union(_waiver, more))
		with data.params as samples.params
		with data.facts as samples.facts
}

_problems(more) := {finding.vars.problem | some finding in _found(more)}

test_a_waiver_that_ends_soon_passes if _found({}) == set()

test_the_last_day_counts if {
	_found({"expires": "2026-11-23"}) == set()
	_problems({"expires": "2026-11-22"}) == {"it ended on 2026-11-22"}
}

test_the_furthest_day_counts if {
	_found({"expires": "2027-05-22"}) == set()
	_problems({"expires": "2027-05-23"}) == {"it ends on 2027-05-23, further away than 180 days"}
}

test_a_finding_says_what_it_is_for if {
	_found({"expires": "2026-11-22"}) == {{
		"node": "it",
		"vars": {
			"resource": "*::aws:s3/bucket:Bucket::lake",
			"problem": "it ended on 2026-11-22",
		},
	}}
}

test_a_last_day_that_cannot_be_read_fails if {
	every day in array.concat(samples.silences, ["never", "", "2026-13-01", 20261231]) {
		_problems({"expires": day}) == {"its last day cannot be read"}
	}
}

test_a_pattern_over_everything_fails if {
	patterns := {"*", "**", "?*", "*?*", "*:*", "*::*", "urn:*", "urn:pulumi:*", "urn:*::*", "estate:*", "e*", "policy:*", "*/*", "*$*", "*#*", "estate:*/*"}
	every pattern in patterns {
		_problems({"resource": pattern}) == {"it covers every resource there is"}
	}
}

test_a_pattern_over_something_passes if {
	every pattern in {"*lake*", "estate:link/*", "urn:pulumi:s::p::t::n", "policy:fact/*", "u?n", ".*", "[e]*", "estate", "(a)*|e.*"} {
		_found({"resource": pattern}) == set()
	}
}

test_a_pattern_that_cannot_be_read_fails if {
	every pattern in array.concat(samples.silences, ["", " ", 7, []]) {
		_problems({"resource": pattern}) == {"what it covers cannot be read"}
	}
}

test_patterns_over_the_whole_stack_fail if {
	problem := "alone or with others of its rule it covers every resource of the stack"
	every covers in array.concat(samples.silences, [true, "no"]) {
		_problems({"covers_stack": covers}) == {problem}
	}
}

test_everything_wrong_at_once if {
	_problems({"resource": "*", "expires": "2020-01-01"}) == {
		"it ended on 2020-01-01",
		"it covers every resource there is",
	}
}

test_no_waivers_are_no_findings if {
	count(rule.deny) == 0 with input as {"at": "2026-11-23T12:00:00Z", "nodes": {}}
		with data.params as samples.params
}
