# Written by `python tools/kinds_page.py`.

package lib.nodes

# METADATA
# description: every node of a kind of resource that has all of these properties
having(properties) := of_kinds([kind |
	some kind, names in _properties
	every property in properties { property in names }
])

_properties["resource.other"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region"}
_properties["storage.bucket"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "encryption", "key_countries", "key_custody", "public", "tls_only", "tls_min", "versioned", "retention_days"}
_properties["storage.account"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "encryption", "key_countries", "key_custody", "public", "tls_only", "tls_min", "versioned", "retention_days"}
_properties["storage.files"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "encryption", "key_countries", "key_custody", "public_network", "tls_only", "backed_up"}
_properties["storage.disk"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "encryption", "key_countries", "key_custody", "public"}
_properties["storage.snapshot"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "encryption", "key_countries", "key_custody", "public"}
_properties["backup.vault"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "encryption", "key_countries", "key_custody", "immutable", "soft_delete"}
_properties["backup.plan"] := {"location", "retention_days"}
_properties["key.key"] := {"rotation", "deletion_window_days", "purge_protection"}
_properties["key.vault"] := {"location", "public_network", "deletion_window_days", "purge_protection", "role_based"}
_properties["secret.secret"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "encryption", "key_countries", "key_custody", "rotation", "plain_text"}
_properties["secret.generated"] := {"bits"}
_properties["secret.certificate"] := {"location", "valid_days", "key_algorithm", "exportable"}
_properties["registry.images"] := {"encryption", "immutable_tags", "scan_on_push", "public"}
_properties["database.relational"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "encryption", "key_countries", "key_custody", "public_network", "tls_only", "tls_min", "local_auth", "backup_days", "deletion_protected", "multi_zone", "logs"}
_properties["database.document"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "encryption", "key_countries", "key_custody", "public_network", "tls_only", "tls_min", "local_auth", "backup_days", "deletion_protected", "multi_zone", "logs"}
_properties["database.key_value"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "encryption", "key_countries", "key_custody", "public_network", "tls_only", "tls_min", "local_auth", "backup_days", "deletion_protected", "multi_zone", "logs"}
_properties["database.wide_column"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "encryption", "key_countries", "key_custody", "public_network", "tls_only", "tls_min", "local_auth", "backup_days", "deletion_protected", "multi_zone", "logs"}
_properties["database.time_series"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "encryption", "key_countries", "key_custody", "public_network", "tls_only", "tls_min", "local_auth", "backup_days", "deletion_protected", "multi_zone", "logs"}
_properties["database.graph"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "encryption", "key_countries", "key_custody", "public_network", "tls_only", "tls_min", "local_auth", "backup_days", "deletion_protected", "multi_zone", "logs"}
_properties["database.search"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "encryption", "key_countries", "key_custody", "public_network", "tls_only", "tls_min", "local_auth", "backup_days", "deletion_protected", "multi_zone", "logs"}
_properties["database.cache"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "encryption", "key_countries", "key_custody", "public_network", "tls_only", "tls_min", "local_auth", "backup_days", "deletion_protected", "multi_zone", "logs"}
_properties["database.warehouse"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "encryption", "key_countries", "key_custody", "public_network", "tls_only", "tls_min", "local_auth", "backup_days", "deletion_protected", "multi_zone", "logs"}
_properties["message.queue"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "encryption", "key_countries", "key_custody", "public_network", "tls_only", "tls_min", "local_auth", "public", "retention_days"}
_properties["message.topic"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "encryption", "key_countries", "key_custody", "public_network", "tls_only", "tls_min", "local_auth", "public", "retention_days"}
_properties["message.stream"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "encryption", "key_countries", "key_custody", "public_network", "tls_only", "tls_min", "local_auth", "public", "retention_days"}
_properties["message.bus"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "encryption", "key_countries", "key_custody", "public_network", "tls_only", "tls_min", "local_auth", "public", "retention_days"}
_properties["compute.machine"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "encryption", "key_countries", "key_custody", "public_address", "metadata_tokens", "password_login", "image"}
_properties["compute.template"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "encryption", "key_countries", "key_custody", "public_address", "metadata_tokens", "password_login", "image"}
_properties["compute.nodes"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "encryption", "key_countries", "key_custody", "public_address", "metadata_tokens", "password_login", "image"}
_properties["compute.cluster"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "encryption", "key_countries", "key_custody", "local_auth", "public_network", "logs", "version"}
_properties["compute.function"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "encryption", "key_countries", "key_custody", "public_network", "tls_only", "tls_min", "public", "in_network", "runtime", "traced"}
_properties["compute.container"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "public_network", "tls_only", "tls_min", "images", "privileged", "runs_as_root", "read_only_root"}
_properties["compute.app"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "public_network", "tls_only", "tls_min", "images", "privileged", "runs_as_root", "read_only_root"}
_properties["move.job"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "encryption", "key_countries", "key_custody", "public_network", "logs"}
_properties["analytics.workspace"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "encryption", "key_countries", "key_custody", "public_network", "logs"}
_properties["network.firewall"] := {"location", "rules"}
_properties["network.network"] := {"location", "flow_logs"}
_properties["network.private_endpoint"] := {"location", "target"}
_properties["network.api"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "public_network", "tls_only", "tls_min", "authenticated", "filtered", "logs"}
_properties["network.balancer"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "public_network", "tls_only", "tls_min", "authenticated", "filtered", "logs"}
_properties["network.cdn"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "public_network", "tls_only", "tls_min", "authenticated", "filtered", "logs"}
_properties["network.dns"] := {"public", "signed"}
_properties["monitor.logs"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "encryption", "key_countries", "key_custody", "public_network", "retention_days"}
_properties["monitor.metrics"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "encryption", "key_countries", "key_custody", "public_network", "retention_days"}
_properties["monitor.trail"] := {"location", "encryption", "key_countries", "key_custody", "enabled", "all_regions", "tamper_evident"}
_properties["identity.identity"] := {"long_lived_key"}
_properties["identity.policy"] := {"statements"}
_properties["identity.role"] := {"for_everybody", "allows_everything"}
_properties["identity.assignment"] := {"role", "reach"}
_properties["ml.training"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "volume_encryption", "output_encryption", "inter_node_encryption", "network_isolated", "image"}
_properties["ml.processing"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "volume_encryption", "output_encryption", "inter_node_encryption", "network_isolated", "image"}
_properties["ml.registry"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "encryption", "key_countries", "key_custody", "public_network"}
_properties["ml.workspace"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "encryption", "key_countries", "key_custody", "public_network"}
_properties["ml.notebook"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "encryption", "key_countries", "key_custody", "public_network", "root_access"}
_properties["ml.endpoint"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "encryption", "key_countries", "key_custody", "local_auth", "public_network", "network_isolated", "image"}
_properties["ml.model"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "encryption", "key_countries", "key_custody", "local_auth", "public_network", "network_isolated", "image"}
_properties["ml.features"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "encryption", "key_countries", "key_custody"}
_properties["ml.labelling"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "encryption", "key_countries", "key_custody"}
_properties["ai.service"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "encryption", "key_countries", "key_custody", "local_auth", "public_network", "logs"}
_properties["iot.hub"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "tls_min", "local_auth", "residency_offer", "failover_region", "public_network", "retention_days"}
_properties["iot.policy"] := {"statements"}
_properties["iot.rule"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "enabled", "error_action"}
_properties["iot.twin"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "encryption", "key_countries", "key_custody", "public_network", "local_auth"}
_properties["iot.audit"] := {"location", "enabled"}
_properties["iot.identity"] := {"active"}
_properties["kubernetes.workload"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "images", "privileged", "host_access", "runs_as_root", "read_only_root", "limited"}
_properties["kubernetes.secret"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "encryption", "key_countries", "key_custody", "plain_text"}
_properties["kubernetes.settings"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "encryption", "key_countries", "key_custody", "plain_text"}
_properties["kubernetes.volume"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "encryption", "key_countries", "key_custody"}
_properties["kubernetes.service"] := {"location", "public_network", "tls_only"}
_properties["kubernetes.ingress"] := {"location", "public_network", "tls_only"}
_properties["kubernetes.network_policy"] := {"location", "ingress_limited", "egress_limited"}
_properties["kubernetes.role"] := {"for_everybody", "allows_everything"}
_properties["kubernetes.release"] := {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region", "chart", "version"}
