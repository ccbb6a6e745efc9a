"""A vocabulary that contradicts itself does not load."""

import pytest

from edgewright.base.errors import EdgewrightError
from edgewright.facts import taxonomy


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"renamed": {"user.biometric": "user.biometry"}}, "there is no category 'user.biometry'"),
        ({"merged": {"user.nobody": "user.contact"}}, "there is no category 'user.nobody'"),
        ({"categories": ["usr.name"]}, "'usr.name' is under none of system, user"),
    ],
)
def test_a_taxonomy_that_contradicts_itself_is_refused(edit_facts, change, why):
    edit_facts("taxonomy", lambda doc: doc["taxonomies"][0].update(change))
    with pytest.raises(EdgewrightError, match=why) as caught:
        taxonomy.categories()
    assert caught.value.code == "FCT-001"
