"""More mails than a batch holds: the next is fetched while one is committed,
and still each mail is kept once, in its order, and put away only then."""
import os
import unittest

from desk import ALICE, Scenario

MAILS = 620


class Batches(Scenario):
    def drop_all(self, desk):
        for number in range(1, MAILS + 1):
            desk.drop(desk.compose(ALICE, f"Matter {number}", "Hej"),
                      name=f"{number:05}")

    def waiting(self, desk, folder):
        return sorted(os.listdir(os.path.join(desk.path, "spool", "in",
                                              folder)))

    def test_each_mail_once_and_in_its_order(self):
        desk = self.desk()
        self.drop_all(desk)
        desk.postern("fetch")
        self.assertEqual(desk.tickets(), list(range(1, MAILS + 1)))
        first, last = desk.ticket(1), desk.ticket(MAILS)
        self.assertEqual((first["Subject"], last["Subject"]),
                         (["Matter 1"], [f"Matter {MAILS}"]))
        self.assertEqual(self.waiting(desk, "new"), [])
        self.assertEqual(len(self.waiting(desk, "cur")), MAILS)
        self.check_fsck(desk)

    def test_nothing_is_put_away_where_the_store_takes_nothing(self):
        desk = self.desk()
        self.drop_all(desk)
        lock = os.path.join(desk.path, "desk.git", "refs", "heads",
                            "main.lock")
        with open(lock, "x"):
            pass
        desk.postern("fetch", status=75)
        self.assertEqual(len(self.waiting(desk, "new")), MAILS)
        self.assertEqual(self.waiting(desk, "cur"), [])
        os.unlink(lock)
        desk.postern("fetch")
        self.assertEqual(len(desk.tickets()), MAILS)
        self.assertEqual(self.waiting(desk, "new"), [])


if __name__ == "__main__":
    unittest.main()
