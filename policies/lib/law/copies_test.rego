package lib.law_test

import data.lib.law
import data.lib.samples

_steps(changes) := law.copy_steps(node, samples.camera_frames) if {
	some node in samples.copied("copy.replica", changes).nodes["copy.replica"]
}

test_a_copy_in_words if {
	_steps({}) == [
		"frames holds camera-frames in aws/eu-central-1 (DE)",
		"copied copies it to second, aws/us-east-1 (US)",
	]
}

test_what_is_not_known_is_said_so if {
	silent := {"source": null, "by": null, "target": null, "from_region": null, "from_country": null}
	_steps(object.union(silent, {"location": samples.nowhere})) == [
		"a source nobody named holds camera-frames in no known region (a country that is not known)",
		"a resource nobody named copies it to a target nobody named, no known region (a country that is not known)",
	]
}

test_a_service_is_called_by_its_own_name if {
	steps := _steps({"target": "intake.example.com", "location": samples.worldwide})
	steps[1] == "copied copies it to intake.example.com, worldwide (any country)"
}

test_a_source_of_no_cloud_is_told_by_its_region if {
	steps := _steps({"source": "urn:pulumi:s::p::random:index/id:Id::x"})
	steps[0] == "x holds camera-frames in eu-central-1 (DE)"
}

test_what_is_derived_from_somewhere_unknown_is_in_doubt if {
	weights := samples.copied("copy.replica", {
		"carrier": "weights",
		"from_country": samples.unknown,
		"location": samples.at("BR"),
	})
	notes := law.doubtful_copies(["copy.replica"]) with input as weights
		with data.params as samples.params
		with data.facts as samples.facts
	count(notes) == 1
	found := law.stray_copies(["copy.replica"]) with input as weights
		with data.params as samples.params
		with data.facts as samples.facts
	count(found) == 0
}
