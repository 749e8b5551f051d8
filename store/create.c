/* A desk's repository, made under another name and renamed when it is whole. */
#include "inside.h"
#include "fault.h"
#include "file.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>

#define HALF_MADE "desk.git.new"

/* What git shall not touch: a bare repository ignores the tree's file. */
static const char attributes[] = "* -text\n*.eml -diff\n";

static gboolean write_hook(const char *git, const char *program, GError **error)
{
	g_autofree char *quoted = g_shell_quote(program);
	g_autofree char *text = g_strdup_printf(
		"#!/bin/sh\n"
		"# Rules are changed by a push; this says which pushes are.\n"
		"# git runs it in desk.git, so the desk is the folder above.\n"
		"exec %s -C .. check --push\n",
		quoted);
	g_autofree char *hooks = g_build_filename(git, "hooks", NULL);
	g_autofree char *path = g_build_filename(hooks, "pre-receive", NULL);

	if (g_mkdir_with_parents(hooks, 0755) != 0)
		return file_fault("cannot make", hooks, error);
	return file_write(path, text, strlen(text), 0755, error);
}

static gboolean write_attributes(const char *git, GError **error)
{
	g_autofree char *info = g_build_filename(git, "info", NULL);
	g_autofree char *path = g_build_filename(info, "attributes", NULL);

	if (g_mkdir_with_parents(info, 0755) != 0)
		return file_fault("cannot make", info, error);
	return file_write(path, attributes, strlen(attributes), 0644, error);
}

static struct record_commit *first_record(gint64 now)
{
	struct record_commit *record = record_commit_new();

	record->author_time = now;
	record->subject = g_strdup("rules: the desk is made");
	record_commit_add(record, TRAILER_EVENT, "rule");
	record_commit_add(record, TRAILER_ROLE, "operator");
	record_commit_addf(
		record, TRAILER_PROOF, "local (%s)", g_get_user_name());
	return record;
}

static gboolean first_commit(const char *desk,
	const struct store_options *options, const GPtrArray *files, gint64 now,
	GError **error)
{
	AUTO(store)
	store = store_open_named(desk, HALF_MADE, options, NULL, error);
	AUTO(record_commit) record = first_record(now);
	struct batch *batch =
		store ? store_begin(store, 0, now, NULL, error) : NULL;

	if (!batch)
		return FALSE;
	if (batch_put(batch, record, files, now, NULL, error))
		return batch_commit(batch, error);
	batch_abort(batch);
	return FALSE;
}

static gboolean remove_folder(const char *path, GError **error)
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *below = g_build_filename(path, name, NULL);
		gboolean is_folder =
			g_file_test(below, G_FILE_TEST_IS_DIR) &&
			!g_file_test(below, G_FILE_TEST_IS_SYMLINK);

		if (is_folder ? !remove_folder(below, error)
			      : !file_remove(below, error))
			return FALSE;
	}
	if (remove(path) != 0 && errno != ENOENT)
		return file_fault("cannot remove", path, error);
	return TRUE;
}

/* Of a desk that was here before. */
static gboolean remove_index(const char *state, GError **error)
{
	static const char *const names[] = { "index.sqlite", "index.sqlite-wal",
		"index.sqlite-shm" };

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *path = g_build_filename(state, names[i], NULL);

		if (!file_remove(path, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean make_folders(const char *desk, const char *git, GError **error)
{
	g_autofree char *state = g_build_filename(desk, "state", NULL);

	if (g_file_test(git, G_FILE_TEST_EXISTS)) {
		g_set_error(error, POSTERN_FAULT, FAULT_CONFLICT,
			"%s is there already", git);
		return FALSE;
	}
	if (g_mkdir_with_parents(desk, 0755) != 0)
		return file_fault("cannot make", desk, error);
	if (g_mkdir_with_parents(state, 0700) != 0)
		return file_fault("cannot make", state, error);
	return remove_index(state, error);
}

gboolean store_create(const char *desk, const char *program,
	const struct store_options *options, const GPtrArray *files, gint64 now,
	GError **error)
{
	g_autofree char *git = g_build_filename(desk, "desk.git", NULL);
	g_autofree char *half = g_build_filename(desk, HALF_MADE, NULL);

	if (!make_folders(desk, git, error) || !remove_folder(half, error))
		return FALSE;
	if (!repo_create(half, error) || !write_attributes(half, error) ||
		!write_hook(half, program, error) ||
		!first_commit(desk, options, files, now, error))
		return FALSE;
	return file_rename(half, git, error) && file_sync_folder(desk, error);
}
