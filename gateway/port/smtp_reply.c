#include "smtp_reply.h"
#include <string.h>

enum { TEXT_MAX = 1000 };

static const struct {
	const char *verb;
	enum smtp_stage stage;
} verbs[] = {
	{ "MAIL ", SMTP_STAGE_SENDER },
	{ "RCPT ", SMTP_STAGE_RECIPIENT },
	{ "DATA", SMTP_STAGE_TEXT },
};

void smtp_reply_clear(struct smtp_reply *reply)
{
	if (reply->text)
		g_string_free(reply->text, TRUE);
	reply->text = NULL;
}

void smtp_reply_start(struct smtp_reply *reply)
{
	if (!reply->text)
		reply->text = g_string_new(NULL);
	g_string_truncate(reply->text, 0);
	reply->goes_on = reply->is_over = FALSE;
	reply->stage = SMTP_STAGE_SESSION;
}

static gboolean begins_with(const char *text, gsize length, const char *verb)
{
	return length >= strlen(verb) &&
	       !g_ascii_strncasecmp(text, verb, strlen(verb));
}

void smtp_reply_command(
	struct smtp_reply *reply, const char *command, gsize length)
{
	for (gsize i = 0; i < G_N_ELEMENTS(verbs); i++) {
		if (begins_with(command, length, verbs[i].verb))
			reply->stage = verbs[i].stage;
	}
	if (begins_with(command, length, "QUIT"))
		reply->is_over = TRUE;
}

static gboolean has_code(const char *line, gsize length)
{
	return length >= 4 && g_ascii_isdigit(line[0]) &&
	       g_ascii_isdigit(line[1]) && g_ascii_isdigit(line[2]) &&
	       (line[3] == ' ' || line[3] == '-' || line[3] == '\r' ||
		       line[3] == '\n');
}

static gboolean is_code(const char *line, const char *code)
{
	return strncmp(line, code, 3) == 0;
}

static void append(GString *text, const char *line, gsize length)
{
	while (length > 0 &&
		(line[length - 1] == '\r' || line[length - 1] == '\n'))
		length--;
	if (text->len < TEXT_MAX)
		g_string_append_len(
			text, line, (gssize)MIN(length, TEXT_MAX - text->len));
}

void smtp_reply_line(struct smtp_reply *reply, const char *line, gsize length)
{
	if (reply->is_over || !has_code(line, length))
		return;
	if (is_code(line, "220")) /* a greeting, or TLS begins: login anew */
		reply->is_logged_in = FALSE;
	if (is_code(line, "235"))
		reply->is_logged_in = TRUE;
	if (reply->goes_on) {
		g_string_append_c(reply->text, ' ');
		append(reply->text, line + 4, length - 4);
	} else {
		g_string_truncate(reply->text, 0);
		append(reply->text, line, 3);
		g_string_append_c(reply->text, ' ');
		append(reply->text, line + 4, length - 4);
	}
	reply->goes_on = line[3] == '-';
}

const char *smtp_reply_text(const struct smtp_reply *reply)
{
	return reply->text ? reply->text->str : "";
}

gboolean smtp_reply_is_verdict(const struct smtp_reply *reply)
{
	const char *text = smtp_reply_text(reply);

	if (*text != '4' && *text != '5')
		return FALSE;
	if (is_code(text, "421") || is_code(text, "530"))
		return FALSE;
	return reply->stage > SMTP_STAGE_SENDER ||
	       (reply->stage == SMTP_STAGE_SENDER && is_code(text, "552"));
}
