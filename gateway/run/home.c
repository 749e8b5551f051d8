#include "home.h"
#include "conf.h"
#include "fault.h"
#include "fence.h"
#include "holidays.h"
#include "large.h"
#include "log.h"
#include "zones.h"

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

struct mail_limits home_limits(const struct home *home)
{
	struct mail_limits limits = MAIL_LIMITS_DEFAULT;
	const struct limit_settings *set = &home->settings->limits;

	limits.message_bytes = set->message;
	limits.parts = set->parts;
	limits.depth = set->depth;
	return limits;
}

struct nursery *home_nursery(const char *dir, GError **error)
{
	AUTO(home) home = home_open_settings(dir, error);

	if (home == NULL)
		return NULL;
	const struct mail_limits limits = home_limits(home);

	struct nursery *nursery = nursery_start(&limits, error);

	if (nursery != NULL)
		fence_no_internet();
	return nursery;
}

/* Where the files of the rules come from: a snapshot, or a batch. */
struct origin {
	struct snapshot *snapshot;
	struct batch *batch;
};

static GBytes *read_rule(const char *path, gpointer user, GError **error)
{
	const struct origin *origin = user;

	return origin->batch
		       ? batch_read(origin->batch, path, MAX_CONF_BYTES, error)
		       : snapshot_read(
				 origin->snapshot, path, MAX_CONF_BYTES, error);
}

/* What the rules say of time, and what their files of holidays do. */
static void take_calendars(
	struct home *home, GBytes *text, const struct origin *origin)
{
	GPtrArray *trouble = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	gsize length;
	const char *bytes = g_bytes_get_data(text, &length);
	g_autofree char *digest = conf_clock_digest(bytes, length);

	g_checksum_update(sum, (const guchar *)digest, -1);
	holidays_load(home->rules, read_rule, (gpointer)(guintptr)origin, sum,
		trouble);
	for (guint i = 0; i < trouble->len; i++)
		log_event(LOG_LEVEL_WARNING, "holidays-not-read", "why",
			trouble->pdata[i], NULL);
	calendars_free(home->calendars);
	g_free(home->clock_digest);
	g_clear_pointer(&home->holiday_trouble, g_ptr_array_unref);
	home->holiday_trouble = trouble;
	home->calendars = zones_load_calendars(home->rules);
	home->clock_digest = g_strdup(g_checksum_get_string(sum));
}

static gboolean take_rules(
	struct home *home, const struct origin *origin, GError **error)
{
	g_autoptr(GPtrArray) errors = conf_errors_new();
	g_autoptr(GBytes) text =
		read_rule("desk.conf", (gpointer)(guintptr)origin, error);
	struct rules *rules;
	const char *bytes;
	gsize length;

	if (text == NULL)
		return FALSE;
	bytes = g_bytes_get_data(text, &length);
	rules = conf_parse_rules("desk.conf", bytes, length, errors);
	if (rules == NULL)
		return conf_fault(errors, error);
	rules_free(home->rules);
	home->rules = rules;
	take_calendars(home, text, origin);
	home->site.rules = rules;
	home->site.calendars = home->calendars;
	struct store_options options = { rules->name, rules->address };

	store_set_options(home->store, &options);
	return TRUE;
}

static gboolean load_rules(struct home *home, GError **error)
{
	AUTO(snapshot) snapshot = store_snapshot(home->store, error);
	const struct origin origin = { .snapshot = snapshot };

	return snapshot != NULL && take_rules(home, &origin, error);
}

gboolean home_reload(struct home *home, struct batch *batch, GError **error)
{
	const struct origin origin = { .batch = batch };

	return take_rules(home, &origin, error);
}

struct home *home_open(const char *dir, GError **error)
{
	AUTO(home) home = home_open_settings(dir, error);
	struct store_options nobody = { "Postern", "postern@localhost" };
	g_autofree char *rebuilt = NULL;

	if (home == NULL)
		return NULL;
	home->keyring = home_keyring(home, error);
	if (home->keyring == NULL)
		return NULL;
	home->store = store_open(home->dir, &nobody, &rebuilt, error);
	if (home->store == NULL || !load_rules(home, error))
		return NULL;
	if (rebuilt != NULL)
		g_printerr("postern: index: rebuilt: %s\n", rebuilt);
	g_autofree char *state = home_path(home, "state");

	large_set_folder(state);
	home->site.keyring = home->keyring;
	home->shelf = shelf_new();
	return g_steal_pointer(&home);
}

void home_free(struct home *home)
{
	if (home == NULL)
		return;
	store_free(home->store);
	shelf_free(home->shelf);
	settings_free(home->settings);
	rules_free(home->rules);
	calendars_free(home->calendars);
	g_free(home->clock_digest);
	g_clear_pointer(&home->holiday_trouble, g_ptr_array_unref);
	if (home->keyring != NULL)
		g_array_unref(home->keyring);
	g_free(home->dir);
	g_free(home);
}
