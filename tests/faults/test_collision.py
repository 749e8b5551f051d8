"""A mail that is an attack on SHA-1 is kept all the same, as base64 in
quarantine, and holds up no other."""
import base64
import unittest

import works
from whole import Tree, check_fsck, check_index, check_numbers

MARK = "two files of one name"


class Collision(unittest.TestCase):
    def setUp(self):
        self.work = works.WORKS["both"]()
        self.addCleanup(self.work.close)
        self.work.use_plan(False)

    def check_kept(self, raw):
        work = self.work
        self.assertEqual(work.left(), [])
        tree = Tree(work)
        kept = list(tree.ending(r"^quarantine/.*\.eml\.b64$").items())
        self.assertEqual(len(kept), 1, tree.names)
        path, text = kept[0]
        self.assertEqual(base64.b64decode(text), raw)
        self.assertLessEqual(max(map(len, text.splitlines())), 76)
        why = tree.files[path.replace(".eml.b64", ".why")]
        self.assertIn(b"SHA-1", why)
        stored = tree.ending(r"/\d{4,}-in\.eml$").values()
        self.assertEqual(sorted(stored), sorted(work.sent))
        check_numbers(tree)
        check_index(work)
        check_fsck(work)

    def test_fetch(self):
        work = self.work
        raw = work.drop(work.compose("Eve <eve@client.example>", "Hello",
                                     f"{MARK}\n"))
        work.drop_requests(2)
        self.assertEqual(work.verb("fetch", FAULTS_COLLISION=MARK), 0,
                         work.said)
        self.check_kept(raw)

    def test_deliver_twice(self):
        work = self.work
        raw = work.compose("Eve <eve@client.example>", "Hello", f"{MARK}\n")
        for _ in range(2):
            self.assertEqual(work.verb("deliver", stdin=raw,
                                       FAULTS_COLLISION=MARK), 0, work.said)
        self.assertEqual(work.verb("fetch"), 0)
        self.check_kept(raw)


if __name__ == "__main__":
    unittest.main()
