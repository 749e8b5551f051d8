"""What was promised: due times in the ticket, what is overdue, and why."""
import json
import unittest

from desk import ANNA, Scenario

BOB = "Bob <bob@cust.example>"
# Mails of these scenarios arrived two and a half hours ago.
RULES = """
[promise "P1"]
	first-reply = 30m
	next-update = 1h
	resolve = 24h
[promise "P3"]
	first-reply = 100h
	resolve = 200h
"""


class Promises(Scenario):
    def setUp(self):
        self.it = self.desk(rules=RULES, authserv=True)
        self.it.mail(BOB, "Printer", "It is broken.\n")
        self.it.turn()

    def overdue(self):
        rows = json.loads(self.it.postern("list", "--overdue", "--json"))
        return {row["number"] for row in rows}

    def fields(self):
        return self.it.file(1, "ticket").decode()

    def test_a_new_ticket_says_when_it_is_due(self):
        ticket = self.fields()
        self.assertRegex(ticket, r"\nFirst-Reply-Due: \d{4}-.*Z\n")
        self.assertRegex(ticket, r"\nResolve-Due: \d{4}-.*Z\n")
        self.assertEqual(self.overdue(), set())

    def test_a_changed_priority_counts_from_the_arrival(self):
        self.it.postern("do", "1", "#priority P1")
        self.assertEqual(self.overdue(), {1})
        self.it.postern("do", "1", "#priority P3")
        self.assertEqual(self.overdue(), set())

    def test_an_answer_keeps_the_first_reply(self):
        self.it.answer(self.it.last(ANNA), ANNA, "#p1\n\nWe look at it.\n")
        self.it.turn()
        self.assertEqual(self.overdue(), set())
        clocks = json.loads(
            self.it.postern("show", "1", "--clocks", "--json"))
        states = {row["clock"]: row["state"] for row in clocks["clocks"]}
        self.assertEqual(clocks["promise"], "P1")
        self.assertEqual(states["first-reply"], "kept")
        self.assertEqual(states["resolve"], "runs")

    def test_who_writes_again_waits_for_an_update(self):
        self.it.answer(self.it.last(ANNA), ANNA, "#p1\n\nWe look at it.\n")
        self.it.turn()
        self.it.answer(self.it.last(BOB), BOB, "And now?\n")
        self.it.turn()
        self.assertIn("Update-Due: ", self.fields())
        self.assertEqual(self.overdue(), {1})
        self.it.answer(self.it.last(ANNA), ANNA, "Nearly there.\n")
        self.it.turn()
        self.assertNotIn("Update-Due: ", self.fields())
        self.assertEqual(self.overdue(), set())

    def test_nothing_is_overdue_while_the_requester_is_waited_for(self):
        self.it.answer(self.it.last(ANNA), ANNA,
                       "#ask\n#p1\n\nWhich printer?\n")
        self.it.turn()
        self.assertIn("Status: wait-user\n", self.fields())
        self.assertNotIn("Resolve-Due: ", self.fields())
        said = self.it.postern("show", "1", "--clocks")
        self.assertIn("Promise P1", said)
        self.assertIn("rests: waiting for the requester", said)

    def test_agents_ask_by_mail_for_what_is_overdue(self):
        self.it.postern("do", "1", "#priority P1")
        self.it.mail(BOB, "Mouse", "It is broken.\n")
        self.it.turn()
        self.it.answer(self.it.last(ANNA), ANNA, "#list overdue\n")
        self.it.turn()
        said = self.it.last(ANNA).text
        self.assertIn("T-1", said)
        self.assertNotIn("Mouse\n", said.partition("T-1")[2])


if __name__ == "__main__":
    unittest.main()
