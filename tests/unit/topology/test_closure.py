"""The closure against a naive fixpoint, on any small graph, circles included."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from edgewright.topology.closure import Arc, close, holdings
from edgewright.topology.model import Step

SPOTS = st.tuples(st.sampled_from("abc"), st.sampled_from("wxyz"))
KINDS = st.sampled_from(["link", "derives"])
ARCS = st.builds(Arc, source=SPOTS, target=SPOTS, kind=KINDS, via=st.sampled_from("pq"))
STARTS = st.dictionaries(
    st.sampled_from(["one", "two"]), st.lists(SPOTS, min_size=1, max_size=3), min_size=1
)


def naive(starts, arcs):
    """Shortest distances by relaxing every arc until nothing changes (Bellman and Ford)."""
    best = dict.fromkeys(starts, 0)
    changed = True
    while changed:
        changed = False
        for arc in arcs:
            if arc.source in best and best[arc.source] + 1 < best.get(arc.target, 10**6):
                best[arc.target] = best[arc.source] + 1
                changed = True
    return best


@given(STARTS, st.lists(ARCS, max_size=14))
def test_it_is_the_least_fixpoint_with_shortest_distances(starts, arcs):
    for label, reach in close(starts, arcs).items():
        assert reach.distances == naive(starts[label], arcs)


@given(STARTS, st.lists(ARCS, max_size=14))
def test_every_witness_is_a_real_and_shortest_path(starts, arcs):
    known = set(arcs)
    for label, reach in close(starts, arcs).items():
        for spot, distance in reach.distances.items():
            path = reach.path(spot)
            assert len(path) == distance + 1
            assert (path[0].kind, path[0].via) == ("origin", "")
            assert (path[0].carrier, path[0].location) in starts[label]
            assert (path[-1].carrier, path[-1].location) == spot
            for here, there in pairwise(path):
                source, target = ((one.carrier, one.location) for one in (here, there))
                assert Arc(source, target, there.kind, there.via) in known


@given(STARTS, st.lists(ARCS, max_size=14), ARCS)
def test_adding_an_arc_never_takes_a_holding_away(starts, arcs, another):
    before = {(one.label, one.location) for one in holdings(close(starts, arcs))}
    after = {(one.label, one.location) for one in holdings(close(starts, [*arcs, another]))}
    assert before <= after


@given(STARTS, st.lists(ARCS, max_size=14), st.randoms())
def test_the_order_of_arcs_and_starts_does_not_matter(starts, arcs, random):
    shuffled = random.sample(arcs, len(arcs))
    turned = {label: list(reversed(spots)) for label, spots in reversed(starts.items())}
    assert holdings(close(starts, arcs)) == holdings(close(turned, shuffled))


@given(STARTS, st.lists(ARCS, max_size=14))
def test_one_holding_per_label_and_place_by_its_nearest_carrier(starts, arcs):
    reaches = close(starts, arcs)
    found = holdings(reaches)
    assert len({(one.label, one.location) for one in found}) == len(found)
    for one in found:
        distances = {
            carrier: distance
            for (carrier, place), distance in reaches[one.label].distances.items()
            if place == one.location
        }
        assert one.carrier == min(distances, key=lambda carrier: (distances[carrier], carrier))


def test_of_two_shortest_paths_the_first_in_order_is_told():
    arcs = [
        Arc(("d", "start"), ("d", "zulu"), "link", "flow/0"),
        Arc(("d", "start"), ("d", "alpha"), "link", "flow/1"),
        Arc(("d", "zulu"), ("d", "end"), "link", "flow/2"),
        Arc(("d", "alpha"), ("d", "end"), "link", "flow/4"),
        Arc(("d", "alpha"), ("d", "end"), "link", "flow/3"),
    ]
    end = next(
        one for one in holdings(close({"d": [("d", "start")]}, arcs)) if one.location == "end"
    )
    assert end.path == (
        Step("origin", "d", "start", ""),
        Step("link", "d", "alpha", "flow/1"),
        Step("link", "d", "end", "flow/3"),
    )


def test_a_circle_ends_and_a_start_without_arcs_is_held():
    there, back = Arc(("d", "a"), ("d", "b"), "link", "1"), Arc(("d", "b"), ("d", "a"), "link", "2")
    found = holdings(close({"d": [("d", "a")], "e": [("e", "lone")]}, [there, back]))
    assert [(one.label, one.location, len(one.path)) for one in found] == [
        ("d", "a", 1),
        ("d", "b", 2),
        ("e", "lone", 1),
    ]
