package identity.role_limited_test

import data.identity.role_limited as rule
import data.lib.samples

_problems(everybody, everything) := {finding.vars.problem | some finding in findings} if {
	props := {"for_everybody": everybody, "allows_everything": everything}
	findings := rule.deny with input as samples.one("identity.role", props)
}

test_a_role_for_somebody_and_something_passes if _problems(false, false) == set()

test_one_for_everybody_fails if _problems(true, false) == {"may be taken by everybody"}

test_one_for_everything_fails if _problems(false, true) == {"may do everything"}

test_each_is_a_finding_of_its_own if count(_problems(true, true)) == 2

test_what_cannot_be_read_fails if {
	every value in array.concat(samples.silences, ["false", 0]) {
		_problems(value, false) == {"may, for all one can read, be taken by everybody"}
		_problems(false, value) == {"may, for all one can read, do everything"}
	}
}
