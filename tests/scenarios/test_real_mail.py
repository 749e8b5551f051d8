"""A year of a real mailing list, as history and as if it just came in.

The mail is not ours to keep: it is read from $POSTERN_CORPUS.
"""
import email
import email.policy
import hashlib
import os
import random
import re
import sys
import tarfile
import tempfile
import unittest

from desk import Scenario

CORPUS = os.environ.get("POSTERN_CORPUS")
SKIP = 77
THREADS = 982
SEED = int(os.environ.get("POSTERN_SEED", "2001"))


def archive():
    """The mails of the archive by name."""
    folder = os.path.join(CORPUS, "linux-mips-2001")
    name = next(one for one in sorted(os.listdir(folder))
                if one.endswith(".tar.gz"))
    with tarfile.open(os.path.join(folder, name)) as tar:
        return {os.path.basename(member.name): tar.extractfile(member).read()
                for member in tar if member.isfile()
                and member.name.endswith(".eml")}


def ids_of(raw):
    """(own id, ids that it refers to): References, else In-Reply-To."""
    heads = email.message_from_bytes(raw, policy=email.policy.compat32)

    def ids(name):
        return re.findall(r"<[^<>\s]+>", str(heads.get(name, "")))
    own = ids("Message-ID")
    return (own[0] if own else None), ids("References") or \
        ids("In-Reply-To")[:1]


def body_of(raw):
    """What its parts hold, whatever stands between them."""
    mail = email.message_from_bytes(raw, policy=email.policy.compat32)
    return b"\0".join(part.get_payload(decode=True).strip()
                      for part in mail.walk() if not part.is_multipart())


def blob_id(raw):
    return hashlib.sha1(b"blob %d\0" % len(raw) + raw).hexdigest()


def stored(desk):
    """blob of a mail that came in -> its ticket."""
    found = {}
    listing = desk.git("ls-tree", "-r", "main", "tickets")
    for line in listing.splitlines():
        meta, path = line.split("\t")
        if re.search(r"/\d+-in\.eml$", path):
            found[meta.split()[2]] = int(path.split("/")[3])
    return found


class Shuffled:
    """The mails with other names, in another order."""

    def __init__(self, mails):
        self.names = sorted(mails)
        random.Random(SEED).shuffle(self.names)

    def each(self, mails):
        for number, name in enumerate(self.names):
            yield f"{number:05d}.eml", mails[name]


class RealMail(Scenario):
    def setUp(self):
        self.mails = archive()
        self.assertEqual(len(self.mails), 3739)

    def threads(self, desk):
        """Each ticket as the set of its mails' ids."""
        own = {blob_id(raw): ids_of(raw)[0] for raw in self.mails.values()}
        tickets = {}
        for blob, number in stored(desk).items():
            tickets.setdefault(number, set()).add(own[blob])
        return {frozenset(mails) for mails in tickets.values()}

    def import_files(self, desk, files):
        with tempfile.TemporaryDirectory(dir=desk.root) as folder:
            for part in ("new", "cur", "tmp"):
                os.mkdir(os.path.join(folder, part))
            for name, raw in files:
                with open(os.path.join(folder, "cur", name), "wb") as file:
                    file.write(raw)
            desk.postern("import", folder)

    def test_history_is_threaded_as_its_headers_say(self):
        desk = self.desk()
        self.import_files(desk, self.mails.items())
        self.assertEqual(len(desk.tickets()), THREADS)
        self.assertEqual(desk.outbox(), [])
        self.check_fsck(desk)

        before = desk.head()
        self.import_files(desk, Shuffled(self.mails).each(self.mails))
        self.assertEqual(desk.head(), before, "the same mails again")

        other = self.desk()
        self.import_files(other, Shuffled(self.mails).each(self.mails))
        self.assertEqual(len(other.tickets()), THREADS)
        self.assertEqual(self.threads(other), self.threads(desk),
                         f"seed {SEED}")

    def test_live_mail_is_all_kept_and_joined_by_its_headers(self):
        desk = self.desk()
        first = {name: self.mails[name] for name in sorted(self.mails)[:500]}
        for name, raw in first.items():
            desk.drop(raw, name)
        desk.postern("fetch")
        self.assert_kept(desk, first)
        self.assert_joined(desk, first)
        self.check_fsck(desk)

    def test_live_mail_in_another_order_is_all_kept(self):
        desk = self.desk()
        first = {name: self.mails[name] for name in sorted(self.mails)[:500]}
        for name, raw in Shuffled(first).each(first):
            desk.drop(raw, name)
        desk.postern("fetch")
        self.assert_kept(desk, first)

    def assert_kept(self, desk, mails):
        """Each mail is stored, or one with its id and its text: the list sent
        some of them twice."""
        there = stored(desk)
        kept = {(ids_of(raw)[0], body_of(raw)) for raw in mails.values()
                if blob_id(raw) in there}
        lost = [name for name, raw in sorted(mails.items())
                if (ids_of(raw)[0], body_of(raw)) not in kept]
        self.assertEqual(lost, [])
        self.assertEqual([path for path in desk.files()
                          if path.startswith("quarantine/")], [])

    def assert_joined(self, desk, mails):
        """A mail that answers one that came before stands in its ticket, or
        in one that is linked with it."""
        where, ticket_of, apart = stored(desk), {}, []
        for name, raw in sorted(mails.items()):
            own, refers = ids_of(raw)
            here = where.get(blob_id(raw), ticket_of.get(own))
            there = {ticket_of[one] for one in refers if one in ticket_of}
            if there and here not in there and not any(
                    self.linked(desk, here, one) for one in there):
                apart.append((name, here, there))
            ticket_of.setdefault(own, here)
        self.assertEqual(apart, [])

    def linked(self, desk, one, other):
        for a, b in ((one, other), (other, one)):
            text = desk.file(a, "ticket").decode()
            if re.search(rf"(?m)^(Link|Parent|Related|Merged-Into):.*\b{b}\b",
                         text):
                return True
        return False


if __name__ == "__main__":
    if not CORPUS:
        print("POSTERN_CORPUS is not set")
        sys.exit(SKIP)
    unittest.main()
