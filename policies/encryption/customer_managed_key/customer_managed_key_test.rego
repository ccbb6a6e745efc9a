package encryption.customer_managed_key_test

import data.encryption.customer_managed_key as rule
import data.lib.samples

_found(kind, props) := _found_with(kind, props, samples.params)

_found_with(kind, props, params) := findings if {
	findings := rule.deny with input as samples.one(kind, props)
		with data.params as params
		with data.facts as samples.facts
}

_store(encryption, country, label) := {
	"data": [label],
	"encryption": encryption,
	"key_countries": [country],
}

_training(volume, output) := {
	"data": [samples.camera_frames],
	"volume_encryption": volume,
	"output_encryption": output,
}

test_a_customer_key_in_the_zone_passes if {
	every kind in ["storage.bucket", "storage.account"] {
		_found(kind, _store("customer", "DE", samples.camera_frames)) == set()
	}
}

test_a_key_of_the_provider_fails if {
	_found("storage.bucket", _store("provider", null, samples.camera_frames)) == {{
		"node": "it",
		"vars": {"data": "camera-frames", "problem": "encryption is provider, not customer"},
	}}
}

test_encryption_that_is_not_set_hidden_or_not_known_fails if {
	every encryption in array.concat(samples.silences, ["none"]) {
		count(_found("storage.account", _store(encryption, null, samples.camera_frames))) == 1
	}
}

test_a_key_abroad_fails if {
	_found("storage.bucket", _store("customer", "US", samples.camera_frames)) == {{
		"node": "it",
		"vars": {"data": "camera-frames", "problem": "its key is in US, outside EEA"},
	}}
}

test_a_key_nobody_knows_the_place_of_fails if {
	every country in samples.silences {
		count(_found("storage.bucket", _store("customer", country, samples.camera_frames))) == 1
	}
}

test_a_key_that_is_here_and_abroad_fails if {
	every countries in [["DE", "US"], ["DE", samples.unknown], [], samples.unknown, null] {
		store := object.union(_store("customer", "DE", samples.camera_frames), {"key_countries": countries})
		count(_found("storage.bucket", store)) == 1
	}
}

test_a_key_abroad_is_no_matter_for_data_nobody_restricts if {
	plans := object.union(samples.detections, {"classification": "secret"})
	_found("storage.bucket", _store("customer", "US", plans)) == set()
}

test_data_below_the_line_may_have_any_key if {
	_found("storage.bucket", _store("provider", null, samples.detections)) == set()
}

test_data_on_the_line_may_not if {
	params := json.patch(samples.params, [{
		"op": "replace",
		"path": "/encryption/customer_key_from",
		"value": "internal",
	}])
	props := _store("provider", null, samples.detections)
	count(_found_with("storage.bucket", props, params)) == 1
}

test_data_nobody_describes_is_sensitive if {
	count(_found("storage.bucket", _store("provider", null, samples.stray))) == 1
	props := {"data": samples.secret, "encryption": "provider", "key_countries": null}
	count(_found("storage.bucket", props)) == 1
}

test_all_sensitive_labels_are_named if {
	voices := object.union(samples.camera_frames, {"id": "voices"})
	props := {"data": [voices, samples.camera_frames], "encryption": "none", "key_countries": null}
	found := _found("storage.bucket", props)
	{finding.vars.data | some finding in found} == {"camera-frames, voices"}
}

test_training_needs_it_for_its_output if {
	_found("ml.training", _training("customer", "customer")) == set()
	every encryption in array.concat(samples.silences, ["none", "provider"]) {
		count(_found("ml.training", _training("customer", encryption))) == 1
	}
}

test_training_may_have_volumes_with_a_key_of_the_machine if {
	_found("ml.training", _training("provider", "customer")) == set()
	found := _found("ml.training", _training("none", "customer"))
	{finding.vars.problem | some finding in found} == {"its volumes are encrypted with none"}
}

test_training_volumes_nobody_knows_about_fail if {
	every encryption in samples.silences {
		count(_found("ml.training", _training(encryption, "customer"))) == 1
	}
	props := object.union(_training("none", "none"), {"data": [samples.detections]})
	_found("ml.training", props) == set()
}

test_a_key_in_the_country_of_derived_data_passes if {
	props := object.union(_store("customer", "BR", samples.camera_frames), {"location": samples.at("BR")})
	_found("storage.bucket", object.union(props, {"carrier": "weights"})) == set()
	every carrier in array.concat(samples.silences, ["camera-frames"]) {
		count(_found("storage.bucket", object.union(props, {"carrier": carrier}))) == 1
	}
	elsewhere := {"carrier": "weights", "key_countries": ["US"]}
	count(_found("storage.bucket", object.union(props, elsewhere))) == 1
}

test_a_registry_of_models_needs_it if {
	props := {"data": [samples.camera_frames], "key_countries": ["DE"]}
	_found("ml.registry", object.union(props, {"encryption": "customer"})) == set()
	every encryption in ["provider", "none", null, samples.secret, samples.unknown] {
		count(_found("ml.registry", object.union(props, {"encryption": encryption}))) == 1
	}
}

test_a_registry_of_images_needs_what_the_parameter_says if {
	_found("registry.images", {"encryption": "customer"}) == set()
	_found("registry.images", {"encryption": "provider"}) == {{
		"node": "it",
		"vars": {
			"data": "container images",
			"problem": "encryption is provider, not customer",
		},
	}}
	params := object.union(samples.params, {"encryption": {"image_registries": "provider"}})
	_found_with("registry.images", {"encryption": "provider"}, params) == set()
	_found_with("registry.images", {"encryption": "customer"}, params) == set()
	every encryption in array.concat(samples.silences, ["none"]) {
		count(_found_with("registry.images", {"encryption": encryption}, params)) == 1
	}
}

_noted(props) := notes if {
	notes := rule.qualified with input as samples.one("resource.other", props)
		with data.params as samples.params
		with data.facts as samples.facts
}

test_an_encryption_nobody_reads_is_undetermined if {
	notes := _noted({"data": [samples.camera_frames], "unread": ["encryption"]})
	{note.because | some note in notes} == {"edgewright does not read the encryption of t, and camera-frames needs a customer key"}
	count(_noted({"data": [samples.camera_frames], "unread": samples.secret})) == 1
}

test_what_needs_no_key_or_is_read_is_not_noted if {
	_noted({"data": [samples.detections], "unread": ["encryption"]}) == set()
	_noted({"data": [samples.camera_frames], "unread": ["copies"]}) == set()
}
