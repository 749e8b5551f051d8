#include "scratch.h"
#include <ftw.h>
#include <stdio.h>
#include <sys/stat.h>
#include <utime.h>

char *scratch_make(void)
{
	char *folder = g_dir_make_tmp("postern-test-XXXXXX", NULL);

	g_assert_nonnull(folder);
	return folder;
}

static int remove_one(
	const char *path, const struct stat *facts, int type, struct FTW *walk)
{
	(void)facts;
	(void)type;
	(void)walk;
	return remove(path);
}

void scratch_remove(char *folder)
{
	if (folder)
		nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	g_free(folder);
}

void scratch_write(const char *folder, const char *name, const char *text,
	gssize length, gint64 mtime)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	g_autofree char *parent = g_path_get_dirname(path);
	struct utimbuf times = { mtime, mtime };

	g_assert_true(g_mkdir_with_parents(parent, 0700) == 0);
	g_assert_true(g_file_set_contents(path, text, length, NULL));
	if (mtime)
		g_assert_true(utime(path, &times) == 0);
}

GBytes *scratch_read(const char *folder, const char *name)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	char *text;
	gsize length;

	if (!g_file_get_contents(path, &text, &length, NULL))
		return NULL;
	return g_bytes_new_take(text, length);
}

gboolean scratch_exists(const char *folder, const char *name)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);

	return g_file_test(path, G_FILE_TEST_EXISTS);
}

static int by_name(gconstpointer a, gconstpointer b)
{
	return g_strcmp0(*(const char *const *)a, *(const char *const *)b);
}

char *scratch_names(const char *folder, const char *name)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	const char *entry;

	while (dir && (entry = g_dir_read_name(dir)))
		g_ptr_array_add(names, g_strdup(entry));
	g_ptr_array_sort(names, by_name);
	g_ptr_array_add(names, NULL);
	return g_strjoinv(" ", (char **)names->pdata);
}
