# METADATA
# title: Caches and network peerings reach only countries their data may be in
# description: >-
#   A content delivery network keeps copies of what it serves at edge locations all over the world:
#   a restriction of viewers does not restrict these. A peering between networks in two regions
#   opens a way for everything that the one can reach. Each label behind them may only get to
#   countries that every entry of params.residency.allowed permits for it.
# custom:
#   id: RES-15
#   severity: medium
#   scope: resource
#   message: "{node} lets {data} of {source} reach {target}, {region} ({country}), outside {allowed}"
#   risk: >-
#     Cached copies lie in countries nobody chose until they expire. A peering makes a border look
#     like a route in the same network.
#   fix: >-
#     Serve restricted data from its own region; end the peering, or make it between allowed
#     countries.
#   controls:
#     - gdpr:44
#     - nist-800-53r5:SA-9(5)
#     - nist-800-53r5:AC-4
#     - nist-800-53r5:SC-7
#     - iso-27001-2022:5.14
#     - bsi-c5-2020:PSS-12
#     - secnumcloud-3.2:19.2.a
#     - aws-control-tower:AWS-GR_DISALLOW_CROSS_REGION_NETWORKING
#   needs:
#     copy.cache: [location.cloud, data, carrier]
#     copy.peering: [location.cloud, data, carrier]
#   params: [residency.allowed]
#   effective_on: "2026-01-01"
package residency.caches_and_peerings_in_allowed_countries

import data.lib.law

deny contains finding if some finding in law.stray_copies(["copy.cache", "copy.peering"])

qualified contains note if some note in law.doubtful_copies(["copy.cache", "copy.peering"])
