#include "probe.h"
#include "compose.h"
#include "entropy.h"
#include "facts.h"
#include "fault.h"
#include "fetcher.h"
#include "mailer.h"
#include "sink.h"
#include "source.h"

#include <string.h>

#define TAKE_MAILS 100u
#define TAKE_BYTES (8u << 20)
#define WAIT_STEP_SEC 2u
/* By this we know the forged field again. */
#define FORGED "forged by check "

void probe_clear(struct probe *probe)
{
	g_clear_pointer(&probe->plus_refused, g_free);
}

/* "help+check@example.com" */
static char *plus_address(const char *address)
{
	const char *at = strrchr(address, '@');

	return g_strdup_printf(
		"%.*s+check%s", (int)(at - address), address, at);
}

/* A mail from the desk to itself under a forged result that it would trust. */
static GBytes *write_mail(
	const struct home *home, const char *id, const char *to, GError **error)
{
	const struct rules *rules = home->rules;
	const GPtrArray *trusted = home->settings->auth.authserv_ids;
	struct contact from = { rules->name, rules->address };
	struct contact recipient = { (char[]){ "" }, (char *)(guintptr)to };
	g_autofree char *domain = address_domain(rules->address);
	struct outgoing outgoing = {
		.from = &from,
		.subject = "Postern checks itself",
		.message_id = id,
		.date = g_get_real_time() / G_USEC_PER_SEC,
		.auto_submitted = AUTO_GENERATED,
		.language = "en",
		.loop = rules->address,
		.text = "This mail was sent by postern check --mail. It can be "
			"deleted.\n",
	};
	const struct addressing addressing = { .to = &recipient };
	g_autoptr(GBytes) stored = compose_mail(&outgoing, error);
	g_autoptr(GBytes) mail =
		stored == NULL ? NULL
			       : compose_address(stored, &addressing, error);
	GByteArray *bytes = g_byte_array_new();

	if (mail != NULL && trusted->len > 0) {
		g_autofree char *forged = g_strdup_printf(
			"Authentication-Results: %s; dmarc=pass (" FORGED
			"%s) header.from=%s\r\n",
			(char *)trusted->pdata[0], id, domain);

		g_byte_array_append(
			bytes, (const guint8 *)forged, (guint)strlen(forged));
	}
	if (mail != NULL)
		g_byte_array_append(bytes, g_bytes_get_data(mail, NULL),
			(guint)g_bytes_get_size(mail));
	g_autoptr(GBytes) whole = g_byte_array_free_to_bytes(bytes);

	return mail == NULL ? NULL : g_steal_pointer(&whole);
}

static gboolean send_one(const struct home *home, struct sink *sink,
	const char *id, const char *to, char **refused, GError **error)
{
	struct sink_result result = { 0 };
	g_autoptr(GBytes) mail = write_mail(home, id, to, error);

	if (mail == NULL)
		return FALSE;
	sink_send(sink, home->rules->address, to, mail, &result);
	if (result.state == SINK_REFUSED && !result.is_session &&
		refused != NULL)
		*refused = g_strdup(result.reply);
	else if (result.state != SINK_SENT)
		g_set_error(error, POSTERN_FAULT, FAULT_TEMPORARY,
			"the mail to %s was not taken: %s", to, result.reply);
	gboolean is_fine = result.state == SINK_SENT ||
			   (refused != NULL && *refused != NULL);

	sink_result_clear(&result);
	return is_fine;
}

static gboolean send_both(struct probe *probe, const struct home *home,
	const char *plain_id, const char *plus_id, GError **error)
{
	struct sink_options options;
	g_autofree char *secret = NULL;
	g_autofree char *plus = plus_address(home->rules->address);

	if (!mailer_options(&options, &secret, home, error))
		return FALSE;
	AUTO(sink) sink = sink_open(&options, error);

	return sink != NULL &&
	       send_one(home, sink, plain_id, home->rules->address, NULL,
		       error) &&
	       send_one(home, sink, plus_id, plus, &probe->plus_refused, error);
}

/* Is it one of ours, and did the forged field come through? */
static gboolean judge(struct probe *probe, const struct source_mail *mail,
	const char *plain_id, const char *plus_id)
{
	AUTO(facts) facts = facts_scan(mail->raw);
	gsize length;
	const char *raw = g_bytes_get_data(mail->raw, &length);

	if (g_strcmp0(facts->message_id, plus_id) == 0)
		probe->plus_is_back = TRUE;
	else if (g_strcmp0(facts->message_id, plain_id) == 0)
		probe->is_back = TRUE;
	else
		return FALSE;
	if (g_strstr_len(raw, (gssize)length, FORGED) != NULL)
		probe->is_believed = TRUE;
	return TRUE;
}

/* One look at what waits; ours is put away. */
static gboolean look(struct probe *probe, struct source *source,
	const char *plain_id, const char *plus_id, GError **error)
{
	for (;;) {
		g_autoptr(GPtrArray) mails =
			source_take(source, TAKE_MAILS, TAKE_BYTES, error);
		g_autoptr(GPtrArray) ours = g_ptr_array_new();

		if (mails == NULL)
			return FALSE;
		if (mails->len == 0)
			return TRUE;
		for (guint i = 0; i < mails->len; i++) {
			const struct source_mail *mail = mails->pdata[i];

			if (judge(probe, mail, plain_id, plus_id))
				g_ptr_array_add(ours, mail->key);
		}
		if (ours->len > 0 && !source_done(source, ours, error))
			return FALSE;
	}
}

static gboolean is_complete(const struct probe *probe)
{
	return probe->is_back &&
	       (probe->plus_is_back || probe->plus_refused != NULL);
}

static gboolean look_in(struct probe *probe, const struct home *home,
	const struct mailbox_settings *mailbox, const char *const ids[2],
	gint64 deadline, GError **error)
{
	struct source_options options;
	g_autofree char *secret = NULL;

	if (!fetcher_options(&options, &secret, home, mailbox, error))
		return FALSE;
	AUTO(source) source = source_open(&options, error);

	while (source != NULL) {
		if (!look(probe, source, ids[0], ids[1], error))
			return FALSE;
		if (is_complete(probe) || g_get_monotonic_time() > deadline)
			return TRUE;
		if (!source_wait(source, -1, WAIT_STEP_SEC, error))
			return FALSE;
	}
	return FALSE;
}

gboolean probe_run(struct probe *probe, const struct home *home, guint wait_sec,
	GError **error)
{
	const GPtrArray *mailboxes = home->settings->mailboxes;
	struct entropy entropy = entropy_system();
	g_autofree char *token = entropy_hex(&entropy, 10);
	g_autofree char *domain = address_domain(home->rules->address);
	g_autofree char *plain_id =
		g_strdup_printf("check.%s@%s", token, domain);
	g_autofree char *plus_id =
		g_strdup_printf("check.%s.plus@%s", token, domain);
	const char *const ids[2] = { plain_id, plus_id };
	gint64 deadline =
		g_get_monotonic_time() + (gint64)wait_sec * G_USEC_PER_SEC;

	*probe = (struct probe){ 0 };
	if (!send_both(probe, home, plain_id, plus_id, error))
		return FALSE;
	for (guint i = 0; i < mailboxes->len && !is_complete(probe); i++)
		if (!look_in(probe, home, mailboxes->pdata[i], ids, deadline,
			    error))
			return FALSE;
	return TRUE;
}
