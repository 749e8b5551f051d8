#include "scratch.h"
#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdlib.h>

char *scratch_new(void)
{
	char *path = g_dir_make_tmp("postern-repo-XXXXXX", NULL);

	assert_non_null(path);
	return path;
}

static void remove_all(const char *path)
{
	g_autoptr(GDir) dir = NULL;
	const char *name;

	if (!g_file_test(path, G_FILE_TEST_IS_SYMLINK))
		dir = g_dir_open(path, 0, NULL);
	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *below = g_build_filename(path, name, NULL);

		remove_all(below);
	}
	g_remove(path);
}

void scratch_free(char *path)
{
	remove_all(path);
	g_free(path);
}

static char **git_environment(void)
{
	static const char *const set[][2] = {
		{ "GIT_CONFIG_NOSYSTEM", "1" },
		{ "GIT_CONFIG_GLOBAL", "/dev/null" },
		{ "GIT_AUTHOR_NAME", "Anna Berg" },
		{ "GIT_AUTHOR_EMAIL", "anna@example.com" },
		{ "GIT_COMMITTER_NAME", "Anna Berg" },
		{ "GIT_COMMITTER_EMAIL", "anna@example.com" },
		{ "LC_ALL", "C.UTF-8" },
	};
	char **environment = g_get_environ();

	for (gsize i = 0; i < G_N_ELEMENTS(set); i++)
		if (!g_environ_getenv(environment, set[i][0]))
			environment = g_environ_setenv(
				environment, set[i][0], set[i][1], TRUE);
	return environment;
}

static gboolean run_git(const char *folder, va_list args, char **said)
{
	g_autoptr(GPtrArray) argv = g_ptr_array_new_with_free_func(g_free);
	g_auto(GStrv) environment = git_environment();
	g_autofree char *out = NULL, *err = NULL;
	const char *arg;
	int status = 0;

	g_ptr_array_add(argv, g_strdup("git"));
	while ((arg = va_arg(args, const char *)))
		g_ptr_array_add(argv, g_strdup(arg));
	g_ptr_array_add(argv, NULL);
	assert_true(g_spawn_sync(folder, (char **)argv->pdata, environment,
		G_SPAWN_SEARCH_PATH, NULL, NULL, &out, &err, &status, NULL));
	if (said)
		*said = g_strstrip(g_strconcat(out, err, NULL));
	return g_spawn_check_wait_status(status, NULL);
}

char *scratch_git(const char *folder, ...)
{
	va_list args;
	char *said = NULL;
	gboolean done;

	va_start(args, folder);
	done = run_git(folder, args, &said);
	va_end(args);
	if (!done)
		fail_msg("git failed: %s", said);
	return said;
}

gboolean scratch_try_git(const char *folder, char **said, ...)
{
	va_list args;
	gboolean done;

	va_start(args, said);
	done = run_git(folder, args, said);
	va_end(args);
	return done;
}

GRand *scratch_random(void)
{
	const char *given = g_getenv("POSTERN_SEED");
	guint32 seed = given ? (guint32)g_ascii_strtoull(given, NULL, 10)
			     : g_random_int();

	print_message("POSTERN_SEED=%u\n", seed);
	return g_rand_new_with_seed(seed);
}
