package residency.copies_in_allowed_countries_test

import data.lib.samples
import data.residency.copies_in_allowed_countries as rule

_found(kind, props, allowed) := findings if {
	params := object.union(samples.params, {"residency": {"allowed": allowed}})
	findings := rule.deny with input as samples.one(kind, props)
		with data.params as params
		with data.facts as samples.facts
}

_default := samples.params.residency.allowed

_bucket(country, held) := {"location": samples.at(country), "data": held}

_holding(country, carrier) := {
	"location": samples.at(country),
	"data": samples.camera_frames,
	"carrier": carrier,
}

test_a_bucket_in_the_zone_passes if {
	_found("storage.bucket", _bucket("DE", [samples.camera_frames]), _default) == set()
}

test_a_bucket_in_the_zone_but_outside_the_union_passes if {
	_found("storage.bucket", _bucket("NO", [samples.camera_frames]), _default) == set()
}

test_a_bucket_outside_the_zone_fails if {
	_found("storage.bucket", _bucket("US", [samples.camera_frames]), _default) == {{
		"node": "it",
		"vars": {"data": "camera-frames", "country": "US", "allowed": "EEA"},
		"witness": [],
	}}
}

test_every_kind_of_resource_is_judged if {
	every kind in ["storage.bucket", "storage.account", "ml.training", "iot.hub"] {
		count(_found(kind, _bucket("US", [samples.camera_frames]), _default)) == 1
	}
}

test_every_label_counts if {
	second := object.union(samples.camera_frames, {"id": "voices"})
	props := _bucket("US", [samples.camera_frames, second, samples.detections])
	found := _found("storage.bucket", props, _default)
	{finding.vars.data | some finding in found} == {"camera-frames", "voices"}
}

test_a_label_no_entry_restricts_may_be_anywhere if {
	_found("storage.bucket", _bucket("US", [samples.detections]), _default) == set()
}

test_a_label_of_another_origin_is_not_restricted if {
	foreign := object.union(samples.camera_frames, {"origin": "BR"})
	_found("storage.bucket", _bucket("US", [foreign]), _default) == set()
}

test_an_unlabelled_bucket_may_be_anywhere if {
	_found("storage.bucket", _bucket("US", []), _default) == set()
	_found("storage.bucket", _bucket("US", null), _default) == set()
}

test_a_label_nobody_describes_obeys_every_entry if {
	found := _found("storage.bucket", _bucket("US", [samples.stray]), _default)
	{finding.vars.data | some finding in found} == {"stray"}
}

test_labels_that_cannot_be_read_obey_every_entry if {
	every hidden in [samples.secret, [samples.secret], ["text"], [{"id": samples.secret}]] {
		found := _found("storage.bucket", _bucket("US", hidden), _default)
		{finding.vars.data | some finding in found} == {"data without a readable label"}
	}
}

test_a_country_that_is_not_known_is_not_allowed if {
	every country in [null, samples.secret] {
		found := _found("storage.bucket", _bucket(country, [samples.camera_frames]), _default)
		{finding.vars.country | some finding in found} == {"a country that is not known"}
	}
}

test_a_location_that_is_not_known_is_not_allowed if {
	every place in [null, samples.secret] {
		props := {"location": place, "data": [samples.camera_frames]}
		count(_found("storage.bucket", props, _default)) == 1
	}
}

test_derived_weights_abroad_are_left_to_transfer_law if {
	_found("topology.holding", _holding("BR", "weights"), _default) == set()
}

test_the_data_itself_abroad_fails if {
	count(_found("topology.holding", _holding("BR", "camera-frames"), _default)) == 1
}

test_a_carrier_that_is_not_known_is_taken_for_the_data_itself if {
	every carrier in samples.silences {
		count(_found("topology.holding", _holding("BR", carrier), _default)) == 1
	}
}

test_data_that_cannot_be_read_is_never_taken_for_derived if {
	every hidden in [samples.secret, object.union(samples.camera_frames, {"origin": null})] {
		props := json.patch(_holding("BR", "camera-frames"), [{
			"op": "replace",
			"path": "data",
			"value": hidden,
		}])
		count(_found("topology.holding", props, _default)) == 1
	}
}

test_a_store_of_derived_data_abroad_is_left_to_transfer_law if {
	store := _bucket("BR", [samples.camera_frames])
	every kind in ["storage.bucket", "storage.account"] {
		_found(kind, object.union(store, {"carrier": "weights"}), _default) == set()
		every carrier in array.concat(samples.silences, ["camera-frames"]) {
			count(_found(kind, object.union(store, {"carrier": carrier}), _default)) == 1
		}
	}
}

test_a_model_registry_holds_only_what_was_derived if {
	_found("ml.registry", _bucket("BR", [samples.camera_frames]), _default) == set()
}

test_an_entry_for_any_carrier_restricts_derived_data_too if {
	allowed := [{"origin": "DE", "categories": ["user.*"], "countries": ["DE"]}]
	count(_found("topology.holding", _holding("BR", "weights"), allowed)) == 1
	count(_found("ml.registry", _bucket("BR", [samples.camera_frames]), allowed)) == 1
}

test_a_listed_country_is_allowed if {
	allowed := [{"origin": "EEA", "categories": ["user.*"], "zones": ["EEA"], "countries": ["BR"]}]
	_found("topology.holding", _holding("BR", "camera-frames"), allowed) == set()
	found := _found("topology.holding", _holding("US", "camera-frames"), allowed)
	{finding.vars.allowed | some finding in found} == {"EEA, BR"}
}

test_every_matching_entry_must_allow_the_country if {
	strict := {"origin": "DE", "categories": ["user.biometric"], "countries": ["DE"]}
	allowed := array.concat(_default, [strict])
	found := _found("storage.bucket", _bucket("FR", [samples.camera_frames]), allowed)
	{finding.vars.allowed | some finding in found} == {"DE"}
}

test_no_entries_restrict_nothing if {
	_found("storage.bucket", _bucket("US", [samples.camera_frames]), []) == set()
}

_noted(kind, props) := {note.outcome | some note in notes} if {
	notes := rule.qualified with input as samples.one(kind, props)
		with data.params as samples.params
		with data.facts as samples.facts
}

test_a_country_that_cannot_be_known_yet_is_undetermined if {
	frames := [samples.camera_frames]
	_found("storage.bucket", _bucket(samples.unknown, frames), _default) == set()
	_noted("storage.bucket", _bucket(samples.unknown, frames)) == {"undetermined"}
	_noted("storage.bucket", {"location": samples.unknown, "data": frames}) == {"undetermined"}
	_noted("storage.bucket", _bucket(samples.unknown, [samples.detections])) == set()
}

test_what_a_copy_brought_is_told_by_the_rule_of_the_copy if {
	every mechanism in ["replica", "pair", "log", "cache"] {
		brought := object.union(_holding("US", "camera-frames"), {"arrived_by": mechanism})
		_found("topology.holding", brought, _default) == set()
		_noted("topology.holding", object.union(brought, {"location": samples.at(samples.unknown)})) == set()
	}
	declared := object.union(_holding("US", "camera-frames"), {"arrived_by": "declared"})
	count(_found("topology.holding", declared, _default)) == 1
}

test_what_is_delivered_to_a_site_is_judged if {
	delivered := {"location": samples.at("BR"), "data": [samples.camera_frames], "carrier": "camera-frames"}
	some finding in _found("copy.delivery", delivered, _default)
	count(finding.witness) == 2
	weights := object.union(delivered, {"carrier": "weights"})
	_found("copy.delivery", weights, _default) == set()
}
