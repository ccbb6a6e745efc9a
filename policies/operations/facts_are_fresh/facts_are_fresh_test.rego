package operations.facts_are_fresh_test

import data.lib.samples
import data.operations.facts_are_fresh as rule

_found(as_of, max_age) := findings if {
	findings := rule.deny with input as samples.one("policy.fact", {
		"table": "adequacy",
		"source": "the Commission's list",
		"as_of": as_of,
		"max_age_days": max_age,
		"rows": 12,
	})
}

test_a_fact_as_old_as_it_may_be_passes if {
	_found("2026-05-27", 180) == set()
	_found("2026-11-23", 0) == set()
}

test_a_day_more_fails if {
	_found("2026-05-26", 180) == {{"node": "it", "vars": {"as_of": "2026-05-26", "max_age": 180}}}
	count(_found("2026-11-22", 0)) == 1
}

test_a_day_to_come_is_not_stale if _found("2026-12-01", 180) == set()

test_a_day_that_cannot_be_read_fails if {
	every as_of in array.concat(samples.silences, ["", "lately", "2026-5-27", 20260527, [], {}]) {
		count(_found(as_of, 180)) == 1
	}
}

test_an_age_that_cannot_be_read_fails if {
	every max_age in array.concat(samples.silences, ["", "180", true, [], {}]) {
		count(_found("2026-11-23", max_age)) == 1
	}
}

test_a_finding_shows_no_secret if {
	some finding in _found(samples.secret, 180)
	finding.vars.as_of == "not readable"
}
