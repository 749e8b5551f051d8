#include "source_kind.h"
#include "fault.h"
#include <string.h>

typedef struct source *open_source(const struct source_options *options,
	const struct url *url, GError **error);

static open_source *const kinds[] = {
	[URL_IMAP] = imap_source_open,
	[URL_IMAPS] = imap_source_open,
	[URL_SMTP] = NULL,
	[URL_SMTPS] = NULL,
	[URL_MAILDIR] = maildir_source_open,
	[URL_SENDMAIL] = NULL,
};

void source_mail_free(struct source_mail *mail)
{
	if (!mail)
		return;
	g_clear_pointer(&mail->raw, g_bytes_unref);
	g_free(mail->key);
	g_free(mail);
}

GBytes *source_header(GBytes *start)
{
	gsize length;
	const char *text = g_bytes_get_data(start, &length);
	const char *end = text;

	while (end && (end = memchr(end, '\n', length - (gsize)(end - text)))) {
		gsize left = length - (gsize)(++end - text);

		if (left >= 1 && end[0] == '\n')
			return g_bytes_new_from_bytes(
				start, 0, (gsize)(end + 1 - text));
		if (left >= 2 && end[0] == '\r' && end[1] == '\n')
			return g_bytes_new_from_bytes(
				start, 0, (gsize)(end + 2 - text));
	}
	return g_bytes_ref(start);
}

struct source *source_open(const struct source_options *options, GError **error)
{
	AUTO(url) url = url_parse(options->url, options->folder, error);

	if (!url)
		return NULL;
	if (!kinds[url->scheme]) {
		g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
			"no mail is taken from a %s: url (expected imaps://, "
			"imap:// or maildir:)",
			url_scheme_name(url->scheme));
		return NULL;
	}
	return kinds[url->scheme](options, url, error);
}

void source_free(struct source *source)
{
	if (source)
		source->kind->free(source);
}

GPtrArray *source_take(
	struct source *source, guint max_count, gsize max_bytes, GError **error)
{
	return source->kind->take(source, max_count, max_bytes, error);
}

gboolean source_done(
	struct source *source, const GPtrArray *keys, GError **error)
{
	return source->kind->done(source, keys, error);
}

gboolean source_wait(
	struct source *source, int wake_fd, guint timeout_sec, GError **error)
{
	return source->kind->wait(source, wake_fd, timeout_sec, error);
}
