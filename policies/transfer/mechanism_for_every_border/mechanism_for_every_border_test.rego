package transfer.mechanism_for_every_border_test

import data.lib.samples
import data.transfer.mechanism_for_every_border as rule

_denied(input_) := findings if {
	findings := rule.deny with input as input_ with data.params as samples.law_params with data.facts as samples.law_facts
}

_noted(input_) := {note.outcome | some note in notes} - {"passed"} if {
	notes := rule.qualified with input as input_ with data.params as samples.law_params with data.facts as samples.law_facts
}

test_a_border_without_anything_fails if {
	_denied(samples.transferred({})) == {{
		"node": "it",
		"vars": {
			"data": "camera-frames",
			"from_country": "DE",
			"to_country": "IN",
			"link": "flow/1",
		},
	}}
}

test_staying_under_the_same_law_passes if {
	_denied(samples.transferred({"to_country": "FR"})) == set()
}

test_adequacy_suffices if {
	every country in ["NO", "BR", "GB"] { _denied(samples.transferred({"to_country": country})) == set() }
	_noted(samples.transferred({"to_country": "BR"})) == set()
}

test_adequacy_ends if {
	after := object.union(samples.transferred({"to_country": "GB"}), {"at": "2031-12-28T00:00:00Z"})
	count(_denied(after)) == 1
	last := object.union(samples.transferred({"to_country": "GB"}), {"at": "2031-12-27T23:00:00Z"})
	_denied(last) == set()
}

test_a_mechanism_is_judged_elsewhere if {
	_denied(samples.transferred({"transfer_mechanism": samples.scc})) == set()
	_denied(samples.transferred({"transfer_mechanism": object.union(samples.scc, {"valid_to": "2020-01-01"})})) == set()
}

test_limited_adequacy_is_judged_elsewhere if _denied(samples.transferred({"to_country": "CA"})) == set()

_grounds(changes) := {note.because | some note in notes; note.outcome == "passed"} if {
	notes := rule.qualified with input as samples.transferred(changes)
		with data.params as samples.law_params
		with data.facts as samples.law_facts
}

test_what_may_cross_has_its_ground if {
	every changes in [{"to_country": "FR"}, {"data": samples.detections}, {"transfer_mechanism": samples.scc}] {
		count(_grounds(changes)) == 1
	}
	_grounds({}) == set()
	_grounds({"form": "derived"}) == set()
}

test_models_updates_and_support_are_judged_elsewhere if {
	_denied(samples.transferred({"form": "derived"})) == set()
	_denied(samples.transferred({"form": "federated"})) == set()
	_denied(samples.transferred({"flow_kind": "support"})) == set()
}

test_copies_that_resources_make_count if count(_denied(samples.transferred({"flow_kind": "replica"}))) == 1

test_data_about_no_one_needs_no_mechanism if _denied(samples.transferred({"data": samples.detections})) == set()

test_categories_can_be_all if {
	everything := object.union(samples.law_params, {"transfer": object.union(
		samples.law_params.transfer,
		{"categories": ["*"]},
	)})
	found := rule.deny with input as samples.transferred({"data": samples.detections})
		with data.params as everything
		with data.facts as samples.law_facts
	count(found) == 1
}

test_data_nobody_describes_needs_one if {
	count(_denied(samples.transferred({"data": samples.stray, "to_country": "FR"}))) == 1
	"undetermined" in _noted(samples.transferred({"data": samples.stray, "to_country": "FR"}))
}

test_data_under_a_law_not_known_needs_one if {
	foreign := object.union(samples.camera_frames, {"origin": "TW"})
	count(_denied(samples.transferred({"data": foreign, "to_country": "DE"}))) == 1
	_denied(samples.transferred({"data": foreign, "to_country": "TW"})) == set()
}

test_a_law_that_asks_nothing_lets_it_go if {
	american := object.union(samples.camera_frames, {"origin": "US"})
	_denied(samples.transferred({"data": american})) == set()
	indian := object.union(samples.camera_frames, {"origin": "IN"})
	_denied(samples.transferred({"data": indian, "to_country": "DE"})) == set()
	count(_denied(samples.transferred({"data": indian, "to_country": "CN"}))) == 1
}

test_what_nobody_verified_is_undetermined if {
	japan := samples.transferred({"to_country": "JP"})
	_denied(japan) == set()
	_noted(japan) == {"undetermined"}
	singapore := object.union(samples.camera_frames, {"origin": "SG"})
	_noted(samples.transferred({"data": singapore})) == {"undetermined"}
}

test_a_mechanism_makes_up_for_what_nobody_verified if {
	_noted(samples.transferred({"to_country": "JP", "transfer_mechanism": samples.scc})) == set()
}

test_what_cannot_be_read_is_undetermined if {
	every name in ["data", "to_country", "flow_kind", "form", "link", "transfer_mechanism"] {
		every silence in [samples.unknown, samples.secret, [[]]] {
			"undetermined" in _noted(samples.transferred({name: silence}))
		}
	}
}

# Exactly one rule denies a transfer that is not lawful, and none denies one that is.
_denials(input_) := sum([count(denied) |
	some name in [
		"mechanism_for_every_border",
		"declared_mechanism_holds",
		"limited_adequacy_met",
		"models_with_anonymity_or_mechanism",
		"federated_updates_protected",
		"remote_access_on_a_mechanism",
	]
	denied := data.transfer[name].deny with input as input_
		with data.params as samples.law_params
		with data.facts as samples.law_facts
])

_mechanisms := {
	"none": null,
	"holds": samples.scc,
	"ended": object.union(samples.scc, {"valid_to": "2026-11-22"}),
	"foreign": object.union(samples.scc, {"type": "idta"}),
}

# Whether a label from Germany may go there with that transfer mechanism.
_lawful(country, _) if country in {"FR", "BR"}

_lawful(_, "holds")

_expected(country, mechanism) := 0 if _lawful(country, mechanism)

_expected(country, mechanism) := 1 if not _lawful(country, mechanism)

test_one_cause_is_one_finding if {
	every country in ["FR", "BR", "CA", "IN"] {
		every name, mechanism in _mechanisms {
			every form in ["source", "derived", "federated"] {
				every flow_kind in ["declared", "implied", "support", "replica"] {
					changes := {
						"to_country": country,
						"transfer_mechanism": mechanism,
						"form": form,
						"flow_kind": flow_kind,
					}
					_denials(samples.transferred(changes)) == _expected(country, name)
				}
			}
		}
	}
}
