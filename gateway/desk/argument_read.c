#include "argument.h"
#include "contact.h"
#include "plain_words.h"
#include "text.h"
#include "ticket.h"
#include <string.h>

#define MAX_TAG_LETTERS 40

static guint count(const struct command *command)
{
	return command->words->len;
}

static const char *word_at(const struct command *command, guint i)
{
	return command->words->pdata[i];
}

static void set_word(struct command *command, guint i, char *word)
{
	g_free(command->words->pdata[i]);
	command->words->pdata[i] = word;
}

/* All words become this one. */
static void set_only_word(struct command *command, char *word)
{
	g_ptr_array_set_size(command->words, 0);
	g_ptr_array_add(command->words, word);
}

static char *joined(const struct command *command, guint from)
{
	GString *text = g_string_new(NULL);

	for (guint i = from; i < count(command); i++)
		g_string_append_printf(
			text, "%s%s", i > from ? " " : "", word_at(command, i));
	return g_string_free(text, FALSE);
}

/* Takes the commas off that people put between words. */
static char *without_comma(const char *word)
{
	gsize length = strlen(word);

	while (length > 0 &&
		(word[length - 1] == ',' || word[length - 1] == ';'))
		length--;
	return g_strndup(word, length);
}

gboolean read_nothing(struct command *command, const struct rules *rules)
{
	(void)rules;
	return count(command) == 0 && g_hash_table_size(command->options) == 0;
}

gboolean read_anything(struct command *command, const struct rules *rules)
{
	(void)command;
	(void)rules;
	return TRUE;
}

gboolean read_rest(struct command *command, const struct rules *rules)
{
	(void)command;
	(void)rules;
	return TRUE;
}

gboolean read_title(struct command *command, const struct rules *rules)
{
	(void)rules;
	return *command->rest != 0;
}

gboolean read_agent(struct command *command, const struct rules *rules)
{
	g_autofree char *name = joined(command, 0);
	g_autofree char *folded = text_fold(name);
	const struct agent_rule *agent;

	if (!*folded)
		return FALSE;
	agent = argument_agent(name, rules, NULL, NULL);
	if (agent)
		set_only_word(command, g_strdup(agent->address));
	else if (g_str_equal(folded, "mig") || g_str_equal(folded, "meg") ||
		 g_str_equal(folded, "mnie") || g_str_equal(folded, "myself"))
		set_only_word(command, g_strdup("me"));
	else
		set_only_word(command, g_strdup(name));
	return TRUE;
}

/* By its name as it stands in the rules, diacritics or not. */
static const struct queue_rule *find_queue(
	const struct rules *rules, const char *name)
{
	const struct queue_rule *queue = rules_queue(rules, name);
	g_autofree char *folded = text_fold(name);

	for (guint i = 0; !queue && i < rules->queues->len; i++) {
		const struct queue_rule *other = rules->queues->pdata[i];
		g_autofree char *its = text_fold(other->name);

		if (g_str_equal(its, folded))
			queue = other;
	}
	return queue;
}

gboolean read_queue(struct command *command, const struct rules *rules)
{
	g_autofree char *name = joined(command, 0);
	const struct queue_rule *queue = find_queue(rules, name);

	if (!*name)
		return FALSE;
	set_only_word(command, g_strdup(queue ? queue->name : name));
	return TRUE;
}

struct translation {
	const char *english;
	const char *words; /* folded, with a blank on both sides of each */
};

/* The English word for a word in any of the languages, NULL for none. */
static const char *translate(
	const struct translation *list, gsize length, const char *word)
{
	g_autofree char *folded = text_fold(word);
	g_autofree char *framed = g_strconcat(" ", folded, " ", NULL);

	if (!*folded || strchr(folded, ' '))
		return NULL;
	for (gsize i = 0; i < length; i++)
		if (strstr(list[i].words, framed))
			return list[i].english;
	return NULL;
}

static const struct translation WAITS[] = {
	{ "user", " user requester customer anvandare anvandaren kund kunden "
		  "bruker brukeren uzytkownik uzytkownika klient klienta " },
	{ "vendor", " vendor supplier leverantor leverantoren leverandor "
		    "leverandoren dostawca dostawce " },
	{ "approval", " approval godkannande godkjenning zgoda zgode " },
	{ "until", " until till tills til do " },
};

static const struct translation DAYS[] = {
	{ "monday", " mon mandag poniedzialek poniedzialku " },
	{ "tuesday", " tue tisdag tirsdag wtorek wtorku " },
	{ "wednesday", " wed onsdag sroda srode srody " },
	{ "thursday", " thu torsdag czwartek czwartku " },
	{ "friday", " fri fredag piatek piatku " },
	{ "saturday", " sat lordag sobota sobote soboty " },
	{ "sunday", " sun sondag niedziela niedziele niedzieli " },
	{ "tomorrow", " imorgon morgon imorgen morgen jutro jutra " },
};

/* A date in words that argument_date() takes, in English; new or NULL. The
 * time does not count here: what is past is the desk's to refuse. */
static char *read_until(const struct command *command, guint from)
{
	g_autofree char *text = joined(command, from);
	const char *day = count(command) > from
				  ? word_at(command, count(command) - 1)
				  : "";
	const char *english = translate(DAYS, G_N_ELEMENTS(DAYS), day);

	if (english && (count(command) == from + 1 ||
			       g_str_equal(english, "tomorrow")))
		return g_strdup(english);
	return argument_is_date(text) ? g_strdup(text) : NULL;
}

gboolean read_wait(struct command *command, const struct rules *rules)
{
	const char *what;
	char *date;

	(void)rules;
	if (count(command) == 0)
		return FALSE;
	what = translate(WAITS, G_N_ELEMENTS(WAITS), word_at(command, 0));
	if (what && !g_str_equal(what, "until")) {
		set_word(command, 0, g_strdup(what));
		return count(command) == 1;
	}
	date = read_until(command, what ? 1 : 0);
	if (!date)
		return FALSE;
	set_only_word(command, g_strdup("until"));
	g_ptr_array_add(command->words, date);
	return TRUE;
}

static const struct translation NONE[] = {
	{ "none", " none no - ingen inget inga brak " },
};

gboolean read_due(struct command *command, const struct rules *rules)
{
	char *date;

	(void)rules;
	if (count(command) == 0)
		return FALSE;
	date = g_strdup(translate(NONE, 1, word_at(command, 0)));
	if (!date)
		date = read_until(command, 0);
	if (!date)
		return FALSE;
	set_only_word(command, date);
	return TRUE;
}

gboolean read_priority(struct command *command, const struct rules *rules)
{
	guint priority;

	(void)rules;
	if (count(command) != 1 ||
		!argument_priority(word_at(command, 0), &priority))
		return FALSE;
	set_word(command, 0, g_strdup_printf("P%u", priority));
	return TRUE;
}

gboolean read_type(struct command *command, const struct rules *rules)
{
	static const struct translation types[] = {
		{ "incident", " incident storning hendelse feil incydent " },
		{ "request", " request bestallning bestilling zlecenie " },
		{ "question", " question fraga sporsmal pytanie " },
		{ "problem", " problem " },
		{ "change", " change andring endring zmiana " },
	};
	const char *type;

	(void)rules;
	if (count(command) != 1)
		return FALSE;
	type = translate(types, G_N_ELEMENTS(types), word_at(command, 0));
	if (!type)
		return FALSE;
	set_word(command, 0, g_strdup(type));
	return TRUE;
}

char *argument_tag(const char *word)
{
	g_autofree char *bare = NULL;
	const char *at;

	if (*word == '#')
		word++;
	if (!g_utf8_validate(word, -1, NULL) ||
		!g_unichar_isalpha(g_utf8_get_char(word)) ||
		g_utf8_strlen(word, -1) > MAX_TAG_LETTERS)
		return NULL;
	bare = g_utf8_normalize(word, -1, G_NORMALIZE_NFC);
	for (at = bare; *at; at = g_utf8_find_next_char(at, NULL))
		if (!g_unichar_isalnum(g_utf8_get_char(at)) &&
			!strchr("-_", *at))
			return NULL;
	return g_utf8_strdown(bare, -1);
}

gboolean read_tags(struct command *command, const struct rules *rules)
{
	(void)rules;
	for (guint i = 0; i < count(command); i++) {
		g_autofree char *word = without_comma(word_at(command, i));
		char *tag = argument_tag(word);

		if (!tag)
			return FALSE;
		set_word(command, i, tag);
	}
	return count(command) > 0;
}

/* "42", "#42", "T-42" -> "42"; new, NULL where it is none. */
static char *read_number(const char *word, const struct rules *rules)
{
	g_autofree char *bare = without_comma(word);
	g_autofree char *tag = g_strconcat(rules->tag, "-", NULL);
	const char *digits = bare;
	guint32 number;

	if (*digits == '#')
		digits++;
	if (g_ascii_strncasecmp(digits, tag, strlen(tag)) == 0)
		digits += strlen(tag);
	if (!text_parse_number(digits, &number) || number == 0)
		return NULL;
	return g_strdup_printf("%u", number);
}

gboolean read_tickets(struct command *command, const struct rules *rules)
{
	for (guint i = 0; i < count(command); i++) {
		char *number = read_number(word_at(command, i), rules);

		if (!number)
			return FALSE;
		set_word(command, i, number);
	}
	return count(command) > 0;
}

gboolean read_ticket(struct command *command, const struct rules *rules)
{
	return count(command) == 1 && read_tickets(command, rules);
}

gboolean read_maybe_ticket(struct command *command, const struct rules *rules)
{
	return read_nothing(command, rules) || read_ticket(command, rules);
}

gboolean read_numbers(struct command *command, const struct rules *rules)
{
	return read_nothing(command, rules) || read_tickets(command, rules);
}

gboolean read_force(struct command *command, const struct rules *rules)
{
	static const struct translation forces[] = { { "force",
		" force tvinga tving wymus " } };
	const char *force;

	(void)rules;
	if (count(command) == 0)
		return TRUE;
	force = translate(forces, G_N_ELEMENTS(forces), word_at(command, 0));
	if (!force)
		return FALSE;
	set_word(command, 0, g_strdup(force));
	return count(command) == 1;
}

gboolean read_list(struct command *command, const struct rules *rules)
{
	static const struct translation terms[] = {
		{ "mine", " mine me mina mitt moje " },
		{ "team", " team teamet zespol " },
		{ "unassigned", " unassigned free otilldelade utildelte "
				"nieprzypisane " },
		{ "overdue", " overdue late forsenade forfalte "
			     "przeterminowane " },
		{ "all", " all alla alle wszystkie " },
	};

	(void)rules;
	for (guint i = 0; i < count(command); i++) {
		g_autofree char *word = without_comma(word_at(command, i));
		const char *term = translate(terms, G_N_ELEMENTS(terms), word);

		if (term)
			set_word(command, i, g_strdup(term));
		else if ((!g_str_has_prefix(word, "tag:") || !word[4]) &&
			 (!g_str_has_prefix(word, "queue:") || !word[6]))
			return FALSE;
		else
			set_word(command, i, g_strdup(word));
	}
	return TRUE;
}

/* words become the address and, where there is one, the name. */
gboolean read_address(struct command *command, const struct rules *rules)
{
	g_autofree char *text = joined(command, 0);
	g_autoptr(GError) error = NULL;
	AUTO(contact) contact = contact_parse(text, &error);

	(void)rules;
	if (!contact)
		return FALSE;
	set_only_word(command, g_strdup(contact->address));
	if (contact->name && *contact->name)
		g_ptr_array_add(command->words, g_strdup(contact->name));
	return TRUE;
}

gboolean read_via(struct command *command, const struct rules *rules)
{
	static const struct translation channels[] = {
		{ "email", " email mail epost " },
		{ "phone", " phone call telefon " },
		{ "visit", " visit besok wizyta " },
		{ "chat", " chat chatt czat " },
	};
	const char *channel;

	(void)rules;
	if (count(command) != 1)
		return FALSE;
	channel = translate(
		channels, G_N_ELEMENTS(channels), word_at(command, 0));
	if (!channel)
		return FALSE;
	set_word(command, 0, g_strdup(channel));
	return TRUE;
}

gboolean read_rating(struct command *command, const struct rules *rules)
{
	g_autofree char *text = joined(command, 0);
	guint rating = plain_rating(text, NULL);

	(void)rules;
	if (!rating)
		return FALSE;
	set_only_word(command, g_strdup_printf("%u", rating));
	return TRUE;
}

/* "#solution How to do it" is taken, too: only a last «public» is not title. */
gboolean read_solution(struct command *command, const struct rules *rules)
{
	static const struct translation publics[] = { { "public",
		" public offentlig offentligt publiczne " } };
	guint last = count(command);
	gboolean is_public = FALSE;
	char *title;

	(void)rules;
	if (last > 1)
		is_public = translate(publics, G_N_ELEMENTS(publics),
				    word_at(command, last - 1)) != NULL;
	if (is_public)
		g_ptr_array_remove_index(command->words, last - 1);
	title = joined(command, 0);
	set_only_word(command, title);
	if (is_public)
		g_ptr_array_add(command->words, g_strdup("public"));
	return *title != 0;
}
