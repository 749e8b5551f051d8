/* Which file a call is about, and of which kind it is. */
#include "shim.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAX_FD 1024

/* What each descriptor was opened by. A fork keeps it; an exec forgets it, with
 * the descriptors. */
static struct {
	char path[NAME_BYTES];
	bool is_folder;
} files[MAX_FD];

static const char *root(void)
{
	static const char *path;

	if (!path)
		path = getenv("FAULTS_ROOT");
	return path ? path : "/nowhere";
}

/* --- paths ---------------------------------------------------------------- */

/* Takes "." and ".." out of an absolute path, in place. Links are none. */
static void straighten(char *path)
{
	char *out = path, *at = path, *end;

	while (*at) {
		size_t length;

		while (*at == '/')
			at++;
		end = strchrnul(at, '/');
		length = (size_t)(end - at);
		if (length == 2 && memcmp(at, "..", 2) == 0) {
			while (out > path && *--out != '/')
				;
		} else if (length > 0 && !(length == 1 && *at == '.')) {
			*out++ = '/';
			memmove(out, at, length);
			out += length;
		}
		at = end;
	}
	*out = '\0';
}

static const char *within_root(const char *path)
{
	size_t length = strlen(root());

	if (strncmp(path, root(), length) != 0)
		return NULL;
	if (path[length] == '\0')
		return ".";
	return path[length] == '/' ? path + length + 1 : NULL;
}

const char *name_of(int folder, const char *path, char buffer[NAME_BYTES])
{
	char here[PATH_MAX];
	const char *base = "";
	int length;

	if (path[0] != '/' && folder == AT_FDCWD) {
		base = getcwd(here, sizeof here);
	} else if (path[0] != '/') {
		base = name_of_fd(folder);
		if (!base)
			return NULL;
		snprintf(here, sizeof here, "%s/%s", root(), base);
		base = here;
	}
	length = snprintf(buffer, NAME_BYTES, "%s/%s", base ? base : "", path);
	if (length < 0 || length >= NAME_BYTES)
		return NULL;
	straighten(buffer);
	return within_root(buffer);
}

/* --- descriptors ---------------------------------------------------------- */

static bool is_in_table(int fd)
{
	return fd >= 0 && fd < MAX_FD;
}

const char *name_of_fd(int fd)
{
	return is_in_table(fd) && files[fd].path[0] ? files[fd].path : NULL;
}

bool name_is_folder(int fd)
{
	return is_in_table(fd) && files[fd].is_folder;
}

void name_remember(int fd, const char *path, bool is_folder)
{
	if (!is_in_table(fd))
		return;
	snprintf(files[fd].path, NAME_BYTES, "%s", path);
	files[fd].is_folder = is_folder;
}

void name_copy(int from, int to)
{
	if (!is_in_table(to))
		return;
	name_forget(to);
	if (name_of_fd(from))
		files[to] = files[from];
}

void name_forget(int fd)
{
	if (is_in_table(fd))
		files[fd].path[0] = '\0';
}

void name_forget_range(unsigned first, unsigned last)
{
	for (unsigned fd = first; fd <= last && fd < MAX_FD; fd++)
		name_forget((int)fd);
}

/* --- kinds ---------------------------------------------------------------- */

static bool begins(const char *text, const char *start)
{
	return strncmp(text, start, strlen(start)) == 0;
}

static bool ends(const char *text, const char *end)
{
	size_t length = strlen(text), tail = strlen(end);

	return length >= tail && strcmp(text + length - tail, end) == 0;
}

static bool is_git(void)
{
	return begins(program_invocation_short_name, "git");
}

static enum kind pack_kind(enum call call, const char *path)
{
	if (is_git())
		return call == CALL_UNLINK ? KIND_DELETE : KIND_REPACK;
	if (strstr(path, "postern_keep") || ends(path, ".keep"))
		return KIND_KEEP;
	if (call == CALL_RENAME)
		return KIND_RENAME;
	return strstr(path, "postern_idx") ? KIND_IDX : KIND_PACK;
}

/* The first that fits counts. */
static const struct place {
	const char *begin, *end;
	enum kind kind;
} places[] = {
	{ "state/", ".lock", KIND_LOCK },
	{ "state/index.sqlite", "", KIND_INDEX },
	{ "state/text.sqlite", "", KIND_TEXT },
	{ "state/sent", "", KIND_DELIVERY },
	{ "state/pushed", "", KIND_PUSH },
	{ "state/import", "", KIND_IMPORT },
	{ "desk.git/refs", "", KIND_REF },
	{ "desk.git/postern-main", "", KIND_REF },
	{ "desk.git/packed-refs", "", KIND_REF },
	{ "desk.git/objects/info", "", KIND_GRAPH },
	{ "desk.git/objects", "", KIND_PUSH },
	{ "spool/in", "", KIND_MOVE },
	{ "spool/out", "", KIND_OUTBOX },
};

enum kind name_kind(enum call call, const char *path)
{
	if (begins(path, "desk.git/objects/pack/"))
		return pack_kind(call, path);
	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		if (begins(path, places[i].begin) && ends(path, places[i].end))
			return places[i].kind;
	return KIND_OTHER;
}
