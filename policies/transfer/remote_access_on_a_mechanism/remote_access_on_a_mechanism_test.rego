package transfer.remote_access_on_a_mechanism_test

import data.lib.samples
import data.transfer.remote_access_on_a_mechanism as rule

_denied(input_) := findings if {
	findings := rule.deny with input as input_ with data.params as samples.law_params with data.facts as samples.law_facts
}

_noted(input_) := {note.outcome | some note in notes} if {
	notes := rule.qualified with input as input_ with data.params as samples.law_params with data.facts as samples.law_facts
}

_seen(changes) := samples.transferred(object.union({"flow_kind": "support"}, changes))

test_seeing_without_a_mechanism_fails if count(_denied(_seen({}))) == 1

test_a_model_that_is_seen_counts if count(_denied(_seen({"form": "derived"}))) == 1

test_a_mechanism_or_adequacy_carries_it if {
	_denied(_seen({"transfer_mechanism": samples.scc})) == set()
	_denied(_seen({"to_country": "BR"})) == set()
	_denied(_seen({"to_country": "FR"})) == set()
}

test_everything_else_is_judged_elsewhere if _denied(samples.transferred({})) == set()

test_what_cannot_be_read_is_undetermined if {
	every name in ["data", "flow_kind", "form", "link", "transfer_mechanism"] {
		every silence in [samples.unknown, samples.secret, [[]]] {
			"undetermined" in _noted(samples.transferred({name: silence}))
		}
	}
}
