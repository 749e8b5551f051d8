"""Who is told where a ticket is passed on: never nobody."""
import unittest

from desk import ALICE, ANNA, NILS, Scenario

HARDWARE = ("[queue \"hardware\"]\n\tline = 2\n\tcalendar = office\n")


class Lines(Scenario):
    def passed_on(self, agents, commands, rules=""):
        desk = self.desk(agents, rules=rules)
        desk.mail(ALICE, "Skrivaren", "Tomma sidor.\n")
        desk.turn()
        for person in (ANNA, NILS):
            desk.fresh(person)
        desk.answer(desk.last(ANNA), ANNA, commands)
        desk.turn()
        return desk

    def test_agents_of_the_line_in_the_queue(self):
        desk = self.passed_on([ANNA, (NILS, {"line": 2})],
                              "#escalate Needs a new switch\n")
        self.assertIn("Needs a new switch", desk.last(NILS).text)

    def test_agents_of_the_line_in_another_queue(self):
        desk = self.passed_on(
            [(ANNA, {"lead": "true"}), (NILS, {"line": 2,
                                               "queue": "hardware"})],
            "#escalate Needs a new switch\n", HARDWARE)
        self.assertEqual(desk.ticket(1)["Line"], ["2"])
        self.assertEqual(len(desk.fresh(NILS)), 1)
        desk.answer(desk.last(NILS), NILS, "#take\n")
        desk.turn()
        self.assertEqual(desk.ticket(1)["Assignee"], ["nils@example.com"],
                         desk.last(NILS))

    def test_the_lead_where_no_agent_is_of_that_line(self):
        desk = self.passed_on(
            [ANNA, (NILS, {"lead": "true", "queue": "hardware"})],
            "#escalate Needs a new switch\n", HARDWARE)
        self.assertEqual(len(desk.fresh(NILS)), 1, desk.last(ANNA))

    def test_agents_of_the_queue_that_it_is_moved_to(self):
        desk = self.passed_on([ANNA, (NILS, {"queue": "hardware"})],
                              "#queue hardware\n", HARDWARE)
        self.assertEqual(desk.ticket(1)["Queue"], ["hardware"])
        self.assertEqual(len(desk.fresh(NILS)), 1, desk.last(ANNA))

    def test_a_queue_without_agents_is_the_leads(self):
        desk = self.passed_on([ANNA, (NILS, {"lead": "true"})],
                              "#queue hardware\n", HARDWARE)
        self.assertEqual(len(desk.fresh(NILS)), 1, desk.last(ANNA))

    def test_who_is_new_to_it_reads_what_was_written(self):
        desk = self.passed_on([ANNA, (NILS, {"line": 2})],
                              "#note\nThe toner is new.\n")
        desk.answer(desk.last(ANNA), ANNA, "#escalate Switch\n")
        desk.turn()
        text = desk.last(NILS).text
        self.assertIn("| Tomma sidor.", text)
        self.assertIn("| The toner is new.", text)
        self.assertNotIn("| #", text)
        desk.answer(desk.last(NILS), NILS, "#take\n")
        desk.turn()
        self.assertEqual(desk.ticket(1)["Assignee"], ["nils@example.com"])

    def test_what_is_split_off_is_its_writers(self):
        desk = self.desk()
        desk.mail(ALICE, "Skrivaren", "Tomma sidor.\n")
        desk.turn()
        desk.mail("Bo <bo@other.example>", "Re: Skrivaren", "Min med!\n",
                  In_Reply_To=desk.got(ALICE)[0]["Message-ID"])
        desk.turn()
        desk.answer(desk.last(ANNA), ANNA, "#split\n")
        desk.turn()
        self.assertEqual(desk.ticket(2)["Requester"],
                         ["Bo <bo@other.example>"])
        desk.answer(desk.got(ANNA)[0], ANNA, "Hej Alice!\n")
        desk.turn()
        hers = desk.last(ALICE)
        self.assertEqual(hers["In-Reply-To"], "<mail-1@client.example>")
        self.assertNotIn("mail-2@", str(hers["References"]))


if __name__ == "__main__":
    unittest.main()
