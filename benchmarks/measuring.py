"""Time, processor time and memory of a process and all below it, and how to show them."""

from __future__ import annotations

import os
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import psutil

RUNS = 3
LOOK_SECONDS = 0.05


@dataclass
class Usage:
    """What a process and all below it took, as far as looking at them every so often shows.

    Attributes:
        memory: the largest sum of resident memory, in MB.
        processor: process -> its processor seconds when it was last seen, user and system.
        commands: process -> the words it was started with.
    """

    memory: float = 0.0
    processor: dict[tuple[int, float], float] = field(default_factory=dict)
    commands: dict[tuple[int, float], str] = field(default_factory=dict)

    def processor_of(self, word: str) -> float:
        """Processor seconds of the processes whose command has a word in it."""
        return sum(
            took for key, took in self.processor.items() if word in self.commands.get(key, "")
        )

    def see(self, pid: int) -> None:
        """Look at a process and all below it, once."""
        total = 0
        try:
            top = psutil.Process(pid)
            family = [top, *top.children(recursive=True)]
        except psutil.Error:
            return
        for member in family:
            try:
                with member.oneshot():
                    key = (member.pid, member.create_time())
                    took = member.cpu_times()
                    total += member.memory_info().rss
                    self.processor[key] = took.user + took.system
                    if words := member.cmdline():  # one that has ended has none any more
                        self.commands[key] = " ".join(words)
            except psutil.Error:
                continue
        self.memory = max(self.memory, total / 1e6)


@contextmanager
def watched(pid: int) -> Iterator[Usage]:
    """What a process and all below it take during the block."""
    usage, done = Usage(), threading.Event()

    def watch() -> None:
        while not done.wait(LOOK_SECONDS):
            usage.see(pid)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield usage
    finally:
        done.set()
        watcher.join()


def timed(work: Callable[[], object]) -> float:
    """Seconds one run takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def medians(*works: Callable[[], object], runs: int = RUNS) -> list[float]:
    """The median seconds of each of several works, which are run in turn."""
    taken = [[timed(work) for work in works] for _ in range(runs)]
    return [statistics.median(column) for column in zip(*taken, strict=True)]


@dataclass(frozen=True)
class Spent:
    """What a work took: seconds of the clock, and of processors in all the processes it used."""

    seconds: float
    processor: float


def spent(*works: Callable[[], object], runs: int = RUNS) -> list[Spent]:
    """The medians of what each of several works takes, which are run in turn."""
    taken = [[_spent(work) for work in works] for _ in range(runs)]
    return [
        Spent(
            statistics.median(one.seconds for one in column),
            statistics.median(one.processor for one in column),
        )
        for column in zip(*taken, strict=True)
    ]


def _spent(work: Callable[[], object]) -> Spent:
    before = _processor()
    seconds = timed(work)
    return Spent(seconds, _processor() - before)


def _processor() -> float:
    """Processor seconds of this process, of its children that ended, and of those that live."""
    living = (child.cpu_times() for child in psutil.Process().children(recursive=True))
    return sum(os.times()[:4]) + sum(one.user + one.system for one in living)


def show(what: str, seconds: float, remark: str = "", memory: float | None = None) -> None:
    """Print one figure."""
    extra = f"   peak {memory:6.0f} MB" if memory is not None else ""
    print(f"{what:56} {seconds:8.2f} s{extra}   {remark}".rstrip(), flush=True)


def show_load() -> None:
    """Print how busy the machine is: figures of a busy one say little."""
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}", flush=True)
