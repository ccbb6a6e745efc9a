package residency.global_services_unrestricted_test

import data.lib.samples
import data.residency.global_services_unrestricted as rule

_denied(input_) := findings if {
	findings := rule.deny with input as input_ with data.params as samples.params with data.facts as samples.facts
}

_service(worldwide, country, held) := samples.one("service.global", {
	"location": {"cloud": "aws", "region": "global", "country": country},
	"service": "Amazon CloudFront",
	"worldwide": worldwide,
	"data": held,
})

_noted(input_) := {note.outcome | some note in notes} if {
	notes := rule.qualified with input as input_ with data.params as samples.params with data.facts as samples.facts
}

_reach(input_) := {finding.vars.reach | some finding in _denied(input_)}

_frames := [samples.camera_frames]

test_a_service_that_serves_the_world_fails if {
	_reach(_service(true, "US", _frames)) == {"serves it from anywhere in the world"}
	_reach(_service(true, "DE", _frames)) == {"serves it from anywhere in the world"}
}

test_nobody_says_where_it_serves if {
	_reach(_service(null, "DE", _frames)) == {"nobody says whether it is served worldwide"}
}

test_a_control_plane_abroad_fails if _reach(_service(false, "US", _frames)) == {"is controlled from US"}

test_a_control_plane_at_home_passes if {
	_denied(_service(false, "DE", _frames)) == set()
	_noted(_service(false, "DE", _frames)) == set()
}

test_a_control_plane_nobody_knows_is_undetermined if {
	_denied(_service(false, samples.unknown, _frames)) == set()
	_noted(_service(false, samples.unknown, _frames)) == {"undetermined"}
}

test_data_that_may_be_anywhere_passes if _denied(_service(true, "US", [samples.detections])) == set()
