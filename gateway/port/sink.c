#include "sink_kind.h"
#include "contact.h"
#include "fault.h"
#include "text.h"
#include <stdarg.h>
#include <string.h>

enum { REPLY_MAX = 200 };

typedef struct sink *open_sink(const struct sink_options *options,
	const struct url *url, GError **error);

static open_sink *const kinds[] = {
	[URL_IMAP] = NULL,
	[URL_IMAPS] = NULL,
	[URL_SMTP] = smtp_sink_open,
	[URL_SMTPS] = smtp_sink_open,
	[URL_MAILDIR] = maildir_sink_open,
	[URL_SENDMAIL] = sendmail_sink_open,
};

void sink_result_clear(struct sink_result *result)
{
	g_clear_pointer(&result->reply, g_free);
}

struct sink *sink_open(const struct sink_options *options, GError **error)
{
	AUTO(url) url = url_parse(options->url, options->folder, error);

	if (!url)
		return NULL;
	if (!kinds[url->scheme]) {
		g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
			"no mail is sent to a %s: url (expected smtp://, "
			"smtps://, sendmail: or maildir:)",
			url_scheme_name(url->scheme));
		return NULL;
	}
	return kinds[url->scheme](options, url, error);
}

void sink_free(struct sink *sink)
{
	if (sink)
		sink->kind->free(sink);
}

/* One line of at most REPLY_MAX bytes, cut between characters. */
static char *clean(const char *format, va_list arguments)
{
	g_autofree char *text = g_strdup_vprintf(format, arguments);
	char *line = text_line(text, -1);

	if (strlen(line) > REPLY_MAX)
		*g_utf8_find_prev_char(line, line + REPLY_MAX + 1) = '\0';
	return line;
}

void sink_answer(struct sink_result *result, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_free(result->reply);
	result->reply = clean(format, arguments);
	va_end(arguments);
	result->state = result->reply[0] == '2'   ? SINK_SENT
			: result->reply[0] == '5' ? SINK_REFUSED
						  : SINK_LATER;
	result->is_session = FALSE;
}

void sink_fault(struct sink_result *result, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_free(result->reply);
	result->reply = clean(format, arguments);
	va_end(arguments);
	result->state = SINK_LATER;
	result->is_session = TRUE;
}

void sink_send(struct sink *sink, const char *mail_from, const char *recipient,
	GBytes *mail, struct sink_result *result)
{
	*result = (struct sink_result){ .state = SINK_LATER };
	if (*mail_from && !address_is_plain(mail_from))
		sink_answer(result, "553 5.1.7 sender %s is no plain address",
			mail_from);
	else if (!address_is_plain(recipient))
		sink_answer(
			result, "553 5.1.3 %s is no plain address", recipient);
	else
		sink->kind->send(sink, mail_from, recipient, mail, result);
}

gboolean sink_probe(struct sink *sink, GError **error)
{
	return sink->kind->probe(sink, error);
}
