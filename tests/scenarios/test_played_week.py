"""A working week at three helpdesks, one in each language, told to the last
word in tests/scenarios/golden/week-*: three lines, a supplier, an approval
denied and one granted, a broken promise, an absence and a hand-over.

    T-1  a printer: asked, passed on, mended by the supplier, confirmed, rated
    T-2  a laptop: denied
    T-3  a headset: handed over by who goes away, granted, delivered
    T-4  a telephone: nobody answers in time; the third line does in the end
"""
import time
import unittest
from types import SimpleNamespace

from desk import DAY, last_monday
from story import Story

RULES = """
[promise "P3"]
	first-reply = 4h
	resolve = 4d
	calendar = office
[approval "{purchase}"]
	queue = support
	approver = {approver}
	limit = 20000 {currency}
[vendor "{vendor}"]
	address = service@{vendor}.example
	number = "{case} *"
"""

SWEDISH = SimpleNamespace(
    language="sv", name="IT-supporten", currency="SEK",
    purchase="inköp", vendor="skrivarservice", case="Ärende",
    first="Anna Berg <anna@example.com>", deputy="Bo Ek <bo@example.com>",
    second="Nils Dahl <nils@example.com>",
    third="Rut Lund <rut@example.com>", chief="Eva Lind <eva@example.com>",
    supplier="Skrivarservice <service@skrivarservice.example>",
    alice="Alice Svensson <alice@kund.example>",
    karl="Karl Nyman <karl@kund.example>",
    lisa="Lisa Ågren <lisa@kund.example>",
    printer=("Skrivaren på plan 3 stannar",
             "Hej!\n\nSkrivaren på plan 3 stannar mitt i varje utskrift.\n\n"
             "Vänliga hälsningar\nAlice\n"),
    asks="#fråga\n\nHej Alice!\n\nVad står det på displayen när den stannar?"
         "\n",
    tells="Det står «fel 49».\n",
    escalates="#eskalera Fel 49 kommer från styrkortet, det kan inte vi byta"
              "\n",
    calls="#ta\n#leverantör skrivarservice\n\nHej!\n\nSkrivaren på plan 3 "
          "(serienummer 8812) stannar med fel 49. När kan ni byta "
          "styrkortet?\n",
    offers=("Ärende 4711: styrkort",
            "Hej,\n\nvi kommer på onsdag klockan nio.\n\nSkrivarservice\n"),
    informs="Hej Alice!\n\nEn tekniker kommer på onsdag klockan nio "
            "och byter en del i skrivaren.\n",
    solves="#lös\n\nHej Alice!\n\nStyrkortet är bytt och skrivaren fungerar "
           "igen.\n",
    thanks="Ja, tack! Nu fungerar den.\n", rates="5\n",
    laptop=("Ny bärbar dator", "Hej! Jag skulle behöva en ny bärbar dator.\n"),
    wants="#ta\n#typ request\n#begär-godkännande inköp 14500 SEK Hans dator "
          "är sex år gammal\n",
    denies="avslå\n\nVi väntar till nästa budgetår.\n",
    headset=("Headset", "Hej, mitt headset är trasigt. Kan jag få ett nytt?\n"),
    away="#borta till {until} till bo\n",
    hands="#överlämna bo Jag har kollat lagret: det är slut. Ett nytt "
          "behöver beställas och godkännas.\n",
    buys="#begär-godkännande inköp 890 SEK Det gamla är trasigt\n",
    grants="Godkänn\n",
    delivers="#lös\n\nHej Karl!\n\nDitt nya headset ligger i receptionen.\n",
    happy="tack, det fungerar bra\n",
    phone=("Telefonen ringer inte", "Min telefon ringer inte längre när någon "
           "söker mig.\n"),
    sorry="#ta\n\nHej Lisa!\n\nFörlåt att du har fått vänta. Jag ser att "
          "telefonen är avregistrerad i växeln.\n",
    up="#eskalera Telefonen går inte att registrera igen, växeln behöver ses "
       "över\n",
    up_again="#eskalera Det är ett fel i växelns databas\n",
    mends="#ta\n#stäng\n\nHej Lisa!\n\nVäxeln är lagad och din telefon ringer "
          "igen.\n",
    takes="#ta\n", until="torsdag")


NORWEGIAN = SimpleNamespace(
    language="nb", name="Brukerstøtte", currency="NOK",
    purchase="innkjøp", vendor="skriverservice", case="Sak",
    first="Kari Nordmann <kari@example.com>", deputy="Bo Lie <bo@example.com>",
    second="Ola Hansen <ola@example.com>",
    third="Rut Dahl <rut@example.com>", chief="Eva Moen <eva@example.com>",
    supplier="Skriverservice <service@skriverservice.example>",
    alice="Alise Berg <alise@kunde.example>",
    karl="Karl Vik <karl@kunde.example>",
    lisa="Lise Ås <lise@kunde.example>",
    printer=("Skriveren i tredje etasje stopper",
             "Hei!\n\nSkriveren i tredje etasje stopper midt i hver "
             "utskrift.\n\nHilsen\nAlise\n"),
    asks="#spør\n\nHei Alise!\n\nHva står det på skjermen når den stopper?\n",
    tells="Det står «feil 49».\n",
    escalates="#eskaler Feil 49 kommer fra styrekortet, det kan ikke vi bytte"
              "\n",
    calls="#ta\n#leverandør skriverservice\n\nHei!\n\nSkriveren i tredje etasje "
          "(serienummer 8812) stopper med feil 49. Når kan dere bytte "
          "styrekortet?\n",
    offers=("Sak 4711: styrekort",
            "Hei,\n\nvi kommer på onsdag klokka ni.\n\nSkriverservice\n"),
    informs="Hei Alise!\n\nEn tekniker kommer på onsdag klokka ni og bytter "
            "en del i skriveren.\n",
    solves="#løs\n\nHei Alise!\n\nStyrekortet er byttet, og skriveren virker "
           "igjen.\n",
    thanks="Ja, takk! Nå virker den.\n", rates="5\n",
    laptop=("Ny bærbar PC", "Hei! Jeg trenger en ny bærbar PC.\n"),
    wants="#ta\n#type request\n#be-om-godkjenning innkjøp 14500 NOK PC-en hans "
          "er seks år gammel\n",
    denies="avslå\n\nVi venter til neste budsjettår.\n",
    headset=("Headsett", "Hei, headsettet mitt er ødelagt. Kan jeg få et nytt?"
             "\n"),
    away="#borte til {until} til bo\n",
    hands="#overlever bo Jeg har sjekket lageret: det er tomt. Et nytt må "
          "bestilles og godkjennes.\n",
    buys="#be-om-godkjenning innkjøp 890 NOK Det gamle er ødelagt\n",
    grants="Godkjent\n",
    delivers="#løs\n\nHei Karl!\n\nDet nye headsettet ditt ligger i "
             "resepsjonen.\n",
    happy="takk, det virker fint\n",
    phone=("Telefonen ringer ikke", "Telefonen min ringer ikke lenger når noen "
           "ringer meg.\n"),
    sorry="#ta\n\nHei Lise!\n\nBeklager at du har måttet vente. Jeg ser at "
          "telefonen er avregistrert i sentralen.\n",
    up="#eskaler Telefonen lar seg ikke registrere på nytt, noen må se på "
       "sentralen\n",
    up_again="#eskaler Det er en feil i databasen til sentralen\n",
    mends="#ta\n#lukk\n\nHei Lise!\n\nSentralen er i orden igjen, og telefonen "
          "din ringer.\n",
    takes="#ta\n", until="torsdag")

POLISH = SimpleNamespace(
    language="pl", name="Pomoc IT", currency="PLN",
    purchase="zakup", vendor="serwisdrukarek", case="Zgłoszenie",
    first="Anna Nowak <anna@example.com>",
    deputy="Bogdan Lis <bogdan@example.com>",
    second="Piotr Zieliński <piotr@example.com>",
    third="Renata Król <renata@example.com>",
    chief="Ewa Wiśniewska <ewa@example.com>",
    supplier="Serwis Drukarek <service@serwisdrukarek.example>",
    alice="Alicja Wójcik <alicja@klient.example>",
    karl="Karol Mazur <karol@klient.example>",
    lisa="Łucja Pawlak <lucja@klient.example>",
    printer=("Drukarka na trzecim piętrze się zatrzymuje",
             "Dzień dobry,\n\ndrukarka na trzecim piętrze zatrzymuje się w "
             "połowie każdego wydruku.\n\nPozdrawiam\nAlicja\n"),
    asks="#zapytaj\n\nDzień dobry,\n\nco pokazuje wyświetlacz, gdy drukarka "
         "się zatrzymuje?\n",
    tells="Pokazuje „błąd 49”.\n",
    escalates="#eskaluj Błąd 49 zgłasza płyta sterująca, nie możemy jej sami "
              "wymienić\n",
    calls="#biorę\n#dostawca serwisdrukarek\n\nDzień dobry,\n\ndrukarka na "
          "trzecim piętrze (numer seryjny 8812) zatrzymuje się z błędem 49. "
          "Kiedy mogą Państwo wymienić płytę sterującą?\n",
    offers=("Zgłoszenie 4711: płyta sterująca",
            "Dzień dobry,\n\nprzyjedziemy w środę o dziewiątej.\n\n"
            "Serwis Drukarek\n"),
    informs="Dzień dobry,\n\nw środę o dziewiątej przyjedzie serwisant i "
            "wymieni część drukarki.\n",
    solves="#rozwiąż\n\nDzień dobry,\n\npłyta sterująca została wymieniona i "
           "drukarka znów działa.\n",
    thanks="Tak, dziękuję! Teraz działa.\n", rates="5\n",
    laptop=("Nowy laptop", "Dzień dobry, potrzebuję nowego laptopa.\n"),
    wants="#biorę\n#typ request\n#poproś-o-zgodę zakup 5900 PLN Jego laptop ma "
          "sześć lat\n",
    denies="odrzuć\n\nCzekamy do następnego roku budżetowego.\n",
    headset=("Słuchawki", "Dzień dobry, moje słuchawki są zepsute. Czy mogę "
             "dostać nowe?\n"),
    away="#nieobecny do {until} to bogdan\n",
    hands="#przekaż bogdan W magazynie nie ma już słuchawek. Trzeba zamówić "
          "nowe i uzyskać zgodę.\n",
    buys="#poproś-o-zgodę zakup 390 PLN Stare są zepsute\n",
    grants="Zatwierdzam\n",
    delivers="#rozwiąż\n\nDzień dobry,\n\nnowe słuchawki czekają na Pana w "
             "recepcji.\n",
    happy="dziękuję, wszystko działa\n",
    phone=("Telefon nie dzwoni", "Mój telefon nie dzwoni, kiedy ktoś do mnie "
           "telefonuje.\n"),
    sorry="#biorę\n\nDzień dobry,\n\nprzepraszam, że musiała Pani czekać. "
          "Widzę, że telefon został wyrejestrowany z centrali.\n",
    up="#eskaluj Telefonu nie da się ponownie zarejestrować, trzeba sprawdzić "
       "centralę\n",
    up_again="#eskaluj To błąd w bazie danych centrali\n",
    mends="#biorę\n#zamknij\n\nDzień dobry,\n\ncentrala jest naprawiona i Pani "
          "telefon znów dzwoni.\n",
    takes="#biorę\n", until="czwartek")


class PlayedWeek(Story):
    def at(self, day, clock):
        """A moment of that week; mail that is dropped arrived then."""
        hour, minute = clock.split(":")
        moment = (self.monday + day * DAY + int(hour) * 3600 +
                  int(minute) * 60)
        self.it.began = moment - self.it.dropped - 1
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment))

    def tick(self, day, clock):
        self.it.postern("tick", "--now", self.at(day, clock))
        self.it.postern("send")

    def reply(self, person, number, text):
        """Answers the last mail about a ticket whose answer the requester
        reads, or any other where there is none."""
        mails = [mail for mail in self.it.got(person)
                 if f"[T-{number}]" in mail["Subject"]]
        public = [mail for mail in mails if mail.kind in "rp"]
        self.answer(person, text, (public or mails)[-1])

    def check_statuses(self, *expected):
        self.assertEqual(
            [self.it.status(number) for number in self.it.tickets()],
            list(expected))

    def play(self, week):
        self.monday = last_monday()
        lang = {"language": week.language}
        self.tell(f"week-{week.language}", [
            (week.first, lang), (week.deputy, lang),
            (week.second, lang | {"line": 2}),
            (week.third, lang | {"line": 3, "lead": "true"})],
            language=week.language, name=week.name, authserv=True,
            rules=RULES.format(approver=week.chief.split("<")[1][:-1],
                               **vars(week)))
        self.monday_and_tuesday(week)
        self.wednesday(week)
        self.thursday_and_friday(week)
        self.check_golden()

    def monday_and_tuesday(self, week):
        self.at(0, "08:30")
        self.write(week.alice, *week.printer)
        self.at(0, "08:45")
        self.reply(week.first, 1, week.asks)
        self.at(0, "09:10")
        self.reply(week.alice, 1, week.tells)
        self.at(0, "09:30")
        self.reply(week.first, 1, week.escalates)
        self.at(0, "10:00")
        self.reply(week.second, 1, week.calls)
        self.at(0, "11:00")
        self.write(week.karl, *week.laptop)
        self.at(0, "11:20")
        self.reply(week.first, 2, week.wants)
        self.check_statuses("wait-vendor", "wait-approval")
        self.at(1, "09:00")
        self.answer(week.supplier, week.offers[1], subject=week.offers[0])
        self.at(1, "09:20")
        self.reply(week.second, 1, week.informs)
        self.at(1, "10:00")
        self.reply(week.chief, 2, week.denies)
        self.check_statuses("progress", "cancelled")
        self.at(1, "13:00")
        self.write(week.karl, *week.headset)
        self.at(1, "13:30")
        self.reply(week.first, 3, week.takes)
        self.at(1, "16:00")
        self.reply(week.first, 3, week.hands)
        self.at(1, "16:30")
        self.write(week.first, "", week.away.format(until=week.until))

    def wednesday(self, week):
        self.at(2, "08:10")
        self.write(week.lisa, *week.phone)
        self.at(2, "09:40")
        self.reply(week.deputy, 3, week.buys)
        self.at(2, "10:30")
        self.reply(week.second, 1, week.solves)
        self.at(2, "11:00")
        self.reply(week.alice, 1, week.thanks)
        self.reply(week.alice, 1, week.rates)
        for clock in ("10:11", "11:11", "12:11", "14:11"):
            self.tick(2, clock)
        self.check_statuses("closed", "cancelled", "wait-approval", "new")
        self.assertIn("Missed", self.it.ticket(4))

    def thursday_and_friday(self, week):
        self.at(3, "08:15")
        self.reply(week.deputy, 4, week.sorry)
        self.at(3, "08:40")
        self.reply(week.chief, 3, week.grants)
        self.at(3, "09:00")
        self.reply(week.deputy, 4, week.up)
        self.at(3, "10:00")
        self.reply(week.second, 4, week.takes)
        self.reply(week.second, 4, week.up_again)
        self.at(4, "09:00")
        self.reply(week.third, 4, week.mends)
        self.at(4, "10:00")
        self.reply(week.deputy, 3, week.delivers)
        self.at(4, "10:30")
        self.reply(week.karl, 3, week.happy)
        self.tick(4, "15:00")
        self.tick(11, "15:00")
        self.check_statuses("closed", "cancelled", "closed", "closed")

    def test_swedish(self):
        self.play(SWEDISH)

    def test_norwegian(self):
        self.play(NORWEGIAN)

    def test_polish(self):
        self.play(POLISH)


if __name__ == "__main__":
    unittest.main()
