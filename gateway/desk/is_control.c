#include "is_control.h"
#include "command.h"
#include <string.h>

static gboolean is_blank(const char *text)
{
	return text[strspn(text, " \t\r\n")] == '\0';
}

static gboolean is_see(enum verb verb)
{
	return verb == VERB_AWAY || verb_info(verb)->group == GROUP_SEE;
}

/* "#lsit mine" is answered, too, rather than made a ticket of. */
static gboolean are_near_misses(const GPtrArray *slips)
{
	for (guint i = 0; i < slips->len; i++) {
		const struct slip *slip = g_ptr_array_index(slips, i);

		if (slip->kind != SLIP_NEAR)
			return FALSE;
	}
	return slips->len > 0;
}

static gboolean holds_questions_only(const struct reading *reading)
{
	for (guint i = 0; i < reading->commands->len; i++) {
		const struct command *command =
			g_ptr_array_index(reading->commands, i);

		if (command->verb == VERB_ON)
			break;
		if (command->verb != VERB_END && !is_see(command->verb))
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
	return is_blank(reading->text) && holds_questions_only(reading);
}

gboolean is_bare_answer(const struct message *message)
{
	return command_answer(message) != VERB_NONE;
}
