/* The one table of verbs: words in four languages, arguments, and whether this
 * desk does it yet. #help and the manual are made of it. */
#include "verbs.h"
#include "argument.h"
#include "near.h"
#include "text.h"
#include <string.h>

#define NEAR_LETTERS 4u     /* one edit from a word of so many letters… */
#define NEAR_FAR_LETTERS 8u /* …or two from one of so many is a slip */

#define NOW .is_available = TRUE
#define LATER .is_available = FALSE
#define NOW_REST .is_available = TRUE, .takes_rest = TRUE
#define LATER_REST .is_available = FALSE, .takes_rest = TRUE
/* Aliases by language, folded; and the word that people see. */
#define WORDS(...)          \
	{                   \
		__VA_ARGS__ \
	}
#define SHOWN(...)                \
	{                         \
		NULL, __VA_ARGS__ \
	}
#define NO_WORDS               \
	{                      \
		"", "", "", "" \
	}
#define AS_NAMED     \
	{            \
		NULL \
	}

#define ROW(id, word, part, how, when, reads, aliases, seen)                  \
	[VERB_##id] = { .info = { VERB_##id, word, GROUP_##part, how, when }, \
		.words = aliases,                                             \
		.shown = seen,                                                \
		.read = reads }

static const struct verb_row ROWS[VERB_COUNT] = {
	ROW(HELP, "help", SEE, "#help", NOW, read_nothing,
		WORDS("commands", "hjalp", "hjelp", "pomoc"),
		SHOWN("hjälp", "hjelp", "pomoc")),
	ROW(SHOW, "show", SEE, "#show [N]", NOW, read_maybe_ticket,
		WORDS("", "visa", "vis", "pokaz"),
		SHOWN("visa", "vis", "pokaż")),
	ROW(LIST, "list", SEE,
		"#list [mine|team|unassigned|overdue|all|tag:X|queue:X]", NOW,
		read_list, WORDS("", "lista", "liste", "lista"),
		SHOWN("lista", "liste", "lista")),
	ROW(SEARCH, "search", SEE, "#search WORDS", NOW_REST, read_title,
		WORDS("", "sok", "sok", "szukaj"),
		SHOWN("sök", "søk", "szukaj")),
	ROW(KB, "kb", SEE, "#kb WORDS", NOW_REST, read_title, NO_WORDS,
		AS_NAMED),
	ROW(HISTORY, "history", SEE, "#history [N]", NOW, read_maybe_ticket,
		WORDS("", "historik", "historikk", "historia"),
		SHOWN("historik", "historikk", "historia")),
	ROW(REPORT, "report", SEE, "#report", NOW, read_nothing,
		WORDS("", "rapport", "rapport", "raport"),
		SHOWN("rapport", "rapport", "raport")),
	ROW(TAKE, "take", OWN, "#take", NOW, read_nothing,
		WORDS("mine grab taken", "ta", "ta", "biore wezme"),
		SHOWN("ta", "ta", "biorę")),
	ROW(ASSIGN, "assign", OWN, "#assign NAME|me", NOW, read_agent,
		WORDS("to owner assigned", "tilldela", "tildel", "przypisz"),
		SHOWN("tilldela", "tildel", "przypisz")),
	ROW(TEAM, "team", OWN, "#team [QUEUE]", NOW, read_team,
		WORDS("", "teamet", "team", "zespol"),
		SHOWN("teamet", "team", "zespół")),
	ROW(QUEUE, "queue", OWN, "#queue NAME", NOW, read_queue,
		WORDS("", "ko", "ko", "kolejka"), SHOWN("kö", "kø", "kolejka")),
	ROW(ESCALATE, "escalate", OWN, "#escalate [REASON]", NOW_REST,
		read_rest,
		WORDS("esc escalated", "eskalera", "eskaler", "eskaluj"),
		SHOWN("eskalera", "eskaler", "eskaluj")),
	ROW(RETURN, "return", OWN, "#return [REASON]", NOW_REST, read_rest,
		WORDS("back returned", "aterlamna", "returner", "zwroc"),
		SHOWN("återlämna", "returner", "zwróć")),
	ROW(HANDOVER, "handover", OWN, "#handover NAME TEXT", NOW,
		read_handover, WORDS("", "overlamna", "overlever", "przekaz"),
		SHOWN("överlämna", "overlever", "przekaż")),
	ROW(AWAY, "away", OWN, "#away until DATE [to NAME]|off", NOW, read_away,
		WORDS("", "borta franvarande", "borte fravaerende",
			"nieobecny"),
		SHOWN("borta", "borte", "nieobecny")),
	ROW(OPEN, "open", STATE, "#open", NOW, read_nothing,
		WORDS("", "oppna", "apne", "otworz"),
		SHOWN("öppna", "åpne", "otwórz")),
	ROW(WAIT, "wait", STATE, "#wait user|vendor|approval|until DATE", NOW,
		read_wait,
		WORDS("pending hold waiting", "vanta", "vent", "czekaj"),
		SHOWN("vänta", "vent", "czekaj")),
	ROW(RESOLVE, "resolve", STATE, "#resolve [SOLUTION]", NOW_REST,
		read_rest,
		WORDS("solve solved fixed resolved", "los lost", "los lost",
			"rozwiaz rozwiazane"),
		SHOWN("lös", "løs", "rozwiąż")),
	ROW(CLOSE, "close", STATE, "#close [force]", NOW, read_force,
		WORDS("closed done", "stang stangt", "lukk lukket",
			"zamknij zamkniete"),
		SHOWN("stäng", "lukk", "zamknij")),
	ROW(REOPEN, "reopen", STATE, "#reopen", NOW, read_nothing,
		WORDS("reopened", "ateroppna", "gjenapne", "wznow"),
		SHOWN("återöppna", "gjenåpne", "wznów")),
	ROW(CANCEL, "cancel", STATE, "#cancel [REASON]", NOW_REST, read_rest,
		WORDS("cancelled canceled", "avbryt", "avbryt", "anuluj"),
		SHOWN("avbryt", "avbryt", "anuluj")),
	ROW(DUPLICATE, "duplicate", STATE, "#duplicate N", NOW, read_ticket,
		WORDS("dup", "dubblett", "duplikat", "duplikat"),
		SHOWN("dubblett", "duplikat", "duplikat")),
	ROW(SPAM, "spam", STATE, "#spam", NOW, read_nothing, NO_WORDS,
		AS_NAMED),
	ROW(ACCEPT, "accept", STATE, "#accept [N]", NOW, read_numbers,
		WORDS("accepted", "acceptera", "godta", "przyjmij"),
		SHOWN("acceptera", "godta", "przyjmij")),
	ROW(PRIORITY, "priority", FIELDS, "#priority P1|P2|P3|P4", NOW,
		read_priority,
		WORDS("prio p1 p2 p3 p4", "prioritet", "prioritet",
			"priorytet"),
		SHOWN("prioritet", "prioritet", "priorytet")),
	ROW(TYPE, "type", FIELDS,
		"#type incident|request|question|problem|change", NOW,
		read_type, WORDS("", "typ", "", "typ"),
		SHOWN("typ", "type", "typ")),
	ROW(TAG, "tag", FIELDS, "#tag WORD…", NOW, read_tags,
		WORDS("tags", "mark", "merk", "oznacz"),
		SHOWN("märk", "merk", "oznacz")),
	ROW(UNTAG, "untag", FIELDS, "#untag WORD…", NOW, read_tags,
		WORDS("", "avmark", "avmerk", "odznacz"),
		SHOWN("avmärk", "avmerk", "odznacz")),
	ROW(TITLE, "title", FIELDS, "#title TEXT", NOW_REST, read_title,
		WORDS("", "rubrik", "tittel", "tytul"),
		SHOWN("rubrik", "tittel", "tytuł")),
	ROW(DUE, "due", FIELDS, "#due DATE|none", NOW, read_due,
		WORDS("deadline", "senast", "frist", "termin"),
		SHOWN("senast", "frist", "termin")),
	ROW(NOTE, "note", TALK, "#note [TEXT]", NOW_REST, read_rest,
		WORDS("internal private", "anteckning notis", "notat",
			"notatka"),
		SHOWN("anteckning", "notat", "notatka")),
	ROW(REPLY, "reply", TALK, "#reply [TEXT]", NOW_REST, read_rest,
		WORDS("public", "svar", "svar", "odpowiedz"),
		SHOWN("svar", "svar", "odpowiedź")),
	ROW(ASK, "ask", TALK, "#ask [QUESTION]", NOW_REST, read_rest,
		WORDS("question needinfo", "fraga", "spor", "zapytaj"),
		SHOWN("fråga", "spør", "zapytaj")),
	ROW(CC, "cc", TALK, "#cc ADDRESS", NOW, read_address, NO_WORDS,
		AS_NAMED),
	ROW(UNCC, "uncc", TALK, "#uncc ADDRESS", NOW, read_address, NO_WORDS,
		AS_NAMED),
	ROW(REQUESTER, "requester", TALK, "#requester [ADDRESS]", NOW,
		read_requester, NO_WORDS, AS_NAMED),
	ROW(VIA, "via", TALK, "#via phone|visit|chat", NOW, read_via, NO_WORDS,
		AS_NAMED),
	ROW(VENDOR, "vendor", TALK, "#vendor [NAME|ADDRESS] [TEXT]", NOW,
		read_vendor, WORDS("", "leverantor", "leverandor", "dostawca"),
		SHOWN("leverantör", "leverandør", "dostawca")),
	ROW(TEMPLATE, "template", TALK, "#template NAME", NOW, read_title,
		WORDS("canned", "mall", "mal", "szablon"),
		SHOWN("mall", "mal", "szablon")),
	ROW(SOLUTION, "solution", TALK, "#solution \"TITLE\" [public]|kb/NAME",
		NOW, read_solution,
		WORDS("", "losning", "losning", "rozwiazanie"),
		SHOWN("lösning", "løsning", "rozwiązanie")),
	ROW(SEND, "send", TALK, "#send [N]", NOW, read_numbers,
		WORDS("", "skicka", "send", "wyslij"),
		SHOWN("skicka", "send", "wyślij")),
	ROW(LINK, "link", LINKS, "#link N", NOW, read_tickets,
		WORDS("", "lanka", "lenk", "polacz"),
		SHOWN("länka", "lenk", "połącz")),
	ROW(PARENT, "parent", LINKS, "#parent N", NOW, read_ticket,
		WORDS("", "foralder", "overordnet", "nadrzedne"),
		SHOWN("förälder", "overordnet", "nadrzędne")),
	ROW(CHILD, "child", LINKS, "#child N", NOW, read_ticket,
		WORDS("", "barn", "underordnet", "podrzedne"),
		SHOWN("barn", "underordnet", "podrzędne")),
	ROW(MERGE, "merge", LINKS, "#merge N", NOW, read_ticket,
		WORDS("merged", "sammanfoga", "flett", "scal"),
		SHOWN("sammanfoga", "flett", "scal")),
	ROW(SPLIT, "split", LINKS, "#split [N]", NOW, read_numbers, NO_WORDS,
		AS_NAMED),
	ROW(INCIDENT, "incident", LINKS, "#incident N", NOW, read_ticket,
		WORDS("outage", "storning", "driftsfeil", "awaria"),
		SHOWN("störning", "driftsfeil", "awaria")),
	ROW(ANNOUNCE, "announce", LINKS, "#announce", LATER, read_anything,
		NO_WORDS, AS_NAMED),
	ROW(REQUEST_APPROVAL, "request-approval", APPROVAL,
		"#request-approval [RULE] AMOUNT [WHY]", NOW, read_approval,
		WORDS("approval", "begar-godkannande", "be-om-godkjenning",
			"popros-o-zgode"),
		SHOWN("begär-godkännande", "be-om-godkjenning",
			"poproś-o-zgodę")),
	ROW(APPROVE, "approve", APPROVAL, "#approve [WHY]", NOW_REST, read_rest,
		WORDS("ok approved", "godkann", "godkjenn", "zatwierdz"),
		SHOWN("godkänn", "godkjenn", "zatwierdź")),
	ROW(DENY, "deny", APPROVAL, "#deny [WHY]", NOW_REST, read_rest,
		WORDS("reject denied rejected", "avsla", "avsla", "odrzuc"),
		SHOWN("avslå", "avslå", "odrzuć")),
	ROW(DELEGATE, "delegate", APPROVAL, "#delegate [NAME]", NOW,
		read_delegate,
		WORDS("", "delegera", "deleger", "przekaz-zgode"),
		SHOWN("delegera", "deleger", "przekaż-zgodę")),
	ROW(YES, "yes", REQUESTER, "#yes", NOW, read_nothing,
		WORDS("works", "ja", "ja", "tak"), SHOWN("ja", "ja", "tak")),
	ROW(NO, "no", REQUESTER, "#no", NOW, read_nothing,
		WORDS("broken", "nej", "nei", "nie"),
		SHOWN("nej", "nei", "nie")),
	ROW(RATE, "rate", REQUESTER, "#rate 1…5", NOW, read_rating,
		WORDS("rating", "betyg betygsatt", "vurder", "ocena ocen"),
		SHOWN("betyg", "vurder", "ocena")),
	ROW(STATUS, "status", REQUESTER, "#status", NOW, read_maybe_ticket,
		NO_WORDS, AS_NAMED),
	ROW(FOLLOW, "follow", REQUESTER, "#follow", NOW, read_nothing,
		WORDS("watch", "folj", "folg", "obserwuj"),
		SHOWN("följ", "følg", "obserwuj")),
	ROW(STOP, "stop", REQUESTER, "#stop", NOW, read_nothing,
		WORDS("unwatch", "sluta", "stopp", "rezygnuj"),
		SHOWN("sluta", "stopp", "rezygnuj")),
	ROW(UNDO, "undo", CARE, "#undo", NOW, read_nothing,
		WORDS("", "angra", "angre", "cofnij"),
		SHOWN("ångra", "angre", "cofnij")),
	ROW(CONFIRM, "confirm", CARE, "#confirm", NOW, read_nothing,
		WORDS("", "bekrafta", "bekreft", "potwierdz"),
		SHOWN("bekräfta", "bekreft", "potwierdź")),
	ROW(ON, "on", READING, "#on N", NOW, read_ticket, NO_WORDS, AS_NAMED),
	ROW(END, "end", READING, "#end", NOW, read_nothing, NO_WORDS, AS_NAMED),
};

const struct verb_row *verb_row(enum verb verb)
{
	if (verb <= VERB_NONE || verb >= VERB_COUNT)
		return NULL;
	return &ROWS[verb];
}

const struct verb_info *verb_info(enum verb verb)
{
	const struct verb_row *row = verb_row(verb);

	return row ? &row->info : NULL;
}

char *verb_fold(const char *word)
{
	return g_strdelimit(text_fold(word), "_", '-');
}

/* TRUE where the blank-separated words hold that one. */
static gboolean holds(const char *words, const char *word, gsize length)
{
	while (*words) {
		gsize here = strcspn(words, " ");

		if (here == length && memcmp(words, word, length) == 0)
			return TRUE;
		words += here;
		words += strspn(words, " ");
	}
	return FALSE;
}

static gboolean means(const struct verb_row *row, const char *folded)
{
	gsize length = strlen(folded);

	if (g_str_equal(row->info.name, folded))
		return TRUE;
	for (int i = 0; i < WORDS_COUNT; i++)
		if (holds(row->words[i], folded, length))
			return TRUE;
	return FALSE;
}

enum verb verb_find(const char *word)
{
	g_autofree char *folded = verb_fold(word);

	if (!*folded || strchr(folded, ' '))
		return VERB_NONE;
	for (int verb = VERB_NONE + 1; verb < VERB_COUNT; verb++)
		if (means(&ROWS[verb], folded))
			return (enum verb)verb;
	return VERB_NONE;
}

static enum verb_language language_index(const char *language)
{
	static const char *const codes[WORDS_COUNT] = { "en", "sv", "nb",
		"pl" };

	for (int i = 0; language && i < WORDS_COUNT; i++)
		if (g_str_has_prefix(language, codes[i]))
			return (enum verb_language)i;
	return WORDS_EN;
}

const char *verb_word(enum verb verb, const char *language)
{
	const struct verb_row *row = verb_row(verb);
	const char *shown;

	if (!row)
		return "";
	shown = row->shown[language_index(language)];
	return shown ? shown : row->info.name;
}

/* The nearest word so far. */
struct nearest {
	const char *folded;
	guint distance;
	enum verb verb;
	char *word; /* as it is to be shown; owned */
};

static void compare(struct nearest *nearest, enum verb verb, const char *word,
	const char *shown)
{
	guint letters = (guint)strlen(word); /* folded words are ASCII */
	guint distance = near_distance(nearest->folded, word);

	if (letters < NEAR_LETTERS || distance >= nearest->distance ||
		distance > (letters < NEAR_FAR_LETTERS ? 1u : 2u))
		return;
	nearest->distance = distance;
	nearest->verb = verb;
	g_free(nearest->word);
	nearest->word = g_strconcat("#", shown, NULL);
}

static void compare_all(struct nearest *nearest, enum verb verb,
	const char *words, const char *shown)
{
	g_auto(GStrv) list = g_strsplit(words, " ", -1);

	for (gsize i = 0; list[i]; i++)
		compare(nearest, verb, list[i], shown ? shown : list[i]);
}

char *verb_near(const char *folded, const char *language)
{
	enum verb_language own = language_index(language);
	struct nearest nearest = { .folded = folded, .distance = G_MAXUINT };

	for (int i = VERB_NONE + 1; i < VERB_COUNT; i++) {
		const struct verb_row *row = &ROWS[i];
		enum verb verb = (enum verb)i;

		compare(&nearest, verb, row->info.name, row->info.name);
		compare_all(&nearest, verb, row->words[WORDS_EN], NULL);
		if (own != WORDS_EN)
			compare_all(&nearest, verb, row->words[own],
				row->shown[own]);
	}
	return nearest.word;
}

/* Puts the words into the hash; the first that another verb has is told. */
static gboolean claim(GHashTable *claimed, const struct verb_row *row,
	const char *words, const char **alias)
{
	g_auto(GStrv) list = g_strsplit(words, " ", -1);

	for (gsize i = 0; list[i]; i++) {
		int other =
			GPOINTER_TO_INT(g_hash_table_lookup(claimed, list[i]));

		if (other && other != (int)row->info.verb) {
			*alias = ROWS[other].info.name;
			return FALSE;
		}
		if (*list[i])
			g_hash_table_insert(claimed, g_strdup(list[i]),
				GINT_TO_POINTER((int)row->info.verb));
	}
	return TRUE;
}

gboolean verb_table_is_sound(const char **alias)
{
	g_autoptr(GHashTable) claimed =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (int i = VERB_NONE + 1; i < VERB_COUNT; i++) {
		const struct verb_row *row = &ROWS[i];

		*alias = row->info.name;
		if (!row->info.name || row->info.verb != (enum verb)i ||
			!row->read ||
			!claim(claimed, row, row->info.name, alias))
			return FALSE;
		for (int j = 0; j < WORDS_COUNT; j++)
			if (!claim(claimed, row, row->words[j], alias))
				return FALSE;
	}
	*alias = NULL;
	return TRUE;
}
