/* HTML as lines: what a person sees, and of each mail program's answer the
 * words that were typed and no others. */
#include "mail.h"
#include "html.h"

static const struct {
	const char *html;
	const char *lines;
	const char *why;
} CASES[] = {
	{ "", "", "nothing" },
	{ "one two", "one two\n", "text alone" },
	{ "one\n  two\t three", "one two three\n", "blanks run together" },
	{ "one<br>two<br/>three", "one\ntwo\nthree\n", "br ends a line" },
	{ "one<br><br><br><br>two", "one\n\ntwo\n", "one blank line at most" },
	{ "<div>one</div><div>two</div>", "one\ntwo\n", "div is a line" },
	{ "<div><div><div>one</div></div></div>two", "one\ntwo\n",
		"nested blocks are one line" },
	{ "<p>one</p><p>two</p>", "one\n\ntwo\n", "p is a paragraph" },
	{ "one <b>two</b><i>three</i>", "one twothree\n", "inline" },
	{ "&lt;b&gt; &amp; &eacute; &#229; &nope;", "<b> & é å &nope;\n",
		"entities" },
	{ "a&nbsp;b",
		"a\xc2\xa0"
		"b\n",
		"no-break space, cleaned later" },
	{ "<ul><li>one<li>two</ul>", "- one\n- two\n", "a list" },
	{ "<ol start=3><li>one</li><li>two</li></ol>", "3. one\n4. two\n",
		"a numbered list" },
	{ "<ul><li>one<ul><li>in</li></ul></li><li>two</li></ul>",
		"- one\n  - in\n- two\n", "a list in a list" },
	{ "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
		"a b\nc\n", "a row is a line" },
	{ "<table><tr><td><p>a</p></td><td><p>b</p></td></tr></table>", "a b\n",
		"Word puts paragraphs into cells" },
	{ "<table><tr><td>a<br>b</td><td>c</td></tr></table>", "a\nb\nc\n",
		"a cell of two lines stands by itself" },
	{ "<blockquote>one</blockquote>two", "> one\ntwo\n", "a quote" },
	{ "<blockquote>a<blockquote>b</blockquote>c</blockquote>",
		"> a\n> > b\n> c\n", "a quote in a quote" },
	{ "<blockquote><p>a</p><p>b</p></blockquote>c", "> a\n> \n> b\n\nc\n",
		"blank lines of a quote" },
	{ "<table><tr><td>x</td><td><blockquote>q</blockquote></td></tr>"
	  "</table>",
		"x\n> q\n", "a quote in a cell is still a quote" },
	{ "<ul><li><blockquote>q</blockquote></li></ul>", "> - q\n",
		"a quote in a list is still a quote" },
	{ "<a href='https://a.example/x'>text</a>",
		"text <https://a.example/x>\n", "a link" },
	{ "<a href='https://a.example/'>a.example</a>", "a.example\n",
		"a link that says where it leads" },
	{ "<a href='mailto:a@b.example'>a@b.example</a>", "a@b.example\n",
		"an address" },
	{ "<a href='javascript:alert(1)'>text</a>", "text\n",
		"what is no address" },
	{ "<a href='https://a.example/\n> x'>t</a>",
		"t <https://a.example/%20%3E%20x>\n",
		"an address cannot end itself" },
	{ "<a href='https://a.example/x'></a>", "", "a link without text" },
	{ "<img src='cid:1'> and <img src='cid:2'>",
		"[picture 1] and [picture 2]\n", "pictures are numbered" },
	{ "<img src='https://a.example/1' alt='logo'>", "logo\n",
		"words of a picture" },
	{ "<img src='https://a.example/1'>", "", "a tracking pixel" },
	{ "<pre>a\n  b\n</pre>c", "a\n  b\n\nc\n", "pre keeps blanks" },
	{ "a<style>b</style>c<script>d</script>e<title>f</title>", "ace\n",
		"what is no text" },
	{ "<head><title>t</title></head><body>b</body>", "b\n", "a head" },
	{ "a<!-- b --><!--[if mso]>c<![endif]-->d", "ad\n", "comments" },
	{ "a<!-- b", "a b\n", "a comment without an end hides nothing" },
	{ "a<script>b", "ab\n", "nor does a script" },
	{ "a <b", "a\n", "a tag without an end" },
	{ "1 < 2 and <3", "1 < 2 and <3\n", "no tags" },
	{ "<div style='display:none'>a</div>b", "b\n", "not displayed" },
	{ "<div style='color:red; DISPLAY : none'>a</div>b", "b\n",
		"not displayed, written oddly" },
	{ "<span style='visibility:hidden'>a</span>b", "b\n", "invisible" },
	{ "<span style='font-size:0px'>a</span>b", "b\n", "no size" },
	{ "<span style='font-size:0.9em'>a</span>b", "ab\n", "small" },
	{ "<div style='display:none'><div>a</div>b</div>c", "c\n",
		"hidden to the end of the element" },
	{ "<div style='opacity: 0'>a</div>b", "b\n", "seen through" },
	{ "<div style='opacity:0.8'>a</div>b", "a\nb\n", "nearly whole" },
	{ "<div style='max-height:0;overflow:hidden'>a</div>b", "b\n",
		"no height" },
	{ "<div style='color:Transparent'>a</div>b", "b\n", "no colour" },
	{ "<div style='text-indent:-9999px'>a</div>b", "b\n", "off the page" },
	{ "<div style='font-size:1px'>a</div>b", "b\n", "a dot" },
	{ "<div style='font-size:1px0'>a</div>b", "a\nb\n", "no size" },
	{ "<div hidden>a</div>b", "b\n", "the attribute" },
	{ "<div style='display:none'><blockquote>a</div>b", "b\n",
		"an open quote in what is hidden" },
	{ "<p>a</p></body></html><html><body><p>b</p>", "a\n\nb\n",
		"two bodies" },
	{ "</div></div></mail>a", "a\n", "ends without a start" },
	{ "<div><p><b>a", "a\n", "starts without an end" },
	{ "<x-unknown><o:p>a</o:p></x-unknown>", "a\n", "unknown elements" },
};

static void html_becomes_lines(void **state)
{
	(void)state;
	for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
		g_autofree char *lines = html_lines(CASES[i].html, 10000);

		if (strcmp(lines, CASES[i].lines) != 0)
			fail_msg("%s: got «%s», expected «%s»", CASES[i].why,
				lines, CASES[i].lines);
	}
}

/* Answers as the programs write them; OURS stands in each quote and must not
 * be taken for the writer's. */
#define OURS "#close it"

static const struct {
	const char *html;
	const char *why;
} CLIENTS[] = {
	{ "<div dir=\"ltr\">#take<div><br></div><div>Done.</div></div><br>"
	  "<div class=\"gmail_quote gmail_quote_container\">"
	  "<div dir=\"ltr\" class=\"gmail_attr\">On Mon, Nov 23, 2026 at "
	  "10:15 AM Help &lt;<a href=\"mailto:help@example.com\">"
	  "help@example.com</a>&gt; wrote:<br></div>"
	  "<blockquote class=\"gmail_quote\" style=\"margin:0px 0px 0px "
	  "0.8ex;border-left:1px solid rgb(204,204,204)\">" OURS
	  "<br></blockquote></div>",
		"Gmail" },
	{ "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\"><head>"
	  "<style><!-- p.MsoNormal {margin:0cm} --></style></head>"
	  "<body lang=SV><div class=WordSection1>"
	  "<p class=MsoNormal>#take<o:p></o:p></p>"
	  "<p class=MsoNormal><o:p>&nbsp;</o:p></p>"
	  "<p class=MsoNormal>Done.<o:p></o:p></p>"
	  "<div><div style='border:none;border-top:solid #E1E1E1 1.0pt;"
	  "padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal>"
	  "<b><span lang=EN-US>From:</span></b><span lang=EN-US> Help "
	  "&lt;help@example.com&gt; <br><b>Sent:</b> Monday, November 23, "
	  "2026 10:15 AM<br><b>To:</b> Anna &lt;anna@example.com&gt;<br>"
	  "<b>Subject:</b> [T-1] Printer<o:p></o:p></span></p></div></div>"
	  "<p class=MsoNormal>" OURS "<o:p></o:p></p></div></body></html>",
		"Outlook for Windows" },
	{ "<html><head><meta http-equiv=\"Content-Type\" "
	  "content=\"text/html; charset=utf-8\">"
	  "<style type=\"text/css\" style=\"display:none;\"> P {margin:0} "
	  "</style></head><body dir=\"ltr\"><div class=\"elementToProof\">"
	  "#take</div><div><br></div><div>Done.</div>"
	  "<div id=\"appendonsend\"></div>"
	  "<hr style=\"display:inline-block;width:98%\" tabindex=\"-1\">"
	  "<div id=\"divRplyFwdMsg\" dir=\"ltr\"><font face=\"Calibri\">"
	  "<b>Fr\xc3\xa5n:</b> Help &lt;help@example.com&gt;<br>"
	  "<b>Skickat:</b> den 23 november 2026 10:15<br>"
	  "<b>Till:</b> Anna &lt;anna@example.com&gt;<br>"
	  "<b>\xc3\x84mne:</b> [T-1] Printer</font><div>&nbsp;</div></div>"
	  "<div>" OURS "</div></body></html>",
		"Outlook on the web, Swedish" },
	{ "<html><head></head><body style=\"overflow-wrap: break-word;\">"
	  "#take<div><br></div><div>Done.<br id=\"lineBreakAtBeginning\">"
	  "<div><br><blockquote type=\"cite\"><div>On 23 Nov 2026, at "
	  "10:15, Help &lt;help@example.com&gt; wrote:</div><br "
	  "class=\"Apple-interchange-newline\"><div>" OURS "</div>"
	  "</blockquote></div><br></div></body></html>",
		"Apple Mail" },
	{ "<html><body dir=\"auto\">#take<div><br></div><div>Done.</div>"
	  "<div dir=\"ltr\"><br>Sent from my iPhone</div><div dir=\"ltr\">"
	  "<br><blockquote type=\"cite\">On 23 Nov 2026, at 10:15, Help "
	  "&lt;help@example.com&gt; wrote:<br><br></blockquote></div>"
	  "<blockquote type=\"cite\"><div dir=\"ltr\">\xef\xbb\xbf" OURS
	  "</div></blockquote></body></html>",
		"a phone" },
	{ "<html><head></head><body><p>#take</p><p>Done.<br></p>"
	  "<div class=\"moz-cite-prefix\">On 2026-11-23 10:15, Help wrote:"
	  "<br></div><blockquote type=\"cite\" "
	  "cite=\"mid:t1.1.x@example.com\"><pre class=\"moz-quote-pre\" "
	  "wrap=\"\">" OURS "\n</pre></blockquote></body></html>",
		"Thunderbird" },
	{ "<html><body><div class=\"ydp1yahoo-style-wrap\"><div>#take</div>"
	  "<div><br></div><div>Done.</div></div><div "
	  "id=\"ydp2yahoo_quoted_1\" class=\"ydp2yahoo_quoted\"><div>"
	  "<div>On Monday, November 23, 2026 at 10:15:02 AM GMT+1, Help "
	  "&lt;help@example.com&gt; wrote:</div><div><br></div><div>" OURS
	  "</div></div></div></body></html>",
		"Yahoo" },
	{ "<div style=\"font-family: Arial\">#take<br></div><div><br></div>"
	  "<div>Done.</div><div class=\"protonmail_signature_block "
	  "protonmail_signature_block-empty\"></div><div "
	  "class=\"protonmail_quote\">On Monday, November 23rd, 2026 at "
	  "10:15 AM, Help &lt;help@example.com&gt; wrote:<br><blockquote "
	  "class=\"protonmail_quote\" type=\"cite\"><div>" OURS "</div>"
	  "</blockquote><br></div>",
		"Proton" },
};

static struct message *html_mail(const char *html)
{
	g_autofree char *mail = g_strdup_printf(
		"Subject: Re: [T-1] Printer\n"
		"Content-Type: text/html; charset=utf-8\n\n%s\n",
		html);

	return parse_text(mail);
}

static void answer_of_each_client_gives_what_was_typed(void **state)
{
	(void)state;
	for (guint i = 0; i < G_N_ELEMENTS(CLIENTS); i++) {
		AUTO(message) message = html_mail(CLIENTS[i].html);
		g_autofree char *own = message_own_text(message);

		if (!g_str_has_prefix(own, "#take\n") ||
			!strstr(own, "Done.") || strstr(own, OURS) ||
			strstr(own, "wrote") || strstr(own, "example.com"))
			fail_msg("%s: own text is «%s» of «%s»", CLIENTS[i].why,
				own, message->text);
	}
}

static void text_between_quotes_is_typed_too(void **state)
{
	(void)state;
	AUTO(message)
	message = html_mail(
		"<div class=\"gmail_quote\"><div class=\"gmail_attr\">On Mon, "
		"Nov 23, 2026 at 10:15 AM Help wrote:<br></div><blockquote "
		"class=\"gmail_quote\">Which one?</blockquote><div>The left."
		"</div><blockquote class=\"gmail_quote\">Since when?"
		"</blockquote><div>Monday.</div></div>");
	g_autofree char *own = message_own_text(message);

	assert_string_equal(own, "The left.\nMonday.\n");
}

static void signature_of_gmail_gets_its_mark(void **state)
{
	(void)state;
	AUTO(message)
	message = html_mail(
		"<div>Done.</div><div dir=\"ltr\" class=\"gmail_signature\">"
		"Anna Berg<br>IT</div>");
	g_autofree char *own = message_own_text(message);

	assert_string_equal(own, "Done.\n");
}

static void own_mark_of_a_signature_is_not_doubled(void **state)
{
	(void)state;
	g_autofree char *lines = html_lines(
		"<div>a</div><span "
		"class=\"gmail_signature_prefix\">-- </span><br><div "
		"class=\"gmail_signature\">-- <br>Anna</div>",
		1000);

	assert_null(strstr(lines, "-- \n-- "));
}

/* Each of these would be quadratic in somebody's parser. */
static void hostile_html_takes_linear_time(void **state)
{
	(void)state;
	static const char *const UNITS[] = { "<div>", "<table>", "<blockquote>",
		"<!--", "<!x", "<?", "</", "<a b", "<a href=\"", "<title>",
		"&#", "&amp", "<b x='", "<ul><li>", "</p>", "< ",
		"<a href='x'>", "<p>", "<font>", "<td>" };
	const gsize size = 400 * 1000;

	for (guint i = 0; i < G_N_ELEMENTS(UNITS); i++) {
		GString *html = g_string_new(NULL);
		gint64 start = g_get_monotonic_time();

		while (html->len < size)
			g_string_append(html, UNITS[i]);
		g_autofree char *lines = html_lines(html->str, 1 << 20);

		assert_true(strlen(lines) <= (1 << 20) + 4096);
		g_string_free(html, TRUE);
		if (g_get_monotonic_time() - start > 20 * G_USEC_PER_SEC)
			fail_msg("400 KB of «%s» took too long", UNITS[i]);
	}
}

static void tag_of_many_attributes_is_cut(void **state)
{
	(void)state;
	GString *html = g_string_new("<a =\"><b x=\" ");

	for (guint i = 0; i < 100000; i++)
		g_string_append_printf(html, "a%u=\">\" ", i);
	g_string_append(html, ">end");
	g_autofree char *tags = html_tags(html->str);
	g_autofree char *lines = html_lines(html->str, 10000);

	g_string_free(html, TRUE);
	assert_true(strlen(lines) <= 10000 + 4096);
	for (const char *at = tags; (at = strchr(at, '<')); at++)
		assert_true(strcspn(at, ">") < 20000);
}

static void output_ends_at_its_limit(void **state)
{
	(void)state;
	GString *html = g_string_new(NULL);

	for (guint i = 0; i < 10000; i++)
		g_string_append(html, "<p>word</p>");
	g_autofree char *lines = html_lines(html->str, 1000);

	g_string_free(html, TRUE);
	assert_in_range(strlen(lines), 900, 1100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(html_becomes_lines),
		cmocka_unit_test(answer_of_each_client_gives_what_was_typed),
		cmocka_unit_test(text_between_quotes_is_typed_too),
		cmocka_unit_test(signature_of_gmail_gets_its_mark),
		cmocka_unit_test(own_mark_of_a_signature_is_not_doubled),
		cmocka_unit_test(hostile_html_takes_linear_time),
		cmocka_unit_test(tag_of_many_attributes_is_cut),
		cmocka_unit_test(output_ends_at_its_limit),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
