#include "is_control.h"
#include "command.h"
#include <string.h>

static gboolean is_blank(const char *text)
{
	return text[strspn(text, " \t\r\n")] == '\0';
}

/* What asks the desk, or can only be done to a ticket that is there: it makes
 * none. (What sets a field, or says whose it is, may begin one.) */
static gboolean makes_no_ticket(enum verb verb)
{
	static const enum verb OTHERS[] = { VERB_AWAY, VERB_TAKE, VERB_ESCALATE,
		VERB_RETURN, VERB_HANDOVER, VERB_SEND, VERB_MERGE, VERB_SPLIT };
	enum verb_group group = verb_info(verb)->group;

	for (guint i = 0; i < G_N_ELEMENTS(OTHERS); i++)
		if (OTHERS[i] == verb)
			return TRUE;
	return group == GROUP_SEE || group == GROUP_STATE;
}

/* "#list yesterday": the question is known, what it asks for is not. */
static gboolean is_question(const char *written)
{
	const char *word = written + strspn(written, " #");
	g_autofree char *verb = g_strndup(word, strcspn(word, " :"));
	enum verb found = verb_find(verb);

	return found != VERB_NONE && makes_no_ticket(found);
}

/* "#lsit mine" is answered, too, rather than made a ticket of. */
static gboolean are_near_misses(const GPtrArray *slips)
{
	for (guint i = 0; i < slips->len; i++) {
		const struct slip *slip = g_ptr_array_index(slips, i);

		if (slip->kind != SLIP_NEAR &&
			(slip->kind != SLIP_ARGUMENT ||
				!is_question(slip->written)))
			return FALSE;
	}
	return slips->len > 0;
}

static gboolean begins_nothing(const struct reading *reading)
{
	for (guint i = 0; i < reading->commands->len; i++) {
		const struct command *command =
			g_ptr_array_index(reading->commands, i);

		if (command->verb == VERB_ON)
			break;
		if (command->verb != VERB_END &&
			!makes_no_ticket(command->verb))
			return FALSE;
	}
	return reading->commands->len > 0 || are_near_misses(reading->slips);
}

gboolean is_control(const struct message *message, const struct rules *rules)
{
	g_autofree char *own = message_own_text(message);
	AUTO(reading) reading = NULL;

	reading = is_blank(own) ? command_read_text(message->subject,
					  message->language, rules, NULL)
				: command_read(message, NULL, message->language,
					  rules, NULL);
	return is_blank(reading->text) && begins_nothing(reading);
}

gboolean is_bare_answer(const struct message *message)
{
	return command_answer(message) != VERB_NONE;
}
