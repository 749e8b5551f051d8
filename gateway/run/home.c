#include "home.h"
#include "conf.h"
#include "fault.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#define MAX_CONF_BYTES (1u << 20)

char *home_path(const struct home *home, const char *relative)
{
	return g_path_is_absolute(relative)
		       ? g_strdup(relative)
		       : g_build_filename(home->dir, relative, NULL);
}

static gboolean conf_fault(GPtrArray *errors, GError **error)
{
	g_autofree char *text = conf_errors_text(errors);

	g_strchomp(text);
	g_set_error(error, POSTERN_FAULT, FAULT_INVALID, "%s", text);
	return FALSE;
}

/* What is relative in postern.conf is so to the desk, wherever we stand. */
static void make_absolute(const struct home *home, char **path)
{
	if (*path == NULL || **path == '\0')
		return;
	char *absolute = home_path(home, *path);

	g_free(*path);
	*path = absolute;
}

static void resolve_paths(struct home *home)
{
	const GPtrArray *mailboxes = home->settings->mailboxes;

	for (guint i = 0; i < mailboxes->len; i++) {
		struct mailbox_settings *mailbox = mailboxes->pdata[i];

		make_absolute(home, &mailbox->ca_file);
	}
	make_absolute(home, &home->settings->smtp.ca_file);
}

static gboolean load_settings(struct home *home, GError **error)
{
	g_autofree char *path = home_path(home, "postern.conf");
	g_autofree char *text = NULL;
	gsize length = 0;
	g_autoptr(GError) why = NULL;

	if (!g_file_get_contents(path, &text, &length, &why)) {
		g_set_error(error, POSTERN_FAULT, FAULT_NOT_FOUND,
			"%s: no desk here: %s (make one with: postern init "
			"DESK --address …)",
			home->dir, why->message);
		return FALSE;
	}
	g_autoptr(GPtrArray) errors = conf_errors_new();

	home->settings =
		conf_parse_settings("postern.conf", text, length, errors);
	if (home->settings == NULL)
		return conf_fault(errors, error);
	resolve_paths(home);
	return TRUE;
}

struct home *home_open_settings(const char *dir, GError **error)
{
	AUTO(home) home = g_new0(struct home, 1);

	home->dir = g_canonicalize_filename(dir, NULL);
	if (!load_settings(home, error))
		return NULL;
	home->site.settings = home->settings;
	return g_steal_pointer(&home);
}

/* Secrets are for the desk's user alone. */
static gboolean is_private(const char *path, GError **error)
{
	struct stat status;

	if (stat(path, &status) != 0) {
		g_set_error(error, POSTERN_FAULT, FAULT_NOT_FOUND, "%s: %s",
			path, g_strerror(errno));
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

static gboolean read_private(
	const char *path, char **text, gsize *length, GError **error)
{
	g_autoptr(GError) why = NULL;

	if (!is_private(path, error))
		return FALSE;
	if (g_file_get_contents(path, text, length, &why))
		return TRUE;
	g_set_error(error, POSTERN_FAULT, FAULT_IO, "%s", why->message);
	return FALSE;
}

static gboolean load_keys(struct home *home, GError **error)
{
	g_autofree char *path = home_path(home, "secrets/desk.key");
	g_autofree char *text = NULL;
	gsize length = 0;

	if (!read_private(path, &text, &length, error))
		return FALSE;
	home->keyring = keyring_parse(text, length, error);
	if (home->keyring == NULL)
		g_prefix_error(error, "%s: ", path);
	return home->keyring != NULL;
}

static gboolean take_rules(struct home *home, GBytes *text, GError **error)
{
	g_autoptr(GPtrArray) errors = conf_errors_new();
	gsize length;
	const char *bytes = g_bytes_get_data(text, &length);
	struct rules *rules =
		conf_parse_rules("desk.conf", bytes, length, errors);

	if (rules == NULL)
		return conf_fault(errors, error);
	rules_free(home->rules);
	home->rules = rules;
	home->site.rules = rules;
	struct store_options options = { rules->name, rules->address };

	store_set_options(home->store, &options);
	return TRUE;
}

static gboolean load_rules(struct home *home, GError **error)
{
	AUTO(snapshot) snapshot = store_snapshot(home->store, error);

	if (snapshot == NULL)
		return FALSE;
	g_autoptr(GBytes) text =
		snapshot_read(snapshot, "desk.conf", MAX_CONF_BYTES, error);

	return text != NULL && take_rules(home, text, error);
}

gboolean home_reload(struct home *home, struct batch *batch, GError **error)
{
	g_autoptr(GBytes) text =
		batch_read(batch, "desk.conf", MAX_CONF_BYTES, error);

	return text != NULL && take_rules(home, text, error);
}

struct home *home_open(const char *dir, GError **error)
{
	AUTO(home) home = home_open_settings(dir, error);
	struct store_options nobody = { "Postern", "postern@localhost" };
	g_autofree char *rebuilt = NULL;

	if (home == NULL || !load_keys(home, error))
		return NULL;
	home->store = store_open(home->dir, &nobody, &rebuilt, error);
	if (home->store == NULL || !load_rules(home, error))
		return NULL;
	if (rebuilt != NULL)
		g_printerr("postern: index: rebuilt: %s\n", rebuilt);
	home->site.keyring = home->keyring;
	return g_steal_pointer(&home);
}

void home_free(struct home *home)
{
	if (home == NULL)
		return;
	store_free(home->store);
	settings_free(home->settings);
	rules_free(home->rules);
	if (home->keyring != NULL)
		g_array_unref(home->keyring);
	g_free(home->dir);
	g_free(home);
}

/* systemd hands credentials over as files of a folder that it made private. */
static char *credential_path(const char *name)
{
	const char *folder = g_getenv("CREDENTIALS_DIRECTORY");

	if (folder == NULL || strchr(name, '/') != NULL)
		return NULL;
	return g_build_filename(folder, name, NULL);
}

char *home_secret(const struct home *home, const char *name, GError **error)
{
	g_autofree char *path = NULL;
	g_autofree char *text = NULL;
	gsize length = 0;

	if (name == NULL || *name == '\0')
		return NULL;
	path = home_path(home, name);
	if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
		g_autofree char *credential = credential_path(name);

		if (credential != NULL &&
			g_file_test(credential, G_FILE_TEST_EXISTS)) {
			g_free(path);
			path = g_steal_pointer(&credential);
		}
	}
	if (!read_private(path, &text, &length, error))
		return NULL;
	text[strcspn(text, "\r\n")] = '\0';
	if (*text == '\0') {
		g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
			"%s: is empty (expected the password on its first "
			"line)",
			path);
		return NULL;
	}
	return g_steal_pointer(&text);
}
