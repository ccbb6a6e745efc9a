# METADATA
# title: Geo-redundant pairs of storage are in countries their data may be in
# description: >-
#   Geo-redundant storage is copied to the region its own is paired with, which nobody chooses and
#   which can lie in another country: the pair of brazilsouth is in Texas. Each label's copy there
#   must be in a country that every entry of params.residency.allowed permits for it. Entries with
#   carriers "source" restrict what was derived too, save in the country it is copied from.
# custom:
#   id: RES-05
#   severity: high
#   scope: resource
#   message: "{node} keeps {data} of {source} a second time in {target}, {region} ({country}), outside {allowed}"
#   risk: >-
#     The pair is filled from the first byte on. It does not show among the resources, and deleting
#     the account is the only way to empty it.
#   fix: Use zone redundancy (ZRS), or a region whose pair is in an allowed country.
#   controls:
#     - gdpr:44
#     - gdpr:28(3)(a)
#     - nist-800-53r5:SA-9(5)
#     - nist-800-53r5:CM-12
#     - nist-800-53r5:CP-6
#     - bsi-c5-2020:PSS-12
#     - secnumcloud-3.2:19.2.a
#   needs:
#     copy.pair: [location.cloud, data, carrier]
#   params: [residency.allowed]
#   effective_on: "2026-01-01"
package residency.storage_pairs_in_allowed_countries

import data.lib.law

deny contains finding if some finding in law.stray_copies(["copy.pair"])

qualified contains note if some note in law.doubtful_copies(["copy.pair"])
