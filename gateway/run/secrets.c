/* secrets.c - what only the desk's user may read: passwords and desk.key. */
#include "home.h"
#include "fault.h"
#include "token.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DESK_KEY "secrets/desk.key"

static gboolean is_private(const char *path, const char *mend, GError **error)
{
	struct stat status;

	if (stat(path, &status) != 0) {
		g_set_error(error, POSTERN_FAULT, FAULT_NOT_FOUND,
			"%s: %s (mend it: %s)", path, g_strerror(errno), mend);
		return FALSE;
	}
	if ((status.st_mode & 077) == 0)
		return TRUE;
	g_set_error(error, POSTERN_FAULT, FAULT_DENIED,
		"%s: others may read it, mode %04o (mend it with: chmod 600 "
		"%s)",
		path, status.st_mode & 07777u, path);
	return FALSE;
}

static gboolean read_private(const char *path, const char *mend, char **text,
	gsize *length, GError **error)
{
	g_autoptr(GError) why = NULL;

	if (!is_private(path, mend, error))
		return FALSE;
	if (g_file_get_contents(path, text, length, &why))
		return TRUE;
	g_set_error(error, POSTERN_FAULT, FAULT_IO, "%s", why->message);
	return FALSE;
}

static void forget(char *text, gsize length)
{
	if (text != NULL)
		explicit_bzero(text, length);
	g_free(text);
}

GArray *home_keyring(const struct home *home, GError **error)
{
	g_autofree char *path = home_path(home, DESK_KEY);
	char *text = NULL;
	gsize length = 0;

	if (!read_private(path,
		    "bring it back from a backup; without it no reply address "
		    "that was ever sent is known again",
		    &text, &length, error))
		return NULL;
	GArray *keyring = keyring_parse(text, length, error);

	if (keyring == NULL)
		g_prefix_error(error, "%s: ", path);
	forget(text, length);
	return keyring;
}

/* systemd hands credentials over as files of a folder that it made private. */
static char *credential_path(const char *name)
{
	const char *folder = g_getenv("CREDENTIALS_DIRECTORY");

	if (folder == NULL || strchr(name, '/') != NULL)
		return NULL;
	return g_build_filename(folder, name, NULL);
}

static char *secret_path(const struct home *home, const char *name)
{
	g_autofree char *path = home_path(home, name);

	if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
		g_autofree char *credential = credential_path(name);

		if (credential != NULL &&
			g_file_test(credential, G_FILE_TEST_EXISTS))
			return g_steal_pointer(&credential);
	}
	return g_steal_pointer(&path);
}

char *home_secret(const struct home *home, const char *name, GError **error)
{
	g_autofree char *path = NULL;
	char *text = NULL;
	gsize length = 0;

	if (name == NULL || *name == '\0')
		return NULL;
	path = secret_path(home, name);
	if (!read_private(path,
		    "write the password into it, for its owner alone: mode "
		    "0600",
		    &text, &length, error))
		return NULL;
	text[strcspn(text, "\r\n")] = '\0';
	if (*text != '\0' && g_utf8_validate(text, -1, NULL))
		return text;
	g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
		"%s: %s (expected the password on its first line)", path,
		*text == '\0' ? "is empty" : "is no UTF-8 text");
	forget(text, length);
	return NULL;
}

/* --- all of them at once ------------------------------------------------ */

struct audit {
	const struct home *home;
	GString *text; /* a line a fault */
	int code;      /* of the first */
};

static void add_fault(
	struct audit *audit, guint line, const char *what, const GError *why)
{
	if (audit->text->len == 0)
		audit->code = why->code;
	else
		g_string_append_c(audit->text, '\n');
	if (line > 0)
		g_string_append_printf(
			audit->text, "postern.conf:%u: %s: ", line, what);
	g_string_append(audit->text, why->message);
}

static void audit_server(struct audit *audit, guint line, const char *what,
	const char *password_file, const char *ca_file)
{
	g_autoptr(GError) why = NULL;
	char *secret = home_secret(audit->home, password_file, &why);

	if (secret != NULL)
		forget(secret, strlen(secret));
	if (why != NULL)
		add_fault(audit, line, what, why);
	if (ca_file == NULL || *ca_file == '\0')
		return;
	g_autofree char *path = home_path(audit->home, ca_file);

	if (access(path, R_OK) == 0)
		return;
	g_autoptr(GError) missing = g_error_new(POSTERN_FAULT, FAULT_NOT_FOUND,
		"ca-file: %s: %s (expected certificates as PEM)", path,
		g_strerror(errno));

	add_fault(audit, line, what, missing);
}

static void audit_key(struct audit *audit)
{
	g_autoptr(GError) why = NULL;
	GArray *keyring = home_keyring(audit->home, &why);

	if (keyring == NULL) {
		add_fault(audit, 0, NULL, why);
		return;
	}
	explicit_bzero(keyring->data,
		keyring->len * g_array_get_element_size(keyring));
	g_array_unref(keyring);
}

gboolean home_audit(const struct home *home, GError **error)
{
	g_autoptr(GString) text = g_string_new(NULL);
	struct audit audit = { .home = home, .text = text };
	const GPtrArray *mailboxes = home->settings->mailboxes;
	const struct smtp_settings *smtp = &home->settings->smtp;

	audit_key(&audit);
	for (guint i = 0; i < mailboxes->len; i++) {
		const struct mailbox_settings *mailbox = mailboxes->pdata[i];
		g_autofree char *what =
			g_strdup_printf("mailbox \"%s\"", mailbox->name);

		audit_server(&audit, mailbox->line, what,
			mailbox->password_file, mailbox->ca_file);
	}
	audit_server(
		&audit, smtp->line, "smtp", smtp->password_file, smtp->ca_file);
	if (text->len == 0)
		return TRUE;
	g_set_error(error, POSTERN_FAULT, audit.code, "%s", text->str);
	return FALSE;
}
