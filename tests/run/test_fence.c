/* Inside its fence each role tries what it must not, and fails. */
#include "fence.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <setjmp.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#if defined(__SANITIZE_ADDRESS__)
#define IS_SANITIZED 1
#else
#define IS_SANITIZED 0
#endif

/* Runs try() in a child and tells how that ended: its exit status, or minus
 * the signal that killed it. */
static int in_child(int (*try)(gpointer data), gpointer data)
{
	int status;
	pid_t child = fork();

	if (child == 0)
		_exit(try(data));
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

/* --- the parser --------------------------------------------------------- */

static int opens_a_file(gpointer data)
{
	(void)data;
	fence_parser();
	return open("/etc/passwd", O_RDONLY | O_CLOEXEC) < 0 ? errno : 0;
}

static int opens_a_socket(gpointer data)
{
	(void)data;
	fence_parser();
	return socket(AF_UNIX, SOCK_STREAM, 0) < 0 ? errno : 0;
}

static int makes_a_process(gpointer data)
{
	(void)data;
	fence_parser();
	return fork() < 0 ? errno : 0;
}

static int maps_code(gpointer data)
{
	(void)data;
	fence_parser();
	return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
		       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED
		       ? errno
		       : 0;
}

static int takes_memory_without_end(gpointer data)
{
	(void)data;
	fence_parser();
	for (guint i = 0; i < 64; i++)
		if (g_try_malloc(64u << 20) == NULL)
			return ENOMEM;
	return 0;
}

static int does_its_work(gpointer data)
{
	g_autofree char *text = NULL;

	(void)data;
	fence_parser();
	text = g_strnfill(1 << 20, 'x');
	return write(STDOUT_FILENO, "", 0) == 0 && text != NULL ? 42 : 0;
}

static void parser_can_do_nothing_but_decode(void **state)
{
	static const struct {
		const char *why;
		int (*try)(gpointer data);
		int end;
	} TRIES[] = {
		{ "opening a file is refused", opens_a_file, EPERM },
		{ "a socket ends it", opens_a_socket, -SIGSYS },
		{ "a process ends it", makes_a_process, -SIGSYS },
		{ "memory that can be executed ends it", maps_code, -SIGSYS },
		{ "memory has an end", takes_memory_without_end, ENOMEM },
		{ "its work goes on", does_its_work, 42 },
	};

	(void)state;
	if (IS_SANITIZED)
		skip(); /* the filter is off under ASan: fence.h says so */
	for (guint i = 0; i < G_N_ELEMENTS(TRIES); i++) {
		int end = in_child(TRIES[i].try, NULL);

		if (end != TRIES[i].end)
			fail_msg("%s: ended with %d (expected %d)",
				TRIES[i].why, end, TRIES[i].end);
	}
}

/* A child behind the fence that waits, then spins. */
static pid_t start_fenced(int *go)
{
	int fds[2];

	assert_int_equal(pipe(fds), 0);
	pid_t child = fork();

	if (child == 0) {
		char byte;

		fence_parser();
		if (read(fds[0], &byte, 1) == 1)
			for (volatile guint i = 0;; i++)
				;
		_exit(0);
	}
	close(fds[0]);
	*go = fds[1];
	return child;
}

static guint64 limit_of(pid_t child, int what)
{
	struct rlimit both = { 0 };

	assert_int_equal(
		prlimit(child, (__rlimit_resource_t)what, NULL, &both), 0);
	return both.rlim_max;
}

/* The child puts its limits up by itself, in this order: CPU comes last but
 * one. */
static void wait_for_limits(pid_t child)
{
	int last = IS_SANITIZED ? RLIMIT_CPU : RLIMIT_AS;

	while (limit_of(child, last) == RLIM_INFINITY)
		sched_yield();
}

static void parser_has_an_end_of_time_memory_and_output(void **state)
{
	struct rlimit second = { 1, 1 };
	int go, status;
	pid_t child = start_fenced(&go);

	(void)state;
	wait_for_limits(child);
	assert_int_equal(limit_of(child, RLIMIT_CORE), 0);
	assert_int_equal(limit_of(child, RLIMIT_FSIZE), 0);
	assert_in_range(limit_of(child, RLIMIT_CPU), 1, 600);
	if (!IS_SANITIZED)
		assert_in_range(limit_of(child, RLIMIT_AS), 1, 1u << 30);
	/* The kernel ends who spends them; one second is enough to see. */
	assert_int_equal(prlimit(child, RLIMIT_CPU, &second, NULL), 0);
	assert_int_equal(write(go, "x", 1), 1);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	assert_true(WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL);
	close(go);
}

/* --- the desk ----------------------------------------------------------- */

static int calls_abroad(gpointer data)
{
	(void)data;
	fence_no_internet();
	int abroad = socket(AF_INET, SOCK_STREAM, 0);
	int why = errno;
	int here = socket(AF_UNIX, SOCK_STREAM, 0);

	return abroad < 0 && here >= 0 ? why : 0;
}

static void desk_has_no_sockets_but_this_machines(void **state)
{
	(void)state;
	assert_int_equal(in_child(calls_abroad, NULL), EACCES);
}

/* --- fetcher and mailer ------------------------------------------------- */

struct files {
	struct home home;
	const char *url;
	char *path; /* that is tried */
};

static int reads_it(gpointer data)
{
	const struct files *files = data;

	fence_port(&files->home, files->url, "secrets/imap", NULL);
	int fd = open(files->path, O_RDONLY | O_CLOEXEC);

	return fd < 0 ? errno : 42;
}

static void put(const char *folder, const char *name)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	g_autofree char *parent = g_path_get_dirname(path);

	assert_int_equal(g_mkdir_with_parents(parent, 0700), 0);
	assert_true(g_file_set_contents(path, "x", 1, NULL));
}

static void fetcher_sees_its_secret_and_maildir_only(void **state)
{
	static const struct {
		const char *path;
		int end;
	} TRIES[] = {
		{ "secrets/imap", 42 },
		{ "spool/in/new/1", 42 },
		{ "/etc/hosts", 42 },
		{ "secrets/desk.key", EACCES },
		{ "desk.git/HEAD", EACCES },
		{ "state/index.sqlite", EACCES },
		{ "postern.conf", EACCES },
	};
	g_autofree char *dir = g_dir_make_tmp("postern-fence-XXXXXX", NULL);
	struct files files = { .home = { .dir = dir },
		.url = "maildir:spool/in" };

	(void)state;
	g_autofree char *granted = fence_describe();

	if (strstr(granted, "no Landlock") != NULL)
		skip(); /* an old kernel: `postern check` says so */
	for (guint i = 0; i < G_N_ELEMENTS(TRIES); i++) {
		if (!g_path_is_absolute(TRIES[i].path))
			put(dir, TRIES[i].path);
	}
	for (guint i = 0; i < G_N_ELEMENTS(TRIES); i++) {
		files.path = home_path(&files.home, TRIES[i].path);
		int end = in_child(reads_it, &files);

		if (end != TRIES[i].end)
			fail_msg("%s: ended with %d (expected %d)",
				TRIES[i].path, end, TRIES[i].end);
		g_free(files.path);
	}
	g_autofree char *command = g_strdup_printf("rm -rf %s", dir);

	assert_true(g_spawn_command_line_sync(command, NULL, NULL, NULL, NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parser_can_do_nothing_but_decode),
		cmocka_unit_test(parser_has_an_end_of_time_memory_and_output),
		cmocka_unit_test(desk_has_no_sockets_but_this_machines),
		cmocka_unit_test(fetcher_sees_its_secret_and_maildir_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
