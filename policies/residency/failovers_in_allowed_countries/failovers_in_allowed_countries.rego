# METADATA
# title: Failover regions are in countries their data may be in
# description: >-
#   Some services move to another region when theirs fails, and keep a copy of their state there in
#   case: an Azure IoT hub does in its paired region, unless it was told to stay. Each label must
#   be in a country that every entry of params.residency.allowed permits for it even on the day of
#   a disaster.
# custom:
#   id: RES-14
#   severity: high
#   scope: graph
#   message: "{node} fails over with {data} of {source} to {target}, {region} ({country}), outside {allowed}"
#   risk: >-
#     The border is crossed by the provider, at the worst moment, and without anybody being asked.
#   fix: >-
#     Set data residency (enableDataResidency), or fail over to a region inside the allowed
#     countries.
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
#   params: [residency.allowed]
#   effective_on: "2026-01-01"
package residency.failovers_in_allowed_countries

import data.lib.law

deny contains finding if some finding in law.stray_copies(["copy.failover"])

qualified contains note if some note in law.doubtful_copies(["copy.failover"])
