package lib.transfers_test

import data.lib.samples
import data.lib.transfers

_grounds contains ground if {
	some [transfer, label] in transfers.labelled("topology.transfer")
	ground := transfers.ground(transfer, label)
}

_ground_under(changes, params) := ground if {
	found := _grounds with input as samples.transferred(changes)
		with data.params as params
		with data.facts as samples.law_facts
	some ground in found
}

_ground(changes) := _ground_under(changes, samples.law_params)

test_a_ground_names_what_carries_it if {
	_ground({"to_country": "FR"}) == "zone: FR is under the law of its origin, DE (EEA)"
	_ground({"to_country": "BR"}) == sprintf("adequacy: %v", [samples.law_facts.adequacy.EEA.BR.source])
	_ground({"transfer_mechanism": samples.scc}) == sprintf("declared: %v", [transfers.shown(samples.scc)])
}

test_what_stays_under_its_law_stands_on_that_alone if {
	_ground({"to_country": "FR", "transfer_mechanism": samples.scc}) == _ground({"to_country": "FR"})
	startswith(_ground({"to_country": "NO"}), "adequacy: ")
}

test_a_declared_mechanism_beside_adequacy_is_named_too if {
	found := _ground({"to_country": "BR", "transfer_mechanism": samples.scc})
	startswith(found, "adequacy: ")
	contains(found, "; declared: scc ")
}

test_no_ground_is_needed_without_personal_data_or_under_a_law_that_asks_nothing if {
	_ground({"data": samples.detections}) == "none needed: no personal data (nothing in user.*)"
	american := object.union(samples.camera_frames, {"origin": "US"})
	startswith(_ground({"data": american}), "none needed: the law of US asks for no transfer mechanism towards IN (")
}

test_what_nothing_lets_cross_has_none if {
	not _ground({})
	not _ground({"transfer_mechanism": object.union(samples.scc, {"valid_to": "2020-01-01"})})
	not _ground({"to_country": "CA"})
	not _ground({"data": samples.stray, "to_country": "FR"})
}

test_adequacy_of_certain_recipients_counts_where_the_parameters_accept_it if {
	accepting := json.patch(samples.law_params, [{"op": "add", "path": "/transfer/accept_conditional", "value": ["CA"]}])
	found := _ground_under({"to_country": "CA"}, accepting)
	startswith(found, "adequacy of certain recipients, accepted by the parameters: ")
}
