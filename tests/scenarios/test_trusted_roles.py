"""What people with a right to something try beyond it: who asks for an
approval, who is asked, a requester who searches, a monitoring's address."""
import unittest

from desk import ALICE, ANNA, NILS, Scenario

BOB = "Bob Ek <bob@other.example>"
CHEF = "Eva Lind <chef@example.com>"
TED = "Ted Ryd <service@printerco.example>"
MONITOR = "Nagios <nagios@monitor.example>"
RULES = """[approval "purchase"]
	approver = chef@example.com
	approver = anna@example.com
	limit = 10000 SEK
[vendor "printerco"]
	address = service@printerco.example
[alert "nagios"]
	from = nagios@monitor.example
	key = "ALERT *"
	recovery = "RECOVERY ALERT *"
"""


class TrustedRoles(Scenario):
    def begin(self):
        desk = self.desk([ANNA, NILS], authserv=True, rules=RULES)
        desk.mail(ALICE, "Laptop", "I need one.\n")
        desk.turn()
        return desk

    def answer(self, desk, person, text, notice=None):
        desk.answer(notice or desk.last(person), person, text)
        desk.turn()

    def approval(self, desk):
        return " ".join(desk.ticket(1)["Approval"])

    def test_who_asks_for_an_approval_does_not_give_it(self):
        desk = self.begin()
        self.answer(desk, ANNA, "#request-approval 8900 SEK\n")
        self.answer(desk, ANNA, "#delegate anna@example.com\n")
        self.assertIn("refused: #delegate", desk.last(ANNA).text)
        # A colleague's passing it to her helps her no further.
        self.answer(desk, NILS, "#delegate anna@example.com\n")
        self.answer(desk, ANNA, "#approve\n")
        self.assertIn(" asked ", self.approval(desk))
        self.assertEqual(desk.status(1), "wait-approval")

    def test_a_yes_with_a_no_in_it_is_asked_again(self):
        desk = self.begin()
        self.answer(desk, ANNA, "#request-approval 8900 SEK\n")
        for text in ("Ja, Nowak, nie zgadzam się", "Approve: no"):
            self.answer(desk, CHEF, text + "\n")
            self.assertIn(" asked ", self.approval(desk), text)
        self.answer(desk, CHEF, "Ja, köp den\n")
        self.assertIn(" approved ", self.approval(desk))

    def test_a_sum_that_cannot_be_read_is_above_the_limit(self):
        desk = self.begin()
        self.answer(desk, ANNA,
                    "#request-approval purchase 99999999999999999999 SEK\n")
        self.answer(desk, CHEF, "ok\n")
        self.assertIn(" asked ", self.approval(desk))
        self.assertEqual(desk.last(CHEF).kind, "c")

    def test_no_search_tells_what_stands_in_notes(self):
        desk = self.begin()
        notice = desk.got(ANNA)[0]
        self.answer(desk, ANNA, "#note\n\nzebra\n", notice)
        self.answer(desk, ANNA, "#vendor printerco\n\nquagga\n", notice)
        self.answer(desk, TED, "okapi\n")
        for word, is_there in (("zebra", False), ("quagga", False),
                               ("okapi", False), ("need", True)):
            self.answer(desk, ALICE, f"#search {word}\n", desk.got(ALICE)[0])
            text = desk.last(ALICE).text
            self.assertIn(f"#search {word}", text)
            self.assertEqual("Nothing found" not in text, is_there, text)
            self.answer(desk, ANNA, f"#search {word}\n", notice)
            self.assertNotIn("Nothing found", desk.last(ANNA).text)

    def test_no_status_tells_of_anothers_ticket(self):
        desk = self.begin()
        desk.mail(BOB, "Mouse", "I need one, too.\n")
        desk.turn()
        for ref in ("1", "T-1", "77"):
            self.answer(desk, BOB, f"#status {ref}\n", desk.got(BOB)[0])
            self.assertEqual(desk.last(BOB)["X-Postern-Ticket"], "2")
            self.assertIn("there is no", desk.last(BOB).text)
        for got in desk.got(BOB):
            self.assertNotIn("Laptop", str(got.raw))
        self.assertNotIn(("Ticket", "1"), desk.trailers("main~1"))
        self.check_fsck(desk)

    def test_a_forged_alert_takes_up_nothing(self):
        desk = self.begin()
        for subject in ("ALERT db1", "RECOVERY ALERT db1"):
            desk.mail(MONITOR, subject, "x\n")
        desk.turn()
        self.assertEqual(desk.status(2), "resolved")
        before = len(desk.got(ANNA))
        desk.mail(MONITOR, "ALERT db1", "Forged.\n", verdict=None)
        desk.turn()
        self.assertEqual(desk.status(2), "resolved")
        self.assertIn("Forged.", desk.last(ANNA).text)
        self.assertEqual(len(desk.got(ANNA)), before + 1)
        desk.mail(MONITOR, "ALERT db1", "Down.\n")
        desk.turn()
        self.assertEqual(desk.status(2), "progress")


if __name__ == "__main__":
    unittest.main()
