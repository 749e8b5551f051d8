/* verb_init.c - makes a desk that works at once on two Maildirs. */
#include "clock.h"
#include "entropy.h"
#include "fault.h"
#include "home.h"
#include "initial.h"
#include "verb.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

struct init {
	const char *desk;
	char *address, *name;
	char **agents;
};

static const char *const FOLDERS[] = {
	"secrets",
	"state",
	"spool",
	"spool/in",
	"spool/in/cur",
	"spool/in/new",
	"spool/in/tmp",
	"spool/out",
	"spool/out/cur",
	"spool/out/new",
	"spool/out/tmp",
};

static gboolean make_folders(const char *desk, GError **error)
{
	for (guint i = 0; i < G_N_ELEMENTS(FOLDERS); i++) {
		g_autofree char *path =
			g_build_filename(desk, FOLDERS[i], NULL);

		if (g_mkdir_with_parents(path, 0700) == 0)
			continue;
		g_set_error(error, POSTERN_FAULT, FAULT_IO, "%s: %s", path,
			g_strerror(errno));
		return FALSE;
	}
	return TRUE;
}

static gboolean write_private(
	const char *desk, const char *name, const char *text, GError **error)
{
	g_autofree char *path = g_build_filename(desk, name, NULL);
	g_autoptr(GError) why = NULL;

	if (g_file_set_contents_full(path, text, -1,
		    G_FILE_SET_CONTENTS_CONSISTENT |
			    G_FILE_SET_CONTENTS_DURABLE,
		    0600, &why))
		return TRUE;
	g_set_error(error, POSTERN_FAULT, FAULT_IO, "%s", why->message);
	return FALSE;
}

static gboolean make_key(const char *desk, gint64 now, GError **error)
{
	struct desk_key key = { .number = 1, .valid_from = now };
	struct entropy entropy = entropy_system();

	entropy_fill(&entropy, key.bytes, sizeof key.bytes);
	g_autofree char *line = keyring_line(&key);

	return write_private(desk, "secrets/desk.key", line, error);
}

static void add_seed(GPtrArray *files, const char *path, const char *text)
{
	g_autoptr(GBytes) content = g_bytes_new(text, strlen(text));

	g_ptr_array_add(files, store_file_new(path, content));
}

static gboolean make_repository(
	const struct init *init, const char *rules, gint64 now, GError **error)
{
	g_autofree char *readme = conf_initial_readme();
	g_autofree char *audit = conf_initial_audit();
	g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
	g_autoptr(GPtrArray) files =
		g_ptr_array_new_with_free_func((GDestroyNotify)store_file_free);
	struct store_options options = { init->name, init->address };

	add_seed(files, "README", readme);
	add_seed(files, "audit.gitconfig", audit);
	add_seed(files, ".gitattributes", "* -text\n*.eml -diff\n");
	add_seed(files, "desk.conf", rules);
	return store_create(init->desk, program != NULL ? program : "postern",
		&options, files, now, error);
}

/* What makes a folder a desk. Never written over: a key that is gone makes
 * every reply address that was sent worthless. */
static const char *const OURS[] = {
	"postern.conf",
	"desk.git",
	"secrets/desk.key",
};

/* There while a desk is made: the repository gets its name last. */
#define UNFINISHED "state/unfinished"

static gboolean is_there(const char *desk, const char *name)
{
	g_autofree char *path = g_build_filename(desk, name, NULL);

	return g_file_test(path, G_FILE_TEST_EXISTS);
}

static void drop(const char *desk, const char *name)
{
	g_autofree char *path = g_build_filename(desk, name, NULL);

	g_unlink(path);
}

static gboolean is_free(const char *desk, GError **error)
{
	/* What a killed init left was never a desk. */
	if (is_there(desk, UNFINISHED) && !is_there(desk, "desk.git"))
		return TRUE;
	for (guint i = 0; i < G_N_ELEMENTS(OURS); i++) {
		g_autofree char *there = g_build_filename(desk, OURS[i], NULL);

		if (!g_file_test(there, G_FILE_TEST_EXISTS))
			continue;
		g_set_error(error, POSTERN_FAULT, FAULT_CONFLICT,
			"%s is there already (a desk is made once; name "
			"another folder)",
			there);
		return FALSE;
	}
	return TRUE;
}

static gboolean fill_desk(const struct init *init, const char *rules,
	const char *settings, gint64 now, GError **error)
{
	gboolean is_made =
		write_private(init->desk, UNFINISHED, "", error) &&
		make_key(init->desk, now, error) &&
		write_private(init->desk, "postern.conf", settings, error) &&
		make_repository(init, rules, now, error);

	if (!is_made) {
		drop(init->desk, "postern.conf");
		drop(init->desk, "secrets/desk.key");
	}
	drop(init->desk, UNFINISHED);
	return is_made;
}

/* A desk is made whole or not at all: what is there already stays. */
static gboolean make_desk(const struct init *init, GError **error)
{
	struct clock clock = clock_system();
	gint64 now = clock_now(&clock);
	g_autofree char *settings = conf_initial_settings();
	g_autoptr(GPtrArray) agents = g_ptr_array_new();

	if (!is_free(init->desk, error))
		return FALSE;
	for (guint i = 0; init->agents != NULL && init->agents[i] != NULL; i++)
		g_ptr_array_add(agents, init->agents[i]);
	g_autofree char *rules =
		conf_initial_rules(init->address, agents, error);

	return rules != NULL && make_folders(init->desk, error) &&
	       fill_desk(init, rules, settings, now, error);
}

static void tell(const struct init *init)
{
	g_print("%s is a desk for %s.\n"
		"\n"
		"  mail in    %s/spool/in/new   (drop files there)\n"
		"  mail out   %s/spool/out/new\n"
		"  settings   %s/postern.conf   ([mailbox] and [smtp] make it "
		"real)\n"
		"  rules      git clone %s/desk.git, edit desk.conf, push\n"
		"\n"
		"Next: postern -C %s check, then postern -C %s run\n",
		init->desk, init->address, init->desk, init->desk, init->desk,
		init->desk, init->desk, init->desk);
}

static int init_desk(const struct init *init)
{
	g_autoptr(GError) why = NULL;

	if (init->address == NULL) {
		g_printerr("postern: init: whose desk? (expected --address "
			   "help@example.com)\n");
		return EX_USAGE;
	}
	if (make_desk(init, &why)) {
		tell(init);
		return EX_OK;
	}
	int status = verb_fail("init", why);

	if (g_error_matches(why, POSTERN_FAULT, FAULT_CONFLICT))
		return EX_CANTCREAT;
	return g_error_matches(why, POSTERN_FAULT, FAULT_INVALID) ? EX_USAGE
								  : status;
}

int verb_init(struct verb_call *call)
{
	struct init init = { 0 };
	const GOptionEntry entries[] = {
		{ "address", 0, 0, G_OPTION_ARG_STRING, &init.address,
			"the desk's address", "ADDRESS" },
		{ "agent", 0, 0, G_OPTION_ARG_STRING_ARRAY, &init.agents,
			"an agent; may be given several times", "ADDRESS" },
		{ 0 },
	};

	int status = EX_USAGE;

	init.name = g_strdup("Helpdesk");
	if (verb_options(call, entries, 1, 1)) {
		init.desk = call->argv[1];
		status = init_desk(&init);
	}
	g_free(init.address);
	g_free(init.name);
	g_strfreev(init.agents);
	return status;
}
