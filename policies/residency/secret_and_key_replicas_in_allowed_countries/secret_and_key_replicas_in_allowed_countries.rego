# METADATA
# title: Replicas of secrets and keys are in countries what they protect may be in
# description: >-
#   Secrets, multi-region keys and hardware security modules can be replicated to other regions. A
#   replica of a key opens the same data, so it is judged by the labels of what it protects, and a
#   replica of a secret by those it has. Each must be in a country that every entry of
#   params.residency.allowed permits for it.
# custom:
#   id: RES-16
#   severity: high
#   scope: resource
#   message: "{node} replicates what protects {data} from {source} to {target}, {region} ({country}), outside {allowed}"
#   risk: >-
#     Who can use the replica can read the data wherever that is, and an authority of the other
#     country can order its use.
#   fix: Replicate inside the allowed countries only, or use a separate key for each country.
#   controls:
#     - gdpr:44
#     - gdpr:32(1)(a)
#     - nist-800-53r5:SA-9(5)
#     - nist-800-53r5:SA-9(6)
#     - nist-800-53r5:SC-12
#     - iso-27001-2022:8.24
#     - bsi-c5-2020:CRY-04
#     - secnumcloud-3.2:19.2.d
#     - aws-control-tower:CT.MULTISERVICE.PV.1
#   needs:
#     copy.secret: [location.cloud, data, carrier]
#     copy.key: [location.cloud, data, carrier]
#   params: [residency.allowed]
#   effective_on: "2026-01-01"
package residency.secret_and_key_replicas_in_allowed_countries

import data.lib.law

deny contains finding if some finding in law.stray_copies(["copy.secret", "copy.key"])

qualified contains note if some note in law.doubtful_copies(["copy.secret", "copy.key"])
