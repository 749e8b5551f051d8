#include "mailer.h"
#include "channel.h"
#include "fault.h"
#include "fence.h"
#include "sink.h"

#include <string.h>

gboolean mailer_options(struct sink_options *options, char **secret,
	const struct home *home, GError **error)
{
	const struct smtp_settings *smtp = &home->settings->smtp;
	g_autoptr(GError) why = NULL;

	*secret = home_secret(home, smtp->password_file, &why);
	if (why != NULL) {
		g_propagate_prefixed_error(
			error, g_steal_pointer(&why), "smtp: ");
		return FALSE;
	}
	*options = (struct sink_options){
		.url = smtp->url,
		.folder = home->dir,
		.user = smtp->user,
		.secret = *secret,
		.oauth2 = smtp->oauth2 != NULL,
		.ca_file = smtp->ca_file,
		.plaintext = smtp->tls == TLS_NONE,
	};
	return TRUE;
}

static struct sink *open_sink(const struct home *home, GError **error)
{
	struct sink_options options;
	g_autofree char *secret = NULL;

	if (!mailer_options(&options, &secret, home, error))
		return NULL;
	return sink_open(&options, error);
}

/* Without a sink (its secret cannot be read, say) every mail waits. */
static void hand_over(struct sink *sink, GVariant *order, const char *trouble,
	struct sink_result *result)
{
	const char *mail_from, *recipient;
	g_autoptr(GVariant) bytes = g_variant_get_child_value(order, 2);
	g_autoptr(GBytes) mail = variant_to_bytes(bytes);

	g_variant_get(order, "(&s&s@ay)", &mail_from, &recipient, NULL);
	if (sink != NULL) {
		sink_send(sink, mail_from, recipient, mail, result);
		return;
	}
	result->state = SINK_LATER;
	result->reply = g_strdup(trouble);
	result->is_session = TRUE;
}

void mailer_be(int fd, gconstpointer data)
{
	const struct home *home = data;
	const struct smtp_settings *smtp = &home->settings->smtp;
	AUTO(sink) sink = NULL;

	fence_port(home, smtp->url, smtp->password_file, smtp->ca_file);
	for (;;) {
		enum frame_type type;
		g_autoptr(GError) trouble = NULL;
		struct sink_result result = { 0 };
		g_autoptr(GVariant) order =
			channel_receive(fd, &type, -1, NULL);

		if (order == NULL || type != FRAME_SEND)
			return;
		if (sink == NULL)
			sink = open_sink(home, &trouble);
		hand_over(
			sink, order, trouble ? trouble->message : "", &result);
		g_autofree char *reply =
			g_utf8_make_valid(result.reply ? result.reply : "", -1);
		gboolean is_told = channel_send(fd, FRAME_RESULT,
			g_variant_new("(usb)", (guint)result.state, reply,
				result.is_session),
			NULL);

		sink_result_clear(&result);
		if (!is_told)
			return;
	}
}
