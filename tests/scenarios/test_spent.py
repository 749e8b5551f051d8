"""Whoever reads a clone finds nothing in it that still proves anything."""
import re
import unittest

from desk import ALICE, ANNA, NILS, Scenario

MALLORY = "Mallory <mallory@evil.example>"
TOKEN = re.compile(rb"help\+(\d+)\.(\d+)([a-z])\.[a-z2-7]{16}@", re.I)
OUR_ID = re.compile(rb"<t(\d+)\.(\d+)\.[a-z2-7]{16}@")


class Clone(Scenario):
    def spent(self):
        return [value for commit in self.it.commits()
                for key, value in self.it.trailers(commit) if key == "Spent"]

    def assert_nothing_lives(self):
        """Each token that stands in any file was spent, bounces' but."""
        spent = {value.split()[0] for value in self.spent()}
        for path in self.it.files():
            for ticket, message, kind in TOKEN.findall(self.it.blob(path)):
                if kind != b"b":
                    self.assertIn(
                        f"{int(ticket)}.{int(message)}{kind.decode()}",
                        spent, path)

    def begin(self, **options):
        self.it = self.desk((ANNA, (NILS, {"lead": "true"})), **options)
        self.it.mail(ALICE, "Printer", "It is broken.\n")
        self.it.turn()
        self.hers = self.it.got(ANNA)[0]


class Spent(Clone):
    def test_a_vacation_note_spends_what_it_answers(self):
        self.begin()
        self.it.answer(self.hers, ANNA, "Away until Monday.\n",
                       Auto_Submitted="auto-replied")
        self.it.turn()
        self.assertIn("1.3p", self.spent())
        self.it.answer(self.hers, ANNA, "#close force\n")
        self.it.turn()
        self.assertEqual(self.it.status(1), "new")
        self.assert_nothing_lives()

    def test_a_report_that_returns_our_notice_spends_its_address(self):
        self.begin()
        bounce = self.it.compose(
            "MAILER-DAEMON@mx.example", "Undelivered Mail", "No such user.\n",
            to="help@example.com", Return_Path="<>",
            attach=[("notice.txt", "text/plain", self.hers.raw)])
        self.it.drop(bounce)
        self.it.turn()
        self.assertIn("1.3p anna@example.com", self.spent())

    def test_a_mail_in_quarantine_spends_what_it_bears(self):
        self.begin(settings="[limits]\n\tparts = 1\n")
        self.it.answer(self.hers, ANNA, "#close force\n",
                       attach=[("a.txt", "text/plain", b"a"),
                               ("b.txt", "text/plain", b"b")])
        self.it.turn()
        self.assertTrue([path for path in self.it.files()
                         if path.startswith("quarantine/")])
        self.assertIn("1.3p", self.spent())
        self.assert_nothing_lives()


class WithoutExtension(Clone):
    """The Message-ID of a question is the once-token."""

    def begin(self, **options):
        super().begin(extension="none")
        self.it.answer(self.hers, ANNA, "#close force\n")
        self.it.turn()
        self.question = self.it.last(ANNA)
        self.number = OUR_ID.search(
            self.question["Message-ID"].encode()).groups()

    def stored_ids(self):
        return {found.groups() for path in self.it.files()
                for found in OUR_ID.finditer(self.it.blob(path))}

    def test_it_stands_in_no_file_before_it_is_used(self):
        self.begin()
        self.assertNotIn(self.number, self.stored_ids())
        self.it.answer(self.question, ANNA, "yes\n")
        self.it.turn()
        self.assertEqual(self.it.status(1), "closed")
        ticket, message = (int(one) for one in self.number)
        self.assertIn(f"{ticket}.{message}c", self.spent())

    def test_a_vacation_note_spends_it(self):
        self.begin()
        self.it.answer(self.question, ANNA, "Away until Monday.\n",
                       Auto_Submitted="auto-replied")
        self.it.turn()
        self.assertIn(self.number, self.stored_ids())
        self.it.answer(self.question, ANNA, "yes\n")
        self.it.turn()
        self.assertEqual(self.it.status(1), "new")


if __name__ == "__main__":
    unittest.main()
