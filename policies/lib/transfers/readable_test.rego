package lib.transfers_test

import data.lib.samples
import data.lib.transfers

_unreadable(changes) := transfers.unreadable(node, object.keys(changes)) if {
	some node in samples.transferred(changes).nodes["topology.transfer"]
}

test_what_is_not_said_can_be_read if {
	nothing := {"transfer_mechanism": null, "people": null, "use": null, "frequency": null, "recipient_parent": null}
	_unreadable(nothing) == set()
}

test_what_is_said_can_be_read if {
	_unreadable({"people": 7, "use": "bias-detection", "recipient_parent": "CN"}) == set()
	_unreadable({"transfer_mechanism": object.union(samples.scc, {"evidence": null, "valid_to": null})}) == set()
	_unreadable({"previous_crossing": null}) == set()
	_unreadable({"previous_crossing": "t0"}) == set()
}

_label(countries) := {"props": {"source_countries": countries}}

test_a_list_of_countries_can_be_read_if_every_one_can if {
	transfers.unreadable(_label(["DE", "RU"]), ["source_countries"]) == set()
	transfers.unreadable(_label(["DE", samples.unknown]), ["source_countries"]) == {"source_countries"}
}

test_other_shapes_cannot_be_read if {
	_unreadable({"people": "many"}) == {"people"}
	_unreadable({"transfer_mechanism": {"type": "scc"}}) == {"transfer_mechanism"}
	_unreadable({"transfer_mechanism": object.union(samples.scc, {"onward": "yes"})}) == {"transfer_mechanism"}
	_unreadable({"previous_crossing": samples.unknown}) == {"previous_crossing"}
	_unreadable({"to_country": ""}) == {"to_country"}
}

_noted(needs, changes) := {note.because | some note in transfers.unreadable_notes(_chain(needs), found)} if {
	found := samples.transferred(changes).nodes["topology.transfer"]
}

# As rego.metadata.chain() gives it: the rule itself, which says nothing, and its package.
_chain(needs) := [
	{"path": ["transfer", "rule", "deny"]},
	{"path": ["transfer", "rule"], "annotations": {"custom": {"needs": needs}}},
]

test_only_what_its_kind_needs_is_noted if {
	changes := {"people": "many", "link": null, "use": samples.secret}
	_noted({"topology.transfer": ["form", "link", "people"]}, changes) == {"link, people cannot be read"}
	_noted({"topology.transfer": ["form"], "topology.label": ["people"]}, changes) == set()
}
