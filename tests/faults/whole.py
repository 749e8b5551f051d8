"""What must be true of a desk whatever befell it."""
import collections
import contextlib
import os
import re
import sqlite3
import subprocess

from desk import ENVIRONMENT, Got, address_of


class Broken(AssertionError):
    """Something is not as it must be."""


def must(holds, what):
    if not holds:
        raise Broken(what() if callable(what) else what)


def same(found, wanted, what):
    must(found == wanted, lambda: f"{what}: {found!r}, expected {wanted!r}")


class Tree:
    """The branch's files, all read by one git."""

    def __init__(self, desk):
        listed = desk.git("ls-tree", "-r", "main").splitlines()
        self.names = [line.partition("\t")[2] for line in listed]
        ids = [line.split()[2] for line in listed]
        raw = subprocess.run(
            ["git", "-C", desk.repository, "cat-file", "--batch"],
            input="\n".join(ids).encode() + b"\n", capture_output=True,
            env=ENVIRONMENT, check=True).stdout
        self.files = {}
        at = 0
        for name in self.names:
            end = raw.index(b"\n", at)
            size = int(raw[at:end].split()[2])
            self.files[name] = raw[end + 1:end + 1 + size]
            at = end + 2 + size

    def ending(self, pattern):
        return {name: data for name, data in self.files.items()
                if re.search(pattern, name)}


def check_mails(work, tree):
    """Each is stored once, and is not at its source any more."""
    same(work.left(), [], "mails that were not taken")
    sent = collections.Counter(work.sent)
    same(len(work.taken()), len(work.sent), "mails put away")
    same(collections.Counter(work.taken()), sent, "mails put away")
    stored = collections.Counter(
        tree.ending(r"/\d{4,}-in\.eml$|^quarantine/.*\.eml$").values())
    must(stored == sent, lambda: f"{sum(stored.values())} mails are stored of "
         f"{sum(sent.values())}, {len(sent - stored)} are lost")
    ids = work.git("log", "--format=%(trailers:key=Message-ID,valueonly,"
                   "separator=)", "main").split()
    same(len(ids), len(set(ids)), "commits of one mail")
    same(len(ids), len(work.sent), "commits of mails")


def check_numbers(tree):
    tickets = sorted(int(name.split("/")[3]) for name in
                     tree.ending(r"^tickets/.*/ticket$"))
    same(tickets, list(range(1, len(tickets) + 1)), "tickets")
    messages = collections.defaultdict(set)
    for name in tree.ending(r"^tickets/.*/\d{4,}-[^/]*$"):
        folder, _, file = name.rpartition("/")
        messages[folder].add(int(re.match(r"\d+", file)[0]))
    for folder, numbers in messages.items():
        same(sorted(numbers), list(range(1, max(numbers) + 1)), folder)


def lines_of(tree):
    """(folder, notice, address, state) of each line of delivery."""
    for name, data in tree.ending(r"/delivery$").items():
        for line in data.decode().splitlines():
            yield (name.rpartition("/")[0], *line.split()[:3])


def check_notices(work, tree, repeats):
    """Each is sent, to whom it should; at most so many twice, and then the
    same."""
    wanted = set()
    for folder, notice, address, state in lines_of(tree):
        same(state, "sent", f"{folder}/delivery: {notice} {address}")
        ticket = re.match(r"tickets/.*/(\d+)$", folder)
        key = (int(ticket[1]) if ticket else 0,
               int(re.match(r"\d+", notice)[0]), address)
        must(key not in wanted, f"{key} stands twice in delivery")
        wanted.add(key)
    got = collections.defaultdict(list)
    for mail in work.outbox():
        ours = re.match(r"<t(\d+)\.(\d+)\.", mail["Message-ID"])
        key = int(ours[1]), int(ours[2]), address_of(mail["To"])
        got[key].append(mail["Message-ID"])
    same(set(got), wanted, "notices that were sent")
    twice = sum(map(len, got.values())) - len(got)
    must(twice <= repeats + work.kills, f"{twice} notices went twice")
    for key, ids in got.items():
        same(len(set(ids)), 1, f"Message-IDs of {key}")
    return twice


def index_of(work):
    path = os.path.join(work.path, "state", "index.sqlite")
    with contextlib.closing(sqlite3.connect(path)) as base:
        return sorted(base.iterdump())


def check_index(work):
    """What lived is what is built from nothing."""
    lived = index_of(work)
    work.postern("reindex")
    built = index_of(work)
    must(lived == built, lambda: "the index is not as a rebuilt one:\n" +
         "\n".join([f"-{line}" for line in lived if line not in built] +
                   [f"+{line}" for line in built if line not in lived]))


def check_leftovers(work):
    """Nothing of ours is left in the repository that bars anybody."""
    packs = os.listdir(os.path.join(work.repository, "objects", "pack"))
    same([name for name in packs if name.endswith(".keep") or
          name.startswith("tmp_postern")], [], "left over in objects/pack")
    for name in ("refs/heads/main.lock", "postern-main"):
        must(not os.path.exists(os.path.join(work.repository, name)),
             f"{name} is left over")


def check_fsck(work):
    done = work.git("fsck", "--strict", "--no-progress", "--no-dangling",
                    status=None)
    must(done.returncode == 0 and not done.stderr,
         lambda: f"git fsck: {done.stdout}{done.stderr}")


def check(work, repeats):
    """After what is to be done again has been: how many notices went twice,
    which may be so many."""
    check_index(work)
    work.handed_over()
    check_index(work)
    tree = Tree(work)
    check_mails(work, tree)
    check_numbers(tree)
    twice = check_notices(work, tree, repeats)
    check_leftovers(work)
    check_fsck(work)
    return twice
