#include "imap_login.h"
#include "fault.h"
#include <libetpan/mailimap_oauth2.h>
#include <string.h>

gboolean imap_ask_capabilities(struct imap_session *session, GError **error)
{
	struct mailimap_capability_data *list = NULL;
	int code;

	imap_begin(session);
	code = mailimap_capability(session->imap, &list);
	if (list)
		mailimap_capability_data_free(list);
	return imap_check(session, code, "CAPABILITY", error);
}

/* RFC 4616 in the first line (RFC 4959): bytes of any kind, no quoting. */
static int login_plain(
	struct imap_session *session, const struct source_options *options)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autofree char *base64 = NULL;
	g_autofree char *command = NULL;
	int code;

	g_string_append_c(text, '\0');
	g_string_append(text, options->user);
	g_string_append_c(text, '\0');
	g_string_append(text, options->secret);
	base64 = g_base64_encode((const guchar *)text->str, text->len);
	command = g_strconcat("AUTHENTICATE PLAIN ", base64, NULL);
	code = mailimap_custom_command(session->imap, command);
	if (code == MAILIMAP_NO_ERROR)
		session->imap->imap_state = MAILIMAP_STATE_AUTHENTICATED;
	return code == MAILIMAP_ERROR_CUSTOM_COMMAND ? MAILIMAP_ERROR_LOGIN
						     : code;
}

static int login_oauth2(
	struct imap_session *session, const struct source_options *options)
{
	return mailimap_oauth2_authenticate(
		session->imap, options->user, options->secret);
}

static int login_plainly(
	struct imap_session *session, const struct source_options *options)
{
	return mailimap_login(session->imap, options->user, options->secret);
}

typedef int login_fn(
	struct imap_session *session, const struct source_options *options);

static login_fn *choose(const struct imap_session *session,
	const struct source_options *options)
{
	mailimap *imap = session->imap;

	if (options->oauth2)
		return mailimap_has_xoauth2(imap) ? login_oauth2 : NULL;
	if (mailimap_has_authentication(imap, "PLAIN") &&
		mailimap_has_extension(imap, "SASL-IR"))
		return login_plain;
	return mailimap_has_extension(imap, "LOGINDISABLED") ? NULL
							     : login_plainly;
}

static gboolean is_one_line(const char *text)
{
	return !text[strcspn(text, "\r\n")];
}

static gboolean deny(
	const struct imap_session *session, const char *why, GError **error)
{
	g_set_error(error, POSTERN_FAULT, FAULT_DENIED, "%s: %s", session->host,
		why);
	return FALSE;
}

/* RFC 5530: "not now" is not "never". */
static gboolean is_passing(const struct imap_session *session)
{
	const struct mailimap_response_info *info =
		session->imap->imap_response_info;
	const char *code = info && info->rsp_atom ? info->rsp_atom : "";

	return !g_ascii_strcasecmp(code, "UNAVAILABLE") ||
	       !g_ascii_strcasecmp(code, "INUSE");
}

gboolean imap_login(struct imap_session *session,
	const struct source_options *options, GError **error)
{
	login_fn *login = choose(session, options);
	int code;

	if (!login)
		return deny(session,
			options->oauth2 ? "offers no XOAUTH2"
					: "offers no login by password",
			error);
	if (!is_one_line(options->user) || !is_one_line(options->secret))
		return deny(session,
			"user or password has a line break (expected one "
			"line)",
			error);
	imap_begin(session);
	code = login(session, options);
	if (code == MAILIMAP_ERROR_LOGIN && !is_passing(session)) {
		g_autofree char *said = imap_said(session);

		g_set_error(error, POSTERN_FAULT, FAULT_DENIED,
			"%s refuses the login of %s: %s", session->host,
			options->user, said);
		return FALSE;
	}
	return imap_check(session, code, "login", error) &&
	       imap_ask_capabilities(session, error);
}
