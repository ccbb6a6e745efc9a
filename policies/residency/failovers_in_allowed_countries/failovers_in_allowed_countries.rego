# METADATA
# title: Failover regions are in countries their data may be in
# description: >-
#   Some services move to another region when theirs fails, and keep a copy of their state there in
#   case: an Azure IoT hub does in its paired region, unless it was told to stay. Each label must
#   be in a country that every entry of params.residency.allowed permits for it even on the day of
#   a disaster. The setting that tells it to stay counts in regions only in which the vendor is known
#   to offer it (https://learn.microsoft.com/azure/reliability/reliability-iot-hub names two);
#   elsewhere the pair is judged, and whether such a hub can be created as written is undetermined.
# custom:
#   id: RES-14
#   severity: high
#   scope: resource
#   message: "{node} fails over with {data} of {source} to {target}, {region} ({country}), outside {allowed}"
#   risk: >-
#     The border is crossed by the provider, at the worst moment, and without anybody being asked.
#   fix: >-
#     Use a region without a pair or with one inside the allowed countries. Data residency
#     (enableDataResidency) can be set in few regions only; leave it out in the others.
#   controls:
#     - gdpr:44
#     - gdpr:28(3)(a)
#     - nist-800-53r5:SA-9(5)
#     - nist-800-53r5:CM-12
#     - nist-800-53r5:CP-6
#     - bsi-c5-2020:PSS-12
#     - secnumcloud-3.2:19.2.a
#   needs:
#     copy.failover: [location.cloud, data, carrier]
#     iot.hub: [data, residency_offer]
#   params: [residency.allowed]
#   effective_on: "2026-01-01"
package residency.failovers_in_allowed_countries

import data.lib.labels
import data.lib.law
import data.lib.nodes

deny contains finding if some finding in law.stray_copies(["copy.failover"])

qualified contains note if some note in law.doubtful_copies(["copy.failover"])

qualified contains note if {
	some hub in nodes.of_kinds(["iot.hub"])
	held := labels.held(nodes.prop(hub, "data"))
	count(held) > 0
	offer := nodes.prop(hub, "residency_offer")
	offer != null
	note := {
		"node": hub.id,
		"outcome": "undetermined",
		"because": sprintf("%s enableDataResidency in %s, so it does not keep %s there; its failover to %s is judged", [
			_why(offer),
			nodes.shown(nodes.part(hub, ["location", "region"])),
			labels.names(held),
			nodes.shown(nodes.prop(hub, "failover_region")),
		]),
	}
}

_why(offer) := "Azure is known to refuse" if {
	offer == "refused"
} else := "nobody documents that Azure offers" if {
	offer == "undocumented"
} else := "nobody can tell whether Azure offers"
