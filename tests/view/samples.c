#include "samples.h"
#include <string.h>

const char *const SAMPLE_NOTICES[] = { "received", "reply", "new-for-agent",
	"reply-for-agent", "note-for-agent", "assigned", "not-proven",
	"undelivered", "transcript", "refused", "answer", "resolved", "closed",
	"reopened", "reopened-for-agent", "cancelled", "merged", "confirm",
	"escalated", "quarantined", "limited", "promise", "summary", "reminder",
	"resumed", "approval", "approved", "decided", "vendor",
	"vendor-for-agent", NULL };
const char *const SAMPLE_LANGUAGES[] = { "en", "sv", "nb", "pl", NULL };

/* The people and texts of a sample, told in a language. */
struct story {
	const char *language, *desk, *requester, *queue;
	const char *subject, *request, *answer, *note, *reason;
};

static const struct story STORIES[] = {
	{ "en", "IT Helpdesk", "Alice Smith", "hardware",
		"The printer on floor 3 prints blank pages",
		"Hello,\n\nsince this morning the printer only gives blank "
		"pages.\n#toner is new.\n\nAlice",
		"Hello Alice,\n\nthe seal of the toner was still on. I have "
		"taken it off,\nand now it prints as it should.",
		"Second time this month. Shall we order another model?",
		"Needs a technician on site" },
	{ "sv", "IT-supporten", "Alice Svensson", "hårdvara",
		"Skrivaren på plan 3 skriver ut tomma sidor",
		"Hej!\n\nSedan i morse skriver skrivaren bara ut tomma "
		"sidor.\n#toner är ny.\n\nAlice",
		"Hej Alice!\n\nTonerns skyddsremsa satt kvar. Jag har tagit "
		"bort den,\noch nu skriver den ut som den ska.",
		"Andra gången den här månaden. Ska vi beställa en annan "
		"modell?",
		"Kräver en tekniker på plats" },
	{ "nb", "IT-hjelpen", "Alice Hansen", "maskinvare",
		"Skriveren i 3. etasje skriver ut blanke sider",
		"Hei!\n\nSiden i morges skriver skriveren bare ut blanke "
		"sider.\n#toner er ny.\n\nAlice",
		"Hei, Alice!\n\nBeskyttelsesteipen satt fortsatt på "
		"toneren. Jeg har\nfjernet den, og nå skriver den ut som den "
		"skal.",
		"Andre gang denne måneden. Skal vi bestille en annen modell?",
		"Trenger en tekniker på stedet" },
	{ "pl", "Pomoc IT", "Alicja Kowalska", "sprzęt",
		"Drukarka na 3. piętrze drukuje puste strony",
		"Dzień dobry,\n\nod rana drukarka drukuje same puste "
		"strony.\n#toner jest nowy.\n\nAlicja",
		"Dzień dobry,\n\nna tonerze została taśma zabezpieczająca. "
		"Zdjęłam ją\ni drukarka działa już prawidłowo.",
		"Drugi raz w tym miesiącu. Zamawiamy inny model?",
		"Potrzebny serwisant na miejscu" },
};

static const struct story *story_of(const char *language)
{
	for (gsize i = 0; i < G_N_ELEMENTS(STORIES); i++)
		if (strcmp(STORIES[i].language, language) == 0)
			return &STORIES[i];
	g_assert_not_reached();
}

/* What a notice's sample has besides the ticket. %s is the story's: r request,
 * a answer, n note, o reason, q requester, or nothing. */
struct sample {
	const char *notice;
	const char *text;  /* which text of the story: r a n, or "" */
	const char *by;    /* q requester, else a name */
	const char *extra; /* of a{sv} */
};

static const struct sample SAMPLES[] = {
	{ "received", "", "", "" },
	{ "reply", "a", "Anna Berg", "'waiting': <false>" },
	{ "new-for-agent", "r", "q",
		"'public': <true>, 'agent': <true>, 'assignee': <''>, "
		"'status': <'status.new'>, 'attachments': <[{'name': "
		"<'IMG_0231.jpg'>, 'type': <'image/jpeg'>, 'size': <'1.2 "
		"MB'>}]>, 'links': <[{'ref': <'T-98'>, 'subject': "
		"<'Toner'>}]>" },
	{ "reply-for-agent", "r", "q",
		"'public': <true>, 'agent': <true>, 'status': "
		"<'status.progress'>" },
	{ "note-for-agent", "n", "Nils Dahl",
		"'internal': <true>, 'agent': <true>" },
	{ "assigned", "n", "Nils Dahl",
		"'public': <true>, 'agent': <true>, 'reason': <REASON>" },
	{ "not-proven", "r", "q",
		"'internal': <true>, 'agent': <true>, 'held': <true>, "
		"'proof': <'proof.dmarc-fail'>" },
	{ "undelivered", "a", "",
		"'internal': <true>, 'agent': <true>, 'address': "
		"<'alice@example.com'>, 'code': <'550'>, 'diagnostic': "
		"<'5.1.1 no such user'>" },
	{ "transcript", "a", "Anna Berg",
		"'internal': <true>, 'agent': <true>, 'held': <true>, "
		"'commands': <[{'command': <'#priority P2'>, 'ok': <false>, "
		"'reason': <'refused.others'>, 'text': <''>, 'suggestion': "
		"<''>, "
		"'expected': <''>, 'who': <''>}, {'command': <'#clsoe'>, "
		"'ok': <false>, 'reason': <'refused.near'>, 'text': <''>, "
		"'suggestion': <'#close'>, 'expected': <''>, 'who': <''>}]>" },
	{ "refused", "", "q",
		"'held': <false>, 'commands': <[{'command': <'#assign Anna'>, "
		"'ok': <false>, 'reason': <'refused.agent-only'>, 'text': "
		"<''>, 'suggestion': <''>, 'expected': <''>, 'who': "
		"<''>}]>" },
	{ "answer", "", "Anna Berg",
		"'subject': <''>, 'ref': <''>, 'number': <''>, 'agent': "
		"<true>, 'asked': "
		"<''>, 'commands': <[{'command': <'#list mine'>, 'ok': "
		"<true>}]>, 'more': <'12'>, 'rows': <[{'ref': "
		"<'T-123'>, 'status': <'status.wait-user'>, 'priority': "
		"<'priority.P2'>, 'subject': <SUBJECT>, 'assignee': <'Anna "
		"Berg'>, 'age': <'3 d'>}, {'ref': <'T-127'>, 'status': "
		"<'status.new'>, 'priority': <'priority.P3'>, 'subject': "
		"<'VPN'>, 'assignee': <''>, 'age': <'2 h'>}]>" },
	{ "resolved", "a", "Anna Berg", "'status': <'status.resolved'>" },
	{ "closed", "", "Anna Berg", "'status': <'status.closed'>" },
	{ "reopened", "", "Anna Berg", "" },
	{ "reopened-for-agent", "r", "q",
		"'public': <true>, 'agent': <true>, 'assignee': <''>, "
		"'status': <'status.progress'>" },
	{ "cancelled", "", "Anna Berg", "'reason': <REASON>" },
	{ "merged", "", "Anna Berg", "'into': <'T-98'>" },
	{ "confirm", "a", "Anna Berg",
		"'question': <'commands'>, 'asked': <'#close'>, 'commands': "
		"<[{'command': "
		"<'#close'>, 'ok': <true>}]>" },
	{ "escalated", "", "Anna Berg", "'assignee': <'Nils Dahl'>" },
	{ "promise", "", "",
		"'internal': <true>, 'agent': <true>, 'missed': <true>, "
		"'promises': <[{'promise': <'promise.resolve'>, 'percent': "
		"<'100'>, 'due': <'2026-11-26 10:15 +0100'>, 'over': <true>}, "
		"{'promise': <'promise.next-update'>, 'percent': <'75'>, "
		"'due': <'2026-11-26 15:00 +0100'>, 'over': <false>}]>" },
	{ "summary", "", "",
		"'ref': <''>, 'number': <''>, 'agent': <true>, 'more': <'3'>, "
		"'rows': <[{'ref': <'T-123'>, 'priority': <'priority.P2'>, "
		"'subject': <SUBJECT>, 'assignee': <'Anna Berg'>, 'promise': "
		"<'promise.resolve'>, 'percent': <'150'>, 'due': <'2026-11-26 "
		"10:15 +0100'>, 'over': <true>}, {'ref': <'T-127'>, "
		"'priority': <'priority.P3'>, 'subject': <'VPN'>, 'assignee': "
		"<''>, 'promise': <'promise.first-reply'>, 'percent': <'50'>, "
		"'due': <'2026-11-27 09:00 +0100'>, 'over': <false>}]>" },
	{ "reminder", "a", "", "'until': <'2026-12-07'>" },
	{ "resumed", "", "",
		"'public': <true>, 'agent': <true>, 'status': "
		"<'status.progress'>" },
	{ "approval", "", "Anna Berg",
		"'what': <'purchase'>, 'amount': <'8900 SEK'>, 'reason': "
		"<REASON>" },
	{ "approved", "", "Eva Lind", "'amount': <'8900 SEK'>" },
	{ "vendor", "n", "Anna Berg", "'case': <'Case 4711'>" },
	{ "vendor-for-agent", "a", "Eva Lind",
		"'internal': <true>, 'agent': <true>, 'status': "
		"<'status.progress'>, 'supplier': <'printerco'>" },
	{ "decided", "", "Eva Lind",
		"'public': <true>, 'agent': <true>, 'approved': <true>, "
		"'what': <'purchase'>, 'amount': <'8900 SEK'>" },
	{ "limited", "", "",
		"'ref': <''>, 'number': <''>, 'agent': <true>, 'limit': "
		"<'20'>, 'person': <'bob@example.net'>" },
	{ "quarantined", "", "q",
		"'ref': <''>, 'number': <''>, 'agent': <true>, 'why': <'60 "
		"levels of parts (at most 50)'>" },
};

static const struct sample *sample_of(const char *notice)
{
	for (gsize i = 0; i < G_N_ELEMENTS(SAMPLES); i++)
		if (strcmp(SAMPLES[i].notice, notice) == 0)
			return &SAMPLES[i];
	g_assert_not_reached();
}

static const char *text_of(
	const struct sample *sample, const struct story *story)
{
	switch (*sample->text) {
	case 'r':
		return story->request;
	case 'a':
		return story->answer;
	case 'n':
		return story->note;
	default:
		return "";
	}
}

static void put(GVariantDict *dict, const char *key, const char *value)
{
	g_variant_dict_insert(dict, key, "s", value);
}

static void put_always(GVariantDict *dict, const struct story *story)
{
	put(dict, "desk", story->desk);
	put(dict, "address", "help@example.com");
	put(dict, "ref", "T-123");
	put(dict, "number", "123");
	put(dict, "tag", "T");
	put(dict, "subject", story->subject);
	put(dict, "status", "status.progress");
	put(dict, "priority", "priority.P3");
	put(dict, "type", "type.incident");
	put(dict, "queue", story->queue);
	put(dict, "line", "line.1");
	put(dict, "assignee", "Anna Berg");
	put(dict, "requester", story->requester);
	g_variant_dict_insert(dict, "token", "b", TRUE);
}

static void put_extra(
	GVariantDict *dict, const char *extra, const struct story *story)
{
	g_autofree char *reason = g_strdup_printf("'%s'", story->reason);
	g_autofree char *subject = g_strdup_printf("'%s'", story->subject);
	g_autoptr(GString) text = g_string_new(NULL);
	g_string_printf(text, "{%s}", extra);
	g_string_replace(text, "REASON", reason, 0);
	g_string_replace(text, "SUBJECT", subject, 0);
	g_autoptr(GError) error = NULL;
	g_autoptr(GVariant) values = g_variant_parse(
		G_VARIANT_TYPE_VARDICT, text->str, NULL, NULL, &error);
	if (error)
		g_error("%s: %s", text->str, error->message);
	GVariantIter iter;
	const char *key = NULL;
	GVariant *value = NULL;
	g_variant_iter_init(&iter, values);
	while (g_variant_iter_loop(&iter, "{&sv}", &key, &value))
		g_variant_dict_insert_value(dict, key, value);
}

GVariant *sample_data(const char *notice, const char *language)
{
	const struct story *story = story_of(language);
	const struct sample *sample = sample_of(notice);
	GVariantDict dict;
	g_variant_dict_init(&dict, NULL);
	put_always(&dict, story);
	put(&dict, "text", text_of(sample, story));
	put(&dict, "by",
		strcmp(sample->by, "q") == 0 ? story->requester : sample->by);
	put_extra(&dict, sample->extra, story);
	return g_variant_ref_sink(g_variant_dict_end(&dict));
}

GVariant *sample_bare_data(void)
{
	GVariantDict dict;
	g_variant_dict_init(&dict, NULL);
	put(&dict, "desk", "Desk");
	return g_variant_ref_sink(g_variant_dict_end(&dict));
}
