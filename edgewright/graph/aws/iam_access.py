"""What is asked of policy documents: do they refuse plain text, let the world in, allow everything?

Answers are True, False, and None where it cannot be known. A request is denied by any statement
that denies it, whatever others allow (IAM User Guide, "Policy evaluation logic").
"""

from __future__ import annotations

import re
from dataclasses import replace

from edgewright.graph.aws.iam_conditions import (
    holds_without_tls,
    keeps_world_out,
    names_client,
    refuses_the_rest,
)
from edgewright.graph.aws.iam_policy import (
    Patterns,
    Statement,
    all_of,
    any_of,
    as_entries,
    opposite,
    statements_of,
)
from edgewright.graph.model import PropertyValue
from edgewright.graph.resource.reading import as_object

EVERY_ACTION = "*:*"
EVERY_RESOURCE = tuple(f"arn:aws{rest}:*:*:*:*" for rest in ("", "-cn", "-us-gov", "-eusc"))
"""What a policy that allows everything names, in some partition; an ARN has five colons."""
_ANYTHING = re.compile(r"[*?]*\*[*?]*")
SHARED_ISSUERS: dict[str, tuple[str, ...]] = {
    "accounts.google.com": ("aud", "oaud", "sub"),
    "cognito-identity.amazonaws.com": ("aud", "sub"),
    "graph.facebook.com": ("app_id", "id"),
    "www.amazon.com": ("app_id", "user_id"),
    "agent.buildkite.com": ("sub",),
    "api.pulumi.com/oidc": ("aud",),
    "app.terraform.io": ("sub",),
    "gitlab.com": ("sub",),
    "oidc-configuration.audit-log.githubusercontent.com": ("sub",),
    "oidc.codefresh.io": ("sub",),
    "oidc.vercel.com": ("aud",),
    "proidc.upbound.io": ("sub",),
    "sandboxes.cloud": ("aud",),
    "scalr.io": ("sub",),
    "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d": ("sts:rolesessionname",),
    "studio.datachain.ai/api": ("sub",),
    "token.actions.githubusercontent.com": ("sub",),
    "tokens.cloud.shisho.dev": ("sub",),
    "vstoken.actions.githubusercontent.com": ("sub",),
}
"""Identity provider that anybody can have an account at -> claims that say of whom a token is.

IAM User Guide, "Available keys for AWS OIDC federation", "Create a role for OpenID Connect
federation" and "Identity-provider controls for shared OIDC providers"
(https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html),
which gives what IAM itself asks for. IBM Turbonomic, whose address changes, is not listed. A claim
with a colon is a condition key as it stands."""
_PARTITION = re.compile(r"^arn:([a-z-]+):s3:::")


def refuses_plain_text(document: PropertyValue, bucket: str | None) -> bool | None:
    """Whether a bucket's policy refuses every request without TLS, whoever makes it.

    Requests are about the bucket or about an object in it, and each of the two is a resource of its
    own: a policy that names only one leaves the other open (AWS Security Blog, "How to use bucket
    policies and apply defense-in-depth to help secure your Amazon S3 data").

    Args:
        document: the policy, an object or JSON text.
        bucket: its name; None where that is not known.
    """
    statements = statements_of(document)
    if statements is None:
        return None
    return all_of(any_of(_refuses(one, bucket, rest) for one in statements) for rest in ("", "/*"))


def _refuses(statement: Statement, bucket: str | None, rest: str) -> bool | None:
    return all_of(
        (
            statement.has_effect("Deny"),
            statement.is_for_all,
            statement.actions.cover("s3:*"),
            _cover_bucket(statement.resources, bucket, rest),
            holds_without_tls(statement.condition),
        )
    )


def _cover_bucket(resources: Patterns, bucket: str | None, rest: str) -> bool | None:
    """Whether a bucket, or with a rest its objects, are among resources.

    S3 takes only a policy about its own bucket, in its own partition: the one written there is it.
    """
    written = {found.group(1) for one in resources.entries if (found := _PARTITION.match(one))}
    name = "*" if bucket is None else bucket
    answers = [resources.cover(f"arn:{part}:s3:::{name}{rest}") for part in written or {"aws"}]
    named = all_of(answers) if resources.excepted else any_of(answers)
    return None if bucket is None and named is False else named


def lets_world_in(document: PropertyValue) -> bool | None:
    """Whether a policy allows something to anybody: what S3 calls a public policy.

    It asks for a statement that is for all, under no condition that fixes who or from where, and
    of which no other statement denies all that is not fixed.
    """
    statements = statements_of(document)
    if statements is None:
        return None
    return any_of(_opens(one, statements) for one in statements)


def _opens(statement: Statement, statements: list[Statement]) -> bool | None:
    return all_of(
        (
            statement.has_effect("Allow"),
            statement.may_be_anyone,
            opposite(keeps_world_out(statement.condition)),
            opposite(any_of(_closes(one, statement) for one in statements)),
        )
    )


def _closes(denial: Statement, statement: Statement) -> bool | None:
    return all_of(
        (
            denial.has_effect("Deny"),
            denial.is_for_all,
            denial.actions.include(statement.actions),
            denial.resources.include(statement.resources),
            refuses_the_rest(denial.condition),
        )
    )


def anybody_may_assume(document: PropertyValue) -> bool | None:
    """Whether a role's trust policy lets anybody take the role.

    Besides everybody that is everybody with an account at an identity provider that is there for
    all the world, unless a condition names the client or the subject of its tokens.
    """
    statements = statements_of(document)
    if statements is None:
        return None
    shared = any_of(_opens_to_tokens(one) for one in statements)
    return any_of((lets_world_in(document), shared))


def _opens_to_tokens(statement: Statement) -> bool | None:
    who = as_object(statement.principal)
    issuers = [_issuer(one) for one in as_entries(who.get("Federated"))]
    open_to = [
        opposite(names_client(statement.condition, _claim_keys(issuer, claims)))
        for issuer in issuers
        if (claims := SHARED_ISSUERS.get(issuer))
    ]
    return all_of((statement.has_effect("Allow"), any_of(open_to)))


def _claim_keys(issuer: str, claims: tuple[str, ...]) -> list[str]:
    return [claim if ":" in claim else f"{issuer}:{claim}" for claim in claims]


def _issuer(principal: PropertyValue) -> str:
    """The identity provider of a federated principal: its host, as condition keys have it."""
    return principal.rpartition("oidc-provider/")[2].lower() if isinstance(principal, str) else ""


def allows_everything(document: PropertyValue) -> bool | None:
    """Whether a policy of a role allows every action on every resource, or all but some of them.

    Conditions are not weighed (AWS Config does not either, in its rule
    iam-policy-no-statements-with-admin-access): what may be done under them is still everything.
    """
    statements = statements_of(document)
    if statements is None:
        return None
    return any_of(
        all_of(
            (
                one.has_effect("Allow"),
                _names_all(one.actions, (EVERY_ACTION,)),
                _names_all(one.resources, EVERY_RESOURCE),
            )
        )
        for one in statements
    )


def _names_all(patterns: Patterns, everything: tuple[str, ...]) -> bool | None:
    """Whether patterns name one of these; "?*" asks for one character, which every name has."""
    if patterns.excepted:
        return True
    entries = tuple(_ANYTHING.sub("*", entry) for entry in patterns.entries)
    return any_of(replace(patterns, entries=entries).cover(one) for one in everything)
