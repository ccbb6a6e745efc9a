package sovereignty.exit_tested_test

import data.lib.samples
import data.sovereignty.exit_tested as rule

_input(held, exit) := samples.one("topology.cloud", {
	"cloud": "azure",
	"data": held,
	"assurance": {},
	"exit": exit,
})

_found(held, exit) := findings if {
	findings := rule.deny with input as _input(held, exit)
		with data.params as samples.params
		with data.facts as samples.facts
}

_noted(held, exit) := notes if {
	notes := rule.qualified with input as _input(held, exit)
		with data.params as samples.params
		with data.facts as samples.facts
}

_problems(exit) := {finding.vars.problem | some finding in _found([samples.camera_frames], exit)}

_plan := {"evidence": "EXIT-3", "tested": "2025-11-23"}

test_a_plan_tried_in_time_holds_on_its_evidence if {
	_found([samples.camera_frames], _plan) == set()
	_noted([samples.camera_frames], _plan) == {{
		"node": "it",
		"outcome": "conditional",
		"because": "it can be left as EXIT-3 says, tried on 2025-11-23",
	}}
}

test_no_plan_fails if {
	every exit in array.concat(samples.silences, [{}, [], object.union(_plan, {"evidence": " "})]) {
		_found([samples.camera_frames], exit) == {{
			"node": "it",
			"vars": {"data": "camera-frames", "problem": "no plan for leaving it is named"},
		}}
		_noted([samples.camera_frames], exit) == set()
	}
}

test_a_plan_never_tried_fails if {
	every tested in array.concat(samples.silences, ["soon", "2026-11-24"]) {
		_problems(object.union(_plan, {"tested": tested})) == {"its plan for leaving was never tried"}
	}
}

test_a_plan_tried_long_ago_fails if {
	_problems(object.union(_plan, {"tested": "2025-11-22"})) == {"its plan for leaving was last tried on 2025-11-22, longer than 365 days ago"}
}

test_only_sensitive_data_needs_a_plan if {
	_found([samples.detections], null) == set()
	_noted([samples.detections], _plan) == set()
	_found([], null) == set()
}

test_data_nobody_describes_counts_as_sensitive if {
	every held in [[samples.stray], samples.secret, [samples.unknown]] {
		count(_found(held, null)) == 1
		count(_noted(held, _plan)) == 1
	}
}
