"""The closure against a naive fixpoint, on any small graph, circles included."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from edgewright.topology.closure import close, holdings
from edgewright.topology.witness_paths import Arc, Step

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
            path = reach.path(spot).steps()
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
    assert end.path.steps() == (
        Step("origin", "d", "start", ""),
        Step("link", "d", "alpha", "flow/1"),
        Step("link", "d", "end", "flow/3"),
    )


def test_a_circle_ends_and_a_start_without_arcs_is_held():
    there, back = Arc(("d", "a"), ("d", "b"), "link", "1"), Arc(("d", "b"), ("d", "a"), "link", "2")
    found = holdings(close({"d": [("d", "a")], "e": [("e", "lone")]}, [there, back]))
    assert [(one.label, one.location, len(one.path.steps())) for one in found] == [
        ("d", "a", 1),
        ("d", "b", 2),
        ("e", "lone", 1),
    ]


def chain(length: int) -> list[Arc]:
    """Spots in a row; every hundredth arc, from the first on, crosses a border."""
    return [
        Arc(("d", f"{number:05}"), ("d", f"{number + 1:05}"), "link", f"f{number}")
        for number in range(length)
    ]


BORDERS = {f"f{number}" for number in range(0, 1_000, 100)}


def test_ways_share_what_came_before():
    # A thousand ways of a thousand steps at most: half a million steps, if each had its own.
    reach = close({"d": [("d", "00000")]}, chain(1_000), BORDERS)["d"]
    ways = [reach.path(("d", f"{number:05}")) for number in range(1_001)]
    assert [way.length for way in ways] == list(range(1, 1_002))
    assert all(after.before is way for way, after in pairwise(ways))
    assert len(ways[-1].steps()) == 1_001


def test_a_way_knows_the_last_border_on_it():
    reach = close({"d": [("d", "00000")]}, chain(1_000), BORDERS)["d"]
    start, over, after, last = (
        reach.path(("d", spot)) for spot in ("00000", "00001", "00002", "01000")
    )
    assert (start.crossed, start.went_on) == (None, False)
    assert (over.crossed, over.went_on, over.earlier_crossed) == ("f0", False, None)
    assert (after.crossed, after.went_on, after.earlier_crossed) == ("f0", True, "f0")
    assert (last.crossed, last.went_on) == ("f900", True)
    again = reach.over(chain(1_000)[100])
    assert (again.crossed, again.earlier_crossed, again.went_on) == ("f100", "f0", False)


def test_of_a_long_way_both_ends_are_told():
    reach = close({"d": [("d", "00000")]}, chain(1_000))["d"]

    def told(spot: str) -> tuple[str, ...]:
        return reach.path(("d", spot)).in_words(lambda step: step.location)

    assert told("00020") == tuple(f"{number:05}" for number in range(21))
    assert told("00021") == (
        *(f"{number:05}" for number in range(10)),
        "(2 more steps)",
        *(f"{number:05}" for number in range(12, 22)),
    )
    assert told("01000")[10:12] == ("(981 more steps)", "00991")
    assert len(told("01000")) == 21
