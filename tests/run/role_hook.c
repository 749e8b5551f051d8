/* The other half of postern-hooked: where POSTERN_TRY names the desk, each role
 * tries at its work what its row of the table of roles forbids, and says on
 * standard error how that ended: "fetcher: secrets/desk.key: Permission
 * denied". */
#include "sink.h"
#include "source.h"
#include "store.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

GPtrArray *__real_source_take(struct source *source, guint max_count,
	gsize max_bytes, GError **error);
GPtrArray *__wrap_source_take(struct source *source, guint max_count,
	gsize max_bytes, GError **error);
void __real_sink_send(struct sink *sink, const char *mail_from,
	const char *recipient, GBytes *mail, struct sink_result *result);
void __wrap_sink_send(struct sink *sink, const char *mail_from,
	const char *recipient, GBytes *mail, struct sink_result *result);
struct batch *__real_store_begin(struct store *store, guint wait_ms, gint64 now,
	gboolean *rules_moved, GError **error);
struct batch *__wrap_store_begin(struct store *store, guint wait_ms, gint64 now,
	gboolean *rules_moved, GError **error);

static void tell(const char *role, const char *what, gboolean is_done)
{
	g_printerr("%s: %s: %s\n", role, what,
		is_done ? "done" : g_strerror(errno));
}

static void try_file(
	const char *role, const char *desk, const char *name, int how)
{
	g_autofree char *path = g_build_filename(desk, name, NULL);
	int fd = open(path, how | O_CLOEXEC, 0600);

	tell(role, name, fd >= 0);
	if (fd >= 0)
		close(fd);
}

static void try_socket(const char *role, int family, const char *name)
{
	int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);

	tell(role, name, fd >= 0);
	if (fd >= 0)
		close(fd);
}

static void try_store(const char *role)
{
	static const char *const NAMES[] = { "desk.git/HEAD", "desk.git/config",
		"secrets/desk.key", "secrets/other", "state/index.sqlite",
		"postern.conf" };
	const char *desk = g_getenv("POSTERN_TRY");

	for (guint i = 0; desk != NULL && i < G_N_ELEMENTS(NAMES); i++)
		try_file(role, desk, NAMES[i], O_RDONLY);
	if (desk != NULL)
		try_file(role, desk, "desk.git/hooks/new", O_WRONLY | O_CREAT);
}

GPtrArray *__wrap_source_take(
	struct source *source, guint max_count, gsize max_bytes, GError **error)
{
	try_store("fetcher");
	return __real_source_take(source, max_count, max_bytes, error);
}

void __wrap_sink_send(struct sink *sink, const char *mail_from,
	const char *recipient, GBytes *mail, struct sink_result *result)
{
	try_store("mailer");
	__real_sink_send(sink, mail_from, recipient, mail, result);
}

struct batch *__wrap_store_begin(struct store *store, guint wait_ms, gint64 now,
	gboolean *rules_moved, GError **error)
{
	if (g_getenv("POSTERN_TRY") != NULL) {
		try_socket("desk", AF_INET, "internet");
		try_socket("desk", AF_INET6, "internet 6");
		try_socket("desk", AF_PACKET, "packets");
		try_socket("desk", AF_NETLINK, "netlink");
		try_socket("desk", AF_UNIX, "this machine");
	}
	return __real_store_begin(store, wait_ms, now, rules_moved, error);
}
