/* Any bytes are what an agent writes: commands are read from lines of his own
 * alone, never more than the limit, and their English form reads as itself. */
#include "command.h"
#include "conf.h"
#include "fuzz.h"
#include "plain.h"
#include "text.h"
#include "text_class.h"
#include <string.h>

enum { MAX_COMMANDS = 20, NOW = 1795424102 };

static const char RULES[] = "[desk]\naddress = help@example.com\n"
			    "[queue \"support\"]\n[queue \"hardware\"]\n"
			    "[agent \"anna@example.com\"]\nname = Anna Berg\n"
			    "[agent \"nils@example.com\"]\nname = Nils Dahl\n";
static const char NOTICE[] = "A notice.\n\n#close\n";

static struct rules *rules;
static GPtrArray *tags;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static char tag[] = "printer";
	g_autoptr(GPtrArray) errors = conf_errors_new();

	(void)argc;
	(void)argv;
	rules = conf_parse_rules("desk.conf", RULES, strlen(RULES), errors);
	g_assert(rules != NULL);
	tags = g_ptr_array_new();
	g_ptr_array_add(tags, tag);
	return 0;
}

static void check(const struct reading *reading)
{
	g_assert(reading->commands->len <= MAX_COMMANDS);
	g_assert(g_utf8_validate(reading->text, -1, NULL));
	for (guint i = 0; i < reading->commands->len; i++) {
		const struct command *command = reading->commands->pdata[i];

		g_assert(command->canonical[0] == '#' &&
			 text_is_line(command->canonical) &&
			 text_is_line(command->written));
	}
}

static struct message *message_of(const char *text)
{
	struct message *message = message_new();

	g_free(message->text);
	message->text = g_strdup(text);
	g_byte_array_unref(message->classes);
	message->classes = text_classify(text, strlen(text));
	return message;
}

static void read_arguments(const char *text)
{
	g_autofree char *word = text_line(text, -1);
	g_autofree char *candidates = NULL;
	guint priority;
	gint64 at;

	argument_priority(word, &priority);
	if (argument_date(word, "Europe/Stockholm", NOW, &at))
		g_assert(at > 0);
	argument_agent(word, rules, "anna@example.com", &candidates);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const LANGUAGES[] = { "en", "sv", "nb", "pl" };
	g_autofree char *valid =
		g_utf8_make_valid((const char *)data, (gssize)size);
	g_autofree char *text = plain_clean(valid);
	const char *language = LANGUAGES[size % G_N_ELEMENTS(LANGUAGES)];
	AUTO(message) message = message_of(text);
	AUTO(reading) all = command_read_text(text, language, rules, tags);
	AUTO(reading)
	own = command_read(message, NOTICE, language, rules, tags);

	check(all);
	check(own);
	command_answer(message);
	read_arguments(text);
	return 0;
}
