"""What an agent did by mistake is taken back by mail."""
import unittest

from desk import ALICE, ANNA, NILS, Scenario


class Undo(Scenario):
    def begin(self):
        desk = self.desk([ANNA, (NILS, {"lead": "true"})])
        desk.mail(ALICE, "Skrivaren", "Tomma sidor.\n")
        desk.turn()
        return desk

    def test_the_last_commands_are_taken_back(self):
        desk = self.begin()
        desk.answer(desk.last(ANNA), ANNA, "#take\n#priority P1\n#tag vpn\n")
        desk.turn()
        self.assertEqual(desk.ticket(1)["Priority"], ["P1"])
        desk.answer(desk.last(ANNA), ANNA, "#undo\n")
        desk.turn()
        ticket = desk.ticket(1)
        self.assertEqual(ticket["Priority"], ["P3"], desk.last(ANNA))
        self.assertEqual(ticket["Status"], ["new"])
        self.assertNotIn("Assignee", ticket)
        self.assertNotIn("Tag", ticket)
        self.assertIn("ok: #undo – #take, #priority P1, #tag vpn",
                      desk.last(ANNA).text)
        log = desk.git("log", "-3", "--format=%(trailers:key=Undoes)")
        self.assertIn("Undoes: ", log)

    def test_the_shell_takes_back_its_own_alone(self):
        desk = self.begin()
        notice = desk.last(ANNA)
        desk.answer(notice, ANNA, "#priority P1\n")
        desk.postern("fetch")
        desk.postern("do", "1", "#undo", status=65)
        desk.postern("do", "1", "#priority P4")
        desk.postern("do", "1", "#undo")
        self.assertEqual(desk.ticket(1)["Priority"], ["P1"])


if __name__ == "__main__":
    unittest.main()
