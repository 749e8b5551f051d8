#include "repo_inside.h"
#include "fault.h"
#include <string.h>

/* What a desk's repository must say, besides what git writes by itself. Pushes
 * are checked and made durable by git; packs are ours to roll up. */
static const struct setting {
	const char *key, *value;
} settings[] = {
	{ "core.bare", "true" },
	{ "core.fsync", "committed,reference" },
	{ "gc.auto", "0" },
	{ "receive.autogc", "false" },
	{ "receive.fsckobjects", "true" },
	{ "receive.denynonfastforwards", "true" },
	{ "receive.denydeletes", "true" },
	{ "receive.maxinputsize", "64m" },
	{ "repack.writebitmaps", "false" },
};

/* Objects kept, and packs mapped at once: however large a desk is. */
#define CACHE_BYTES ((gssize)4 << 20)
#define WINDOW_BYTES ((gsize)32 << 20)
#define MAPPED_BYTES ((gsize)512 << 20)

gboolean repo_fault(const char *what, GError **error)
{
	const git_error *why = git_error_last();

	g_set_error(error, POSTERN_FAULT, FAULT_IO, "%s: %s", what,
		why && why->message ? why->message : "no reason given");
	return FALSE;
}

/* Once a process: the user's own git configuration shall not reach the desk's
 * repository; that we are its owner's process is the operator's word (-C), and
 * libgit2 runs nothing that a repository's configuration names. */
static void start_library(void)
{
	static gsize started;

	git_libgit2_init();
	if (!g_once_init_enter(&started))
		return;
	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
	git_libgit2_opts(GIT_OPT_ENABLE_STRICT_OBJECT_CREATION, 0);
	git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1);
	git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, CACHE_BYTES);
	git_libgit2_opts(GIT_OPT_SET_MWINDOW_SIZE, WINDOW_BYTES);
	git_libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, MAPPED_BYTES);
	for (int level = GIT_CONFIG_LEVEL_PROGRAMDATA;
		level <= GIT_CONFIG_LEVEL_GLOBAL; level++)
		git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, "");
	g_once_init_leave(&started, 1);
}

static void close_git(struct repo *repo)
{
	g_clear_pointer(&repo->odb, git_odb_free);
	g_clear_pointer(&repo->git, git_repository_free);
}

static gboolean open_git(struct repo *repo, GError **error)
{
	int code = git_repository_open_bare(&repo->git, repo->path);

	if (code == GIT_ENOTFOUND) {
		g_set_error(error, POSTERN_FAULT, FAULT_NOT_FOUND,
			"%s is no bare git repository", repo->path);
		return FALSE;
	}
	if (code != 0 || git_repository_odb(&repo->odb, repo->git) != 0)
		return repo_fault(repo->path, error);
	if (repo->quarantine &&
		git_odb_add_disk_alternate(repo->odb, repo->quarantine) != 0)
		return repo_fault(repo->quarantine, error);
	return TRUE;
}

struct repo *repo_open(const char *path, GError **error)
{
	struct repo *repo = g_new0(struct repo, 1);

	start_library();
	repo->path = g_strdup(path);
	repo->packs = g_build_filename(path, "objects", "pack", NULL);
	if (!open_git(repo, error)) {
		repo_free(repo);
		return NULL;
	}
	return repo;
}

void repo_free(struct repo *repo)
{
	if (!repo)
		return;
	close_git(repo);
	g_free(repo->path);
	g_free(repo->packs);
	g_free(repo->quarantine);
	g_free(repo);
	git_libgit2_shutdown();
}

const char *repo_path(const struct repo *repo)
{
	return repo->path;
}

const char *repo_pack_folder(const struct repo *repo)
{
	return repo->packs;
}

gboolean repo_add_quarantine(
	struct repo *repo, const char *objects, GError **error)
{
	g_free(repo->quarantine);
	repo->quarantine = g_strdup(objects);
	return repo_refresh(repo, error);
}

gboolean repo_refresh(struct repo *repo, GError **error)
{
	/* git_odb_refresh() finds new packs but keeps those that are gone. */
	close_git(repo);
	return open_git(repo, error);
}

static gboolean write_settings(git_repository *git)
{
	git_config *config = NULL;
	int code = git_repository_config(&config, git);

	for (gsize i = 0; code == 0 && i < G_N_ELEMENTS(settings); i++)
		code = git_config_set_string(
			config, settings[i].key, settings[i].value);
	git_config_free(config);
	return code == 0;
}

gboolean repo_create(const char *path, GError **error)
{
	git_repository_init_options options;
	git_repository *git = NULL;
	gboolean done;

	start_library();
	git_repository_init_options_init(
		&options, GIT_REPOSITORY_INIT_OPTIONS_VERSION);
	options.flags = GIT_REPOSITORY_INIT_BARE | GIT_REPOSITORY_INIT_MKDIR |
			GIT_REPOSITORY_INIT_NO_REINIT;
	options.initial_head = "main";
	done = git_repository_init_ext(&git, path, &options) == 0 &&
	       write_settings(git);
	if (!done)
		repo_fault(path, error);
	git_repository_free(git);
	git_libgit2_shutdown();
	return done;
}

gboolean repo_check_config(
	struct repo *repo, GPtrArray *findings, GError **error)
{
	git_config *config = NULL;

	if (git_repository_config_snapshot(&config, repo->git) != 0)
		return repo_fault("configuration", error);
	for (gsize i = 0; i < G_N_ELEMENTS(settings); i++) {
		const struct setting *want = &settings[i];
		const char *value = NULL;

		if (git_config_get_string(&value, config, want->key) != 0)
			value = "not set";
		if (g_ascii_strcasecmp(value, want->value) != 0)
			g_ptr_array_add(findings,
				g_strdup_printf("%s/config: %s is %s, "
						"expected %s",
					repo->path, want->key, value,
					want->value));
	}
	git_config_free(config);
	return TRUE;
}
