"""The examples are right as a whole, and do what they say."""
import os
import re
import shutil
import unittest

from desk import Scenario

EXAMPLES = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                        "..", "..", "contrib", "examples")
BOB = "Bob <bob@cust.example>"


class Examples(Scenario):
    def example(self, name):
        desk = self.desk()
        where = desk.clone()
        shutil.copytree(os.path.join(EXAMPLES, name), where,
                        dirs_exist_ok=True)
        desk.run(["git", "-C", where, "add", "-A"])
        desk.run(["git", "-C", where, "commit", "-qm", "Set up the desk"])
        desk.run(["git", "-C", where, "push", "-q"])
        desk.address = re.search(r"\taddress = (\S+)", desk.blob(
            "desk.conf").decode()).group(1)
        return desk

    def new(self, desk, subject, to=None, sender=BOB):
        """The fields of the ticket that a mail becomes."""
        desk.mail(sender, subject, "Please look.\n", to=to or desk.address)
        desk.turn()
        return desk.ticket(desk.tickets()[-1])

    def field(self, ticket, name):
        return ticket.get(name, [None])[0]

    def test_each_is_right_as_a_whole(self):
        names = [name for name in sorted(os.listdir(EXAMPLES))
                 if name != "README.md"]
        self.assertEqual(names, ["fifty", "five", "five-thousand"])
        for name in names:
            with self.subTest(name):
                desk = self.example(name)
                said = desk.postern("check", "--offline",
                                    status=None).stdout.decode()
                self.assertIn("0 errors", said)
                self.assertNotIn("desk.conf", "".join(
                    line for line in said.splitlines()
                    if line.startswith("warning")))
                self.assertEqual(desk.postern(
                    "check", "--rules",
                    os.path.join(EXAMPLES, name, "desk.conf")), "")
                desk.postern("tick")

    def test_five_promise_an_answer(self):
        ticket = self.new(self.example("five"), "Hyveln")
        self.assertIsNotNone(self.field(ticket, "First-Reply-Due"))
        self.assertIsNotNone(self.field(ticket, "Next-Due"))

    def test_fifty_work_in_turn(self):
        desk = self.example("fifty")
        who = {self.field(self.new(desk, f"Mail {number}"), "Assignee")
               for number in range(2)}
        self.assertEqual(who, {"kari@nordvik.example",
                               "per@nordvik.example"})
        self.assertEqual(self.field(self.new(
            desk, "Printer blinks"), "Queue"), "technique")

    def test_five_thousand_have_their_queues(self):
        desk = self.example("five-thousand")
        for subject, to, sender, queue in (
                ("Anything", None, BOB, "frontline"),
                ("Leave", "hr-help@koncern.example", BOB, "hr"),
                ("4711", "invoice@koncern.example", BOB, "finance"),
                ("VPN", None, BOB, "network"),
                ("Hello", None, "Eva <eva@fabrik.koncern.example>",
                 "workplace")):
            with self.subTest(subject):
                ticket = self.new(desk, subject, to, sender)
                self.assertEqual(self.field(ticket, "Queue"), queue)
                self.assertIsNotNone(
                    self.field(ticket, "First-Reply-Due"))
        self.assertIn("extension 4357", desk.last(BOB).text)


if __name__ == "__main__":
    unittest.main()
