#include "maildir.h"
#include "fault.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

gboolean maildir_fail(
	GError **error, int code, const char *what, const char *name)
{
	enum postern_fault fault =
		code == ENOENT || code == ENOTDIR ? FAULT_NOT_FOUND
		: code == EACCES || code == EPERM ? FAULT_DENIED
						  : FAULT_IO;
	g_autofree char *shown = g_strescape(name, NULL);

	g_set_error(error, POSTERN_FAULT, (gint)fault, "%s %s: %s", what, shown,
		g_strerror(code));
	return FALSE;
}

int maildir_open(
	const char *path, const char *name, gboolean make, GError **error)
{
	g_autofree char *full = g_build_filename(path, name, NULL);
	int dir;

	if (make && g_mkdir_with_parents(full, 0700) < 0) {
		maildir_fail(error, errno, "cannot make", full);
		return -1;
	}
	dir = open(full, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir < 0)
		maildir_fail(error, errno, "cannot open", full);
	return dir;
}

/* Compares runs of digits of any length by value. */
static int compare_numbers(
	const char *a, gsize a_length, const char *b, gsize b_length)
{
	for (; a_length > 0 && *a == '0'; a_length--)
		a++;
	for (; b_length > 0 && *b == '0'; b_length--)
		b++;
	if (a_length != b_length)
		return a_length < b_length ? -1 : 1;
	return strncmp(a, b, a_length);
}

int maildir_compare(const char *a, const char *b)
{
	int order = compare_numbers(
		a, strspn(a, "0123456789"), b, strspn(b, "0123456789"));

	return order ? order : strcmp(a, b);
}

static int compare_entries(gconstpointer a, gconstpointer b)
{
	return maildir_compare(
		*(const char *const *)a, *(const char *const *)b);
}

GPtrArray *maildir_list(int dir, GError **error)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	int copy = openat(dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *stream = copy < 0 ? NULL : fdopendir(copy);
	const struct dirent *entry;

	if (!stream) {
		maildir_fail(error, errno, "cannot list", "the Maildir");
		if (copy >= 0)
			close(copy);
		return NULL;
	}
	while ((entry = readdir(stream))) {
		if (entry->d_name[0] != '.')
			g_ptr_array_add(names, g_strdup(entry->d_name));
	}
	closedir(stream);
	g_ptr_array_sort(names, compare_entries);
	return g_steal_pointer(&names);
}

int maildir_move(int from, const char *name, int to, const char *new_name)
{
	if (renameat2(from, name, to, new_name, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno != EINVAL && errno != ENOSYS)
		return errno;
	/* A file system without that flag: a link never overwrites either. */
	if (linkat(from, name, to, new_name, 0) < 0)
		return errno;
	unlinkat(from, name, 0);
	return 0;
}
