/* The pre-receive hook: which pushes change the rules, and which are refused.
 * All that is read here was written by whoever pushes. */
#include "inside.h"
#include "fault.h"
#include "file.h"
#include "text.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define PUSH_MAX_COMMITS ((gsize)1000)
#define PUSH_MAX_FILE_BYTES ((gsize)1 << 20)
#define PUSH_MAX_MESSAGE_BYTES ((gsize)1 << 16)
/* The desk's own commits are never older than the one before them: a date far
 * ahead would stop its clock there. */
#define PUSH_MAX_AHEAD_SEC ((gint64)24 * 60 * 60)

struct push {
	struct repo *repo;
	const struct store_options *options;
	check_pushed *check_file;
	struct oid after; /* the tree as it will be */
	GPtrArray *refused;
	GString *notes; /* lines for state/pushed */
	const char *login;
	gint64 now; /* unix seconds */
};

static void G_GNUC_PRINTF(2, 3)
	refuse(struct push *push, const char *format, ...)
{
	va_list args;
	g_autofree char *reason = NULL;

	va_start(args, format);
	reason = g_strdup_vprintf(format, args);
	va_end(args);
	g_ptr_array_add(push->refused, text_line(reason, -1));
}

/* --- one commit ----------------------------------------------------------- */

static gboolean is_desk(const struct push *push, const char *address)
{
	return address_equal(address, push->options->committer_address);
}

static void judge_commit(
	struct push *push, const struct repo_commit *commit, const char *hex)
{
	gsize length = 0;
	const char *text = g_bytes_get_data(commit->message, &length);

	if (commit->parents != 1)
		refuse(push,
			"commit %.10s has %u parents, one expected: "
			"git pull --rebase instead of a merge",
			hex, commit->parents);
	if (is_desk(push, commit->author_address))
		refuse(push, "commit %.10s: its author is the desk itself",
			hex);
	if (is_desk(push, commit->committer_address))
		refuse(push, "commit %.10s: its committer is the desk itself",
			hex);
	if (commit->commit_time > push->now + PUSH_MAX_AHEAD_SEC)
		refuse(push,
			"commit %.10s: its committer's date is more than a day "
			"ahead",
			hex);
	if (commit->has_encoding)
		refuse(push, "commit %.10s: its message is not in UTF-8", hex);
	if (length > PUSH_MAX_MESSAGE_BYTES)
		refuse(push,
			"commit %.10s: its message has %zu bytes, at most "
			"%zu expected",
			hex, length, PUSH_MAX_MESSAGE_BYTES);
	else if (length && (memchr(text, '\0', length) ||
				   commit_forges_trailer(text, length)))
		refuse(push,
			"commit %.10s: its message holds a line that only the "
			"desk may write (Event:, Ticket:, Proof: and the like)",
			hex);
}

static gboolean judge_file(
	struct push *push, const struct walk_change *change, GError **error)
{
	gsize size = 0;

	if (!path_is_rule(change->path)) {
		refuse(push,
			"%s: only desk.conf, templates/<language>/<notice>.txt,"
			" kb/<name>.txt and calendars/<name>.ics may be changed"
			" by a push",
			change->path);
		return TRUE;
	}
	if (change->mode == 0) {
		if (strcmp(change->path, "desk.conf") == 0)
			refuse(push, "desk.conf may not be taken away");
		return TRUE;
	}
	if (change->mode != TREE_MODE_FILE) {
		refuse(push,
			"%s has mode %o, a plain file (100644) expected: no "
			"link, submodule or program",
			change->path, change->mode);
		return TRUE;
	}
	if (!repo_object_size(push->repo, &change->id, &size, error))
		return FALSE;
	if (size > PUSH_MAX_FILE_BYTES)
		refuse(push, "%s has %zu bytes, at most %zu expected",
			change->path, size, PUSH_MAX_FILE_BYTES);
	return TRUE;
}

/* Every commit is judged, since every one stays in the history. */
static gboolean judge_step(struct push *push, const struct oid *id,
	struct oid *tree, GError **error)
{
	AUTO(repo_commit) commit = repo_commit(push->repo, id, error);
	g_autoptr(GPtrArray) changes = NULL;
	char hex[OID_HEX + 1];

	if (!commit)
		return FALSE;
	oid_hex(id, hex);
	judge_commit(push, commit, hex);
	changes = walk_changes(push->repo, tree, &commit->tree, error);
	if (!changes)
		return FALSE;
	for (guint i = 0; i < changes->len; i++)
		if (!judge_file(push, changes->pdata[i], error))
			return FALSE;
	*tree = commit->tree;
	g_string_append_printf(push->notes, "%s %s\n", hex, push->login);
	return TRUE;
}

/* --- the whole ------------------------------------------------------------ */

GBytes *pushed_read(const struct push *push, const char *path, GError **error)
{
	struct tree_entry entry;

	if (!repo_find(push->repo, &push->after, path, &entry, error))
		return NULL;
	return repo_object(
		push->repo, OBJECT_BLOB, &entry.id, PUSH_MAX_FILE_BYTES, error);
}

static gboolean check_content(
	struct push *push, const char *path, GError **error)
{
	g_autoptr(GBytes) content = pushed_read(push, path, error);

	if (!content)
		return FALSE;
	if (!push->check_file(path, content, push, push->refused) &&
		push->refused->len == 0)
		refuse(push, "%s is wrong", path);
	return TRUE;
}

/* The content is judged as it will be, not as it was on the way. desk.conf
 * names calendars, so with them it is judged, too. */
static gboolean check_contents(struct push *push, const struct oid *before,
	const struct oid *after, GError **error)
{
	g_autoptr(GPtrArray) changes =
		walk_changes(push->repo, before, after, error);
	gboolean has_rules = FALSE, has_calendars = FALSE;

	if (!changes)
		return FALSE;
	push->after = *after;
	for (guint i = 0; i < changes->len; i++) {
		const struct walk_change *change = changes->pdata[i];

		has_rules |= g_str_equal(change->path, "desk.conf");
		has_calendars |= g_str_has_prefix(change->path, "calendars/");
		if (change->mode != 0 &&
			!check_content(push, change->path, error))
			return FALSE;
	}
	return has_rules || !has_calendars ||
	       check_content(push, "desk.conf", error);
}

static GArray *find_steps(struct push *push, const struct oid *old,
	const struct oid *new, GError **error)
{
	g_autoptr(GError) local = NULL;
	GArray *steps =
		walk_chain(push->repo, old, new, PUSH_MAX_COMMITS, &local);

	if (steps)
		return steps;
	if (g_error_matches(local, POSTERN_FAULT, FAULT_NOT_FOUND))
		refuse(push, "main: the push is no continuation of the branch "
			     "by commits of one parent: git pull --rebase, "
			     "then push again");
	else if (g_error_matches(local, POSTERN_FAULT, FAULT_LIMIT))
		refuse(push, "main: %s at once", local->message);
	else
		g_propagate_error(error, g_steal_pointer(&local));
	return NULL;
}

static gboolean judge_move(struct push *push, const struct oid *old,
	const struct oid *new, GError **error)
{
	AUTO(repo_commit) base = repo_commit(push->repo, old, error);
	g_autoptr(GArray) steps = NULL;
	GError *local = NULL;
	struct oid tree;

	if (!base)
		return FALSE;
	steps = find_steps(push, old, new, &local);
	if (local)
		g_propagate_error(error, local);
	if (!steps)
		return local == NULL;
	tree = base->tree;
	for (guint i = 0; i < steps->len; i++)
		if (!judge_step(push, &g_array_index(steps, struct oid, i),
			    &tree, error))
			return FALSE;
	return push->refused->len > 0 ||
	       check_contents(push, &base->tree, &tree, error);
}

/* "<old> <new> <ref>" */
static gboolean judge_line(struct push *push, const char *line, GError **error)
{
	g_auto(GStrv) parts = g_strsplit(line, " ", 3);
	struct oid old, new;

	if (g_strv_length(parts) != 3 || !oid_parse(parts[0], &old) ||
		!oid_parse(parts[1], &new)) {
		g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
			"\"<old> <new> <ref>\" expected on standard input");
		return FALSE;
	}
	if (strcmp(parts[2], REPO_BRANCH) != 0)
		refuse(push, "%s: only %s may be pushed to", parts[2],
			REPO_BRANCH);
	else if (oid_is_zero(&new))
		refuse(push, "%s may not be deleted", REPO_BRANCH);
	else if (oid_is_zero(&old))
		refuse(push, "%s may not be made by a push", REPO_BRANCH);
	else
		return judge_move(push, &old, &new, error);
	return TRUE;
}

static gboolean judge_lines(
	struct push *push, const char *lines, GError **error)
{
	g_auto(GStrv) list = g_strsplit(lines, "\n", -1);

	for (gsize i = 0; list[i]; i++)
		if (*list[i] && !judge_line(push, list[i], error))
			return FALSE;
	return TRUE;
}

/* Appends at once, so that two hooks do not mix their lines. */
static gboolean note_pushed(
	const char *desk, const GString *notes, GError **error)
{
	g_autofree char *state = g_build_filename(desk, "state", NULL);
	g_autofree char *path = g_build_filename(state, "pushed", NULL);
	int fd = -1;
	gboolean done;

	if (g_mkdir_with_parents(state, 0700) == 0)
		fd = open(
			path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (fd < 0)
		return file_fault("cannot open", path, error);
	done = write(fd, notes->str, notes->len) == (gssize)notes->len &&
	       fsync(fd) == 0;
	if (!done)
		file_fault("cannot write", path, error);
	close(fd);
	return done;
}

/* A login stands in a trailer, in brackets. */
static char *clean_login(const char *login)
{
	char *clean = g_strdup(login && *login ? login : "unknown");

	return g_strcanon(
		clean, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_.@+", '?');
}

static struct repo *open_with_quarantine(const char *desk, GError **error)
{
	g_autofree char *git = g_build_filename(desk, "desk.git", NULL);
	const char *quarantine = g_getenv("GIT_QUARANTINE_PATH");
	AUTO(repo) repo = repo_open(git, error);

	if (!repo)
		return NULL;
	if (quarantine && !repo_add_quarantine(repo, quarantine, error))
		return NULL;
	return g_steal_pointer(&repo);
}

gboolean store_check_push(const char *desk, const char *lines,
	const char *login, const struct store_options *options,
	check_pushed *check_file, GPtrArray *refused, GError **error)
{
	AUTO(repo) repo = open_with_quarantine(desk, error);
	g_autofree char *clean = clean_login(login);
	g_autoptr(GString) notes = g_string_new(NULL);
	struct push push = {
		.repo = repo,
		.options = options,
		.check_file = check_file,
		.refused = refused,
		.notes = notes,
		.login = clean,
		.now = g_get_real_time() / G_USEC_PER_SEC,
	};

	if (!repo || !judge_lines(&push, lines, error))
		return FALSE;
	if (refused->len > 0 || notes->len == 0)
		return TRUE;
	return note_pushed(desk, notes, error);
}
