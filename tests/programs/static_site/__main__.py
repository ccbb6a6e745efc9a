"""A site with a distribution: certificate in another region, classic bucket with inline website."""

import json

import pulumi
import pulumi_aws as aws

DOMAIN = "site.example"
virginia = aws.Provider("virginia", region="us-east-1")
site = aws.s3.Bucket("site", website={"index_document": "index.html"})
aws.s3.BucketOwnershipControls(
    "site-owner", bucket=site.id, rule={"object_ownership": "BucketOwnerEnforced"}
)
logs = aws.s3.Bucket(
    "site-logs",
    acl="log-delivery-write",
    opts=pulumi.ResourceOptions(aliases=[pulumi.Alias(name="logs")], retain_on_delete=True),
)
for page in ("index", "imprint"):
    aws.s3.BucketObject(
        f"{page}.html",
        bucket=site.id,
        key=f"{page}.html",
        content=f"<h1>{page}</h1>",
        content_type="text/html",
    )
zone = aws.route53.get_zone(name=DOMAIN)
certificate = aws.acm.Certificate(
    "certificate",
    domain_name=DOMAIN,
    validation_method="DNS",
    opts=pulumi.ResourceOptions(provider=virginia),
)
proof = aws.route53.Record(
    "proof",
    zone_id=zone.zone_id,
    name=certificate.domain_validation_options.apply(lambda found: found[0].resource_record_name),
    type="CNAME",
    ttl=300,
    records=["proof.acm.example"],
)
validated = aws.acm.CertificateValidation(
    "validated",
    certificate_arn=certificate.arn,
    validation_record_fqdns=[proof.fqdn],
    opts=pulumi.ResourceOptions(provider=virginia),
)
control = aws.cloudfront.OriginAccessControl(
    "control",
    origin_access_control_origin_type="s3",
    signing_behavior="always",
    signing_protocol="sigv4",
)
wall = aws.wafv2.WebAcl(
    "wall",
    scope="CLOUDFRONT",
    default_action={"allow": {}},
    visibility_config={
        "cloudwatch_metrics_enabled": True,
        "metric_name": "wall",
        "sampled_requests_enabled": True,
    },
    opts=pulumi.ResourceOptions(provider=virginia),
)
distribution = aws.cloudfront.Distribution(
    "cdn",
    enabled=True,
    origins=[
        {
            "domain_name": site.bucket_regional_domain_name,
            "origin_id": "site",
            "origin_access_control_id": control.id,
        }
    ],
    default_cache_behavior={
        "allowed_methods": ["GET", "HEAD"],
        "cached_methods": ["GET", "HEAD"],
        "target_origin_id": "site",
        "viewer_protocol_policy": "redirect-to-https",
        "cache_policy_id": aws.cloudfront.get_cache_policy(name="Managed-CachingOptimized").id,
    },
    restrictions={"geo_restriction": {"restriction_type": "none"}},
    viewer_certificate={
        "acm_certificate_arn": validated.certificate_arn,
        "ssl_support_method": "sni-only",
        "minimum_protocol_version": "TLSv1.2_2021",
    },
    logging_config={"bucket": logs.bucket_domain_name},
    web_acl_id=wall.arn,
    tags={"edgewright:data": "pages"},
)
aws.s3.BucketPolicy(
    "site-policy",
    bucket=site.id,
    policy=pulumi.Output.all(site.arn, distribution.arn).apply(
        lambda found: json.dumps(
            {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": "Allow",
                        "Principal": {"Service": "cloudfront.amazonaws.com"},
                        "Action": "s3:GetObject",
                        "Resource": f"{found[0]}/*",
                        "Condition": {"StringEquals": {"AWS:SourceArn": found[1]}},
                    }
                ],
            }
        )
    ),
)
