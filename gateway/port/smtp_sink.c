#include "sink_kind.h"
#include "fault.h"
#include "memory_file.h"
#include "smtp_reply.h"
#include "text.h"
#include "trust.h"
#include <curl/curl.h>
#include <string.h>
#include <unistd.h>

struct smtp_sink {
	struct sink base;
	CURL *curl;
	char *server; /* "smtp://host:port" */
	char *user, *secret;
	gboolean oauth2, plaintext;
	int trust; /* file with the CAs, or -1: the system's */
	guint timeout_sec;
	struct smtp_reply reply; /* of the transfer under way */
	GBytes *mail;
	gsize sent;
	char words[CURL_ERROR_SIZE]; /* curl's own, of the last fault */
};

static void free_smtp(struct sink *sink)
{
	struct smtp_sink *smtp = (struct smtp_sink *)sink;

	if (smtp->curl)
		curl_easy_cleanup(smtp->curl);
	if (smtp->trust >= 0)
		close(smtp->trust);
	smtp_reply_clear(&smtp->reply);
	g_clear_pointer(&smtp->mail, g_bytes_unref);
	g_free(smtp->server);
	g_free(smtp->user);
	g_free(smtp->secret);
	g_free(smtp);
}

/* A server must never get a mail from somebody that it did not want to know:
 * where a login was asked for, the text goes out only after one. */
static size_t give_text(char *buffer, size_t size, size_t count, void *data)
{
	struct smtp_sink *smtp = data;
	gsize length;
	const char *text = g_bytes_get_data(smtp->mail, &length);
	gsize part = MIN(size * count, length - smtp->sent);

	if (smtp->user && !smtp->reply.is_logged_in)
		return CURL_READFUNC_ABORT;
	memcpy(buffer, text + smtp->sent, part);
	smtp->sent += part;
	return part;
}

static size_t hear_reply(char *line, size_t size, size_t count, void *data)
{
	struct smtp_sink *smtp = data;

	smtp_reply_line(&smtp->reply, line, size * count);
	return size * count;
}

static int see_command(
	CURL *curl, curl_infotype type, char *text, size_t length, void *data)
{
	struct smtp_sink *smtp = data;

	(void)curl;
	if (type == CURLINFO_HEADER_OUT)
		smtp_reply_command(&smtp->reply, text, length);
	return 0;
}

/* Every line ends in CRLF, so no lone CR or LF is left for a server to read in
 * a way of its own; the text ends with a line. */
static GBytes *with_wire_lines(GBytes *mail)
{
	gsize length;
	const char *text = g_bytes_get_data(mail, &length);
	GString *lines = g_string_sized_new(length + length / 32 + 2);

	for (gsize i = 0; i < length; i++) {
		if (text[i] != '\r' && text[i] != '\n') {
			g_string_append_c(lines, text[i]);
			continue;
		}
		g_string_append(lines, "\r\n");
		if (text[i] == '\r' && i + 1 < length && text[i + 1] == '\n')
			i++;
	}
	if (length > 0 && text[length - 1] != '\n' && text[length - 1] != '\r')
		g_string_append(lines, "\r\n");
	return g_string_free_to_bytes(lines);
}

static void set_login(const struct smtp_sink *smtp, CURL *curl)
{
	if (!smtp->user)
		return;
	curl_easy_setopt(curl, CURLOPT_USERNAME, smtp->user);
	if (smtp->oauth2) {
		curl_easy_setopt(curl, CURLOPT_XOAUTH2_BEARER, smtp->secret);
		curl_easy_setopt(curl, CURLOPT_LOGIN_OPTIONS, "AUTH=XOAUTH2");
	} else {
		curl_easy_setopt(curl, CURLOPT_PASSWORD, smtp->secret);
	}
}

static void set_tls(const struct smtp_sink *smtp, CURL *curl)
{
	g_autofree char *trust =
		g_strdup_printf("/proc/self/fd/%d", smtp->trust);

	curl_easy_setopt(curl, CURLOPT_USE_SSL,
		smtp->plaintext ? (long)CURLUSESSL_NONE : (long)CURLUSESSL_ALL);
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(
		curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	if (smtp->trust >= 0)
		curl_easy_setopt(curl, CURLOPT_CAINFO, trust);
}

static void set_callbacks(struct smtp_sink *smtp, CURL *curl)
{
	curl_easy_setopt(curl, CURLOPT_READFUNCTION, give_text);
	curl_easy_setopt(curl, CURLOPT_READDATA, smtp);
	curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, hear_reply);
	curl_easy_setopt(curl, CURLOPT_HEADERDATA, smtp);
	curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, see_command);
	curl_easy_setopt(curl, CURLOPT_DEBUGDATA, smtp);
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, smtp->words);
	curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L); /* calls see_command */
}

static CURL *make_handle(struct smtp_sink *smtp)
{
	CURL *curl = curl_easy_init();
	long timeout_sec = (long)smtp->timeout_sec;

	if (!curl)
		return NULL;
	curl_easy_setopt(curl, CURLOPT_URL, smtp->server);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, timeout_sec);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, MIN(timeout_sec, 30L));
	curl_easy_setopt(
		curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, MIN(timeout_sec, 60L));
	set_tls(smtp, curl);
	set_login(smtp, curl);
	set_callbacks(smtp, curl);
	return curl;
}

static CURLcode transfer(
	struct smtp_sink *smtp, const char *mail_from, const char *recipient)
{
	struct curl_slist *recipients = curl_slist_append(NULL, recipient);
	CURLcode code;

	if (!smtp->curl)
		smtp->curl = make_handle(smtp);
	if (!smtp->curl || !recipients) {
		curl_slist_free_all(recipients);
		return CURLE_OUT_OF_MEMORY;
	}
	curl_easy_setopt(smtp->curl, CURLOPT_MAIL_FROM, mail_from);
	curl_easy_setopt(smtp->curl, CURLOPT_MAIL_RCPT, recipients);
	curl_easy_setopt(smtp->curl, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(smtp->curl, CURLOPT_INFILESIZE_LARGE,
		(curl_off_t)g_bytes_get_size(smtp->mail));
	code = curl_easy_perform(smtp->curl);
	curl_easy_setopt(smtp->curl, CURLOPT_MAIL_RCPT, NULL);
	curl_slist_free_all(recipients);
	return code;
}

/* The CURLcode decides first: a reply's code stays set when the fault lies
 * elsewhere. Only an answer to MAIL, RCPT, DATA or the text is a verdict. */
static gboolean is_verdict(CURLcode code)
{
	return code == CURLE_OK || code == CURLE_SEND_ERROR ||
	       code == CURLE_WEIRD_SERVER_REPLY;
}

/* What went wrong, by curl and, where it refused something, by the server. */
static char *explain(const struct smtp_sink *smtp, CURLcode code)
{
	const char *said = smtp_reply_text(&smtp->reply);
	gboolean is_refusal = *said == '4' || *said == '5';
	const char *words =
		*smtp->words ? smtp->words : curl_easy_strerror(code);
	g_autofree char *text = g_strdup(words);
	char *files = strstr(text, " CAfile:");

	if (files) /* a name in /proc helps nobody */
		*files = '\0';
	return g_strconcat(
		smtp->server, ": ", text, is_refusal ? ": " : NULL, said, NULL);
}

static void judge(
	struct smtp_sink *smtp, CURLcode code, struct sink_result *result)
{
	const char *text = smtp_reply_text(&smtp->reply);
	g_autofree char *why = explain(smtp, code);

	if (smtp->user && !smtp->reply.is_logged_in &&
		smtp->reply.stage != SMTP_STAGE_SESSION)
		sink_fault(result,
			"530 5.7.0 %s offers no login, but a user is set",
			smtp->server);
	else if (code == CURLE_OK && *text == '2')
		sink_answer(result, "%s", text);
	else if (is_verdict(code) && smtp_reply_is_verdict(&smtp->reply))
		sink_answer(result, "%s", text);
	else if (code == CURLE_LOGIN_DENIED)
		sink_fault(result, "535 5.7.8 %s refuses the login: %s",
			smtp->server, text);
	else
		sink_fault(result, "451 4.4.0 %s", why);
}

static void send_smtp(struct sink *sink, const char *mail_from,
	const char *recipient, GBytes *mail, struct sink_result *result)
{
	struct smtp_sink *smtp = (struct smtp_sink *)sink;

	smtp_reply_start(&smtp->reply);
	smtp->mail = with_wire_lines(mail);
	smtp->sent = 0;
	judge(smtp, transfer(smtp, mail_from, recipient), result);
	g_clear_pointer(&smtp->mail, g_bytes_unref);
}

static enum postern_fault fault_of(CURLcode code)
{
	static const CURLcode denials[] = { CURLE_LOGIN_DENIED,
		CURLE_PEER_FAILED_VERIFICATION, CURLE_USE_SSL_FAILED,
		CURLE_SSL_CONNECT_ERROR };

	for (gsize i = 0; i < G_N_ELEMENTS(denials); i++) {
		if (denials[i] == code)
			return FAULT_DENIED;
	}
	return code == CURLE_SSL_CACERT_BADFILE ? FAULT_INVALID
						: FAULT_TEMPORARY;
}

static gboolean fail_probe(
	const struct smtp_sink *smtp, CURLcode code, GError **error)
{
	g_autofree char *why = explain(smtp, code);
	g_autofree char *line = text_cut(why, -1, 300);

	if (code != CURLE_OK)
		g_set_error(
			error, POSTERN_FAULT, (gint)fault_of(code), "%s", line);
	else
		g_set_error(error, POSTERN_FAULT, FAULT_DENIED,
			"%s offers no login, but a user is set", smtp->server);
	return FALSE;
}

static gboolean probe_smtp(struct sink *sink, GError **error)
{
	struct smtp_sink *smtp = (struct smtp_sink *)sink;
	CURL *curl = make_handle(smtp);
	CURLcode code = CURLE_OUT_OF_MEMORY;

	smtp_reply_start(&smtp->reply);
	smtp->reply.is_logged_in = FALSE;
	if (curl) {
		curl_easy_setopt(curl, CURLOPT_CONNECT_ONLY, 1L);
		code = curl_easy_perform(curl);
		curl_easy_cleanup(curl);
	}
	if (code != CURLE_OK || (smtp->user && !smtp->reply.is_logged_in))
		return fail_probe(smtp, code, error);
	return TRUE;
}

static const struct sink_kind smtp_kind = {
	send_smtp,
	probe_smtp,
	free_smtp,
};

static char *make_server(const struct url *url)
{
	gboolean is_ipv6 = strchr(url->host, ':') != NULL;

	return g_strdup_printf("%s://%s%s%s:%u", url_scheme_name(url->scheme),
		is_ipv6 ? "[" : "", url->host, is_ipv6 ? "]" : "", url->port);
}

static gboolean set_trust(struct smtp_sink *smtp,
	const struct sink_options *options, GError **error)
{
	g_autoptr(GBytes) bundle = NULL;

	if (!options->ca_file || !*options->ca_file)
		return TRUE;
	bundle = trust_bundle(options->ca_file, options->folder, error);
	if (!bundle)
		return FALSE;
	smtp->trust = memory_file("trust", bundle, error);
	return smtp->trust >= 0;
}

struct sink *smtp_sink_open(const struct sink_options *options,
	const struct url *url, GError **error)
{
	struct smtp_sink *smtp = g_new0(struct smtp_sink, 1);
	AUTO(sink) sink = &smtp->base;

	sink->kind = &smtp_kind;
	smtp->trust = -1;
	smtp->server = make_server(url);
	smtp->user = options->user && *options->user ? g_strdup(options->user)
						     : NULL;
	smtp->secret = g_strdup(options->secret ? options->secret : "");
	smtp->oauth2 = options->oauth2;
	smtp->plaintext = options->plaintext;
	smtp->timeout_sec =
		options->timeout_sec ? options->timeout_sec : SINK_TIMEOUT_SEC;
	if (!set_trust(smtp, options, error))
		return NULL;
	return g_steal_pointer(&sink);
}
