# METADATA
# title: Inference is done in countries its data may be in
# description: >-
#   An inference profile or a deployment SKU says how far a request may travel: Bedrock's global
#   profiles and Azure's Global SKUs to any region in the world, those of a data zone to every
#   country of it. Each label in a request must stay in countries that every entry of
#   params.residency.allowed permits for it. That the data rests at home does not count: it is read
#   where it is processed.
# custom:
#   id: RES-12
#   severity: high
#   scope: resource
#   message: "{node} may process {data} of {source} with {target}, {region} ({country}), outside {allowed}"
#   risk: >-
#     Each request goes wherever there is capacity, so nobody can say afterwards in which country
#     it was read.
#   fix: >-
#     Call a model of one region or an inference profile of an allowed zone; on Azure use Standard
#     or an allowed data zone.
#   controls:
#     - gdpr:44
#     - gdpr:28(3)(a)
#     - nist-800-53r5:SA-9(5)
#     - nist-800-53r5:CM-12
#     - nist-800-53r5:AC-4
#     - iso-27001-2022:5.23
#     - bsi-c5-2020:PSS-12
#     - secnumcloud-3.2:19.2.a
#     - aws-control-tower:CT.MULTISERVICE.PV.1
#   needs:
#     copy.inference: [location.cloud, data, carrier]
#   params: [residency.allowed]
#   effective_on: "2026-01-01"
package residency.inference_in_allowed_countries

import data.lib.law

deny contains finding if some finding in law.stray_copies(["copy.inference"])

qualified contains note if some note in law.doubtful_copies(["copy.inference"])
