package latency.budget_physically_possible_test

import data.latency.budget_physically_possible as rule
import data.lib.samples

_found(budget, bound) := findings if {
	props := {
		"workload": "detect",
		"target": "pier",
		"budget_ms": budget,
		"rtt_lower_bound_ms": bound,
	}
	findings := rule.deny with input as samples.one("topology.placement", props)
}

test_within_the_budget_passes if _found(50, 12.5) == set()

test_exactly_the_budget_passes if _found(50, 50) == set()

test_beyond_the_budget_fails if {
	_found(50, 98.765) == {{
		"node": "it",
		"vars": {
			"workload": "detect",
			"target": "pier",
			"budget_ms": 50,
			"rtt_lower_bound_ms": 98.8,
		},
	}}
}

test_just_beyond_the_budget_fails if count(_found(50, 50.001)) == 1

test_no_budget_passes if {
	every bound in array.concat(samples.silences, [1000]) { _found(null, bound) == set() }
}

test_a_budget_without_a_bound_fails if {
	found := _found(50, null)
	{finding.vars.rtt_lower_bound_ms | some finding in found} == {"not set"}
}

test_what_cannot_be_read_fails if {
	every hidden in [samples.unknown, samples.secret] {
		count(_found(hidden, 1)) == 1
		count(_found(50, hidden)) == 1
	}
}
