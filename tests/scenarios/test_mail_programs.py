"""Answers typed in real mail programs run what the agent typed and nothing
else, and the requester reads only the agent's words.

Each program's way is built after a mail of the corpus, which is named beside
it; none of its text is here. Our notice, which quotes a requester who wrote
`#close` and `#spam` himself, stands below what was typed.
"""
import html
import unittest

from desk import ALICE, ANNA, Scenario

FIRST = ("Skrivaren på plan 3 skriver ut tomma sidor.\n\n#close\n#spam\n\n"
         "Kan ni hjälpa mig?\n")
WHO = "Helpdesk"
OURS = "help@example.com"


def paragraphs(text, form):
    """Each line in the form of the program, empty ones as `empty`."""
    return "".join(form.format(html.escape(line) if line else "<br>")
                   for line in text.splitlines())


def quoted(text):
    return "".join("> " * (line != "") + line + "\n" if line else ">\n"
                   for line in text.splitlines())


def outlook(typed, notice, subject):
    """redmine-mail-handler/outlook_2010_html_only.eml,
    libetpan-plaintext/input/5229-cyrillic-asian.eml"""
    form = "<p class=MsoNormal>{}<o:p></o:p></p>\r\n"
    heads = ("<div><div style='border:none;border-top:solid #E1E1E1 1.0pt;"
             "padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal><b><span "
             "lang=EN-US style='font-family:\"Calibri\",sans-serif'>Från:"
             f"</span></b><span lang=EN-US> {WHO} &lt;{OURS}&gt; <br>"
             "<b>Skickat:</b> den 23 november 2026 10:15<br>"
             "<b>Till:</b> Anna Berg &lt;anna@example.com&gt;<br>"
             f"<b>Ämne:</b> {html.escape(subject)}<o:p></o:p></span></p>"
             "</div></div>")
    page = ("<html xmlns:o=\"urn:schemas-microsoft-com:office:office\">"
            "<head><meta name=Generator content=\"Microsoft Word 15\">"
            "<style><!-- p.MsoNormal {margin:0cm;} --></style></head>"
            "<body lang=SV link=blue vlink=purple><div class=WordSection1>"
            + paragraphs(typed, form).replace("<br>", "&nbsp;")
            + form.format("&nbsp;") + heads
            + paragraphs(notice, form).replace("<br>", "&nbsp;")
            + "</div></body></html>")
    plain = (f"{typed}\n\nFrån: {WHO} <{OURS}>\nSkickat: den 23 november 2026 "
             f"10:15\nTill: Anna Berg <anna@example.com>\nÄmne: {subject}\n\n"
             + notice)
    return plain, page


def outlook_web(typed, notice, subject):
    """email-reply-trimmer/emails/email_headers_2.txt"""
    form = "<div>{}</div>"
    page = ("<html><head></head><body dir=\"ltr\"><div class=\"elementToProof"
            "\" style=\"font-family:Calibri,Helvetica,sans-serif\">"
            + paragraphs(typed, form) + "</div><div id=\"appendonsend\">"
            "</div><hr style=\"display:inline-block;width:98%\" tabindex="
            "\"-1\"><div id=\"divRplyFwdMsg\" dir=\"ltr\"><font face="
            "\"Calibri, sans-serif\" style=\"font-size:11pt\"><b>From:</b> "
            f"{WHO} &lt;{OURS}&gt;<br><b>Sent:</b> Monday, November 23, 2026 "
            "10:15 AM<br><b>To:</b> Anna Berg &lt;anna@example.com&gt;<br>"
            f"<b>Subject:</b> {html.escape(subject)}</font><div>&nbsp;</div>"
            "</div><div class=\"BodyFragment\"><div class=\"PlainText\">"
            + "<br>\r\n".join(html.escape(line) for line
                              in notice.splitlines())
            + "</div></div></body></html>")
    plain = (f"{typed}\n________________________________\nFrom: {WHO} "
             f"<{OURS}>\nSent: Monday, November 23, 2026 10:15 AM\nTo: Anna "
             f"Berg <anna@example.com>\nSubject: {subject}\n\n{notice}")
    return plain, page


def gmail(typed, notice, subject):
    """libetpan-plaintext/input/989-encoding-1.eml"""
    form = "<div>{}</div>"
    page = ("<div dir=\"ltr\">" + paragraphs(typed, form) + "</div><br>"
            "<div class=\"gmail_quote\"><div dir=\"ltr\" class=\"gmail_attr\">"
            f"Den mån 23 nov. 2026 kl 10:15 skrev {WHO} &lt;<a href=\"mailto:"
            f"{OURS}\">{OURS}</a>&gt;:<br></div><blockquote class="
            "\"gmail_quote\" style=\"margin:0px 0px 0px 0.8ex;border-left:1px"
            " solid rgb(204,204,204);padding-left:1ex\">"
            + "<br>\r\n".join(html.escape(line) for line
                              in notice.splitlines())
            + "</blockquote></div>")
    plain = (f"{typed}\nDen mån 23 nov. 2026 kl 10:15 skrev {WHO} "
             f"<\n{OURS}>:\n\n" + quoted(notice))
    return plain, page


def apple_mail(typed, notice, subject):
    """redmine-mail-handler/apple_mail_with_attachment.eml,
    libetpan-plaintext/input/989-encoding-5.eml"""
    first, _, rest = typed.partition("\n")
    form = "<div>{}</div>"
    page = ("<html><head><meta http-equiv=\"content-type\" content=\"text/"
            "html; charset=utf-8\"></head><body style=\"overflow-wrap: "
            "break-word; -webkit-nbsp-mode: space; line-break: "
            f"after-white-space;\">{html.escape(first)}"
            + paragraphs(rest, form) + "<div><br></div><div><br><blockquote "
            f"type=\"cite\"><div>23 nov. 2026 kl. 10:15 skrev {WHO} &lt;"
            f"{OURS}&gt;:</div><br class=\"Apple-interchange-newline\"><div>"
            + paragraphs(notice, form)
            + "</div></blockquote></div><br></body></html>")
    plain = (f"{typed}\n\n> 23 nov. 2026 kl. 10:15 skrev {WHO} <{OURS}>:\n> \n"
             + quoted(notice))
    return plain, page


def thunderbird(typed, notice, subject):
    """redmine-mail-handler/thunderbird_with_attachment_iso-8859-1.eml,
    libetpan-plaintext/input/989-encoding-5.eml"""
    page = ("<html><head><meta http-equiv=\"Content-Type\" content=\"text/"
            "html; charset=UTF-8\"></head><body>"
            + paragraphs(typed, "<p>{}</p>\r\n")
            + "<div class=\"moz-cite-prefix\">Den 2026-11-23 kl. 10:15, skrev "
            f"{WHO}:<br></div><blockquote type=\"cite\" cite=\"mid:t1.3@"
            "example.com\"><pre class=\"moz-quote-pre\" wrap=\"\">"
            + html.escape(notice) + "</pre></blockquote></body></html>")
    plain = (f"{typed}\nDen 2026-11-23 kl. 10:15, skrev {WHO}:\n"
             + quoted(notice))
    return plain, page


def iphone(typed, notice, subject):
    """email-reply-trimmer/emails/signatures.txt,
    email-reply-trimmer/emails/embedded_email_norwegian.txt"""
    lines = "<br>".join(html.escape(line) for line in typed.splitlines())
    page = ("<html><head></head><body dir=\"auto\">" + lines
            + "<br><br><div dir=\"ltr\">Skickat från min iPhone</div><div "
            "dir=\"ltr\"><br><blockquote type=\"cite\">23 nov. 2026 kl. 10:15 "
            f"skrev {WHO} &lt;{OURS}&gt;:<br><br></blockquote></div>"
            "<blockquote type=\"cite\"><div dir=\"ltr\">"
            + paragraphs(notice, "<span>{}</span><br>")
            + "</div></blockquote></body></html>")
    plain = (f"{typed}\n\nSkickat från min iPhone\n\n> 23 nov. 2026 kl. 10:15 "
             f"skrev {WHO} <{OURS}>:\n> \n" + quoted(notice))
    return plain, page


def android(typed, notice, subject):
    """email-reply-trimmer/emails/signatures.txt,
    email-reply-trimmer/emails/embedded_email_10.txt"""
    page = ("<html><head></head><body><div dir=\"ltr\">"
            + paragraphs(typed, "<div dir=\"auto\">{}</div>")
            + "</div><div id=\"ms-outlook-mobile-signature\"><div></div>Hämta "
            "<a href=\"https://aka.ms/AAb9ysg\">Outlook för Android</a></div>"
            "<hr style=\"display:inline-block;width:98%\"><div id="
            f"\"divRplyFwdMsg\"><b>Från:</b> {WHO} &lt;{OURS}&gt;<br><b>"
            "Skickat:</b> måndag, november 23, 2026 10:15 fm<br><b>Till:</b> "
            "Anna Berg &lt;anna@example.com&gt;<br><b>Ämne:</b> "
            f"{html.escape(subject)}<br></div><br>"
            + paragraphs(notice, "<div>{}</div>") + "</body></html>")
    plain = (f"{typed}\n\nHämta Outlook för Android<https://aka.ms/AAb9ysg>\n"
             f"________________________________\nFrån: {WHO} <{OURS}>\n"
             "Skickat: måndag, november 23, 2026 10:15 fm\nTill: Anna Berg "
             f"<anna@example.com>\nÄmne: {subject}\n\n{notice}")
    return plain, page


def plus_sign(typed, notice, subject):
    """email-reply-trimmer/emails/embedded_email_10.txt: a phone that quotes
    without any mark of its own"""
    page = ("<html><body>" + paragraphs(typed, "<p>{}</p>")
            + "<p>On Mon, Nov 23, 2026 at 10:15 AM +0100, \"" + WHO
            + f"\" &lt;<a href=\"mailto:{OURS}\">{OURS}</a>&gt; wrote:</p>"
            + paragraphs(notice, "<div>{}</div>") + "</body></html>")
    plain = (f"{typed}\nOn Mon, Nov 23, 2026 at 10:15 AM +0100, \"{WHO}\" "
             f"<{OURS}> wrote:\n\n{notice}")
    return plain, page


PROGRAMS = [outlook, outlook_web, gmail, apple_mail, thunderbird, iphone,
            android, plus_sign]
TYPED = "Hej Alice!\n\nVilken färg lyser lampan till höger i?"
WORDS = ["Hej Alice!", "Vilken färg lyser lampan till höger i?"]


class Answered(Scenario):
    def opened(self):
        desk = self.desk(language="sv")
        desk.mail(ALICE, "Skrivaren", FIRST)
        desk.turn()
        return desk

    def ways(self, program, typed, notice):
        """As it is sent: both parts, or one alone."""
        plain, page = program(typed, notice.text, notice["Subject"])
        return [("both", plain, page), ("plain", plain, None),
                ("page", None, page)]

    def send(self, desk, person, notice, plain, page):
        raw = desk.compose(person, text=plain or "x", html=page,
                           **desk.reply_fields(notice))
        if plain is None:
            raw = desk.compose(person, text="MARK",
                               **desk.reply_fields(notice))
            raw = raw.replace(b"Content-Type: text/plain",
                              b"Content-Type: text/html").replace(
                b"MARK", page.encode())
        desk.drop(raw)
        desk.turn()

    def each(self, typed, check):
        for program in PROGRAMS:
            desk = self.opened()
            notice = desk.got(ANNA)[0]
            for way, plain, page in self.ways(program, typed, notice):
                with self.subTest(program.__name__, way=way):
                    desk = self.opened()
                    self.send(desk, ANNA, desk.got(ANNA)[0], plain, page)
                    check(desk)

    def commands(self, desk):
        return [value for commit in desk.commits("main", "--", "tickets")
                for key, value in desk.trailers(commit)
                if key in ("Command", "Refused")]

    def assert_words(self, mail):
        """Our separator, the words, our signature, nothing else."""
        self.assertEqual(mail["Auto-Submitted"], None)
        body = mail.text.split("===\n", 1)[1].split("\n-- \n")[0]
        lines = [line for line in body.split("\n") if line]
        self.assertEqual(lines[:2], WORDS, mail)
        self.assertLessEqual(len(lines), 4, mail)
        for word in ("#", "tomma sidor", "skrev", "Från:", "iPhone",
                     "Outlook", "| "):
            self.assertNotIn(word, body)

    def test_commands_above_the_text(self):
        def check(desk):
            self.assertEqual(self.commands(desk), ["#take", "#priority P2"],
                             desk.last(ANNA))
            ticket = desk.ticket(1)
            self.assertEqual(
                (ticket["Assignee"], ticket["Priority"], ticket["Status"]),
                (["anna@example.com"], ["P2"], ["progress"]))
            self.assert_words(desk.last(ALICE))
        self.each("#take\n#priority P2\n\n" + TYPED, check)

    def test_commands_below_the_text(self):
        def check(desk):
            self.assertEqual(self.commands(desk), ["#take", "#wait user"],
                             desk.last(ANNA))
            self.assertEqual(desk.status(1), "wait-user")
            self.assert_words(desk.last(ALICE))
        self.each(TYPED + "\n\n#take\n#wait user", check)

    def test_no_command_at_all(self):
        def check(desk):
            self.assertEqual(self.commands(desk), [], desk.last(ANNA))
            self.assertEqual(desk.status(1), "progress")
            self.assert_words(desk.last(ALICE))
        self.each(TYPED, check)

    def test_what_the_requester_types_in_them(self):
        for program in PROGRAMS:
            with self.subTest(program.__name__):
                desk = self.opened()
                ours = desk.got(ALICE)[0]
                plain, page = program("Den lyser rött.", ours.text,
                                      ours["Subject"])
                self.send(desk, ALICE, ours, plain, page)
                told = desk.last(ANNA)
                self.assertEqual([line for line in told.text.split("\n")
                                  if line.startswith("|")],
                                 ["| Den lyser rött."], told)
                self.assertEqual(self.commands(desk), [])


if __name__ == "__main__":
    unittest.main()
