# METADATA
# title: Backups are in countries their data may be in
# description: >-
#   A backup plan copies recovery points to vaults in other regions, and a geo-redundant vault to
#   its paired region. Each label in a backup must be in a country that every entry of
#   params.residency.allowed permits for it: a backup is the data, however rarely anybody opens it.
# custom:
#   id: RES-07
#   severity: high
#   scope: resource
#   message: "{node} backs up {data} of {source} to {target}, {region} ({country}), outside {allowed}"
#   risk: >-
#     Backups are kept longest and erased last. What a person asked to have deleted lives on under
#     another country's law.
#   fix: >-
#     Copy to a vault inside the allowed countries; for an Azure vault use local or zone
#     redundancy.
#   controls:
#     - gdpr:44
#     - gdpr:28(3)(a)
#     - nist-800-53r5:SA-9(5)
#     - nist-800-53r5:CM-12
#     - nist-800-53r5:CP-9
#     - iso-27001-2022:8.13
#     - bsi-c5-2020:PSS-12
#     - secnumcloud-3.2:19.2.a
#     - aws-control-tower:CT.MULTISERVICE.PV.1
#   needs:
#     copy.backup: [location.cloud, data, carrier]
#   params: [residency.allowed]
#   effective_on: "2026-01-01"
package residency.backups_in_allowed_countries

import data.lib.law

deny contains finding if some finding in law.stray_copies(["copy.backup"])

qualified contains note if some note in law.doubtful_copies(["copy.backup"])
