#include "fence.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* A parser reads a thousand mails; its desk watches the clock of each. */
#define PARSER_CPU_SEC 600
#define PARSER_MEMORY (1024ul << 20)

#if defined(__SANITIZE_ADDRESS__)
#define IS_SANITIZED 1
#else
#define IS_SANITIZED 0
#endif

/* --- limits and seccomp ------------------------------------------------- */

static void limit(int what, rlim_t value)
{
	struct rlimit both = { value, value };

	setrlimit((__rlimit_resource_t)what, &both);
}

/* What decoding a mail takes, and no more. */
static const int PARSER_CALLS[] = {
	SCMP_SYS(read),
	SCMP_SYS(write),
	SCMP_SYS(recvfrom),
	SCMP_SYS(poll),
	SCMP_SYS(munmap),
	SCMP_SYS(mremap),
	SCMP_SYS(madvise),
	SCMP_SYS(brk),
	SCMP_SYS(futex),
	SCMP_SYS(clock_gettime),
	SCMP_SYS(getrandom),
	SCMP_SYS(rt_sigreturn),
	SCMP_SYS(restart_syscall),
	SCMP_SYS(exit_group),
};

/* Libraries try to open what they could do without (time zones, locales, the
 * number of processors): they are told no. */
static const int REFUSED_CALLS[] = {
	SCMP_SYS(openat),
	SCMP_SYS(open),
	SCMP_SYS(newfstatat),
	SCMP_SYS(fstat),
	SCMP_SYS(readlink),
	SCMP_SYS(access),
};

static gboolean add_parser_rules(scmp_filter_ctx filter)
{
	gboolean is_right = TRUE;

	for (guint i = 0; i < G_N_ELEMENTS(PARSER_CALLS); i++)
		is_right &= seccomp_rule_add(filter, SCMP_ACT_ALLOW,
				    PARSER_CALLS[i], 0) == 0;
	for (guint i = 0; i < G_N_ELEMENTS(REFUSED_CALLS); i++)
		is_right &= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM),
				    REFUSED_CALLS[i], 0) == 0;
	/* Memory, but none that can be executed. */
	is_right &= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
			    SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) == 0;
	is_right &= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect),
			    1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) == 0;
	/* send() on the socket that it has: to no address. */
	is_right &= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(sendto),
			    1, SCMP_A4(SCMP_CMP_EQ, 0)) == 0;
	return is_right;
}

void fence_parser(void)
{
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_FSIZE, 0);
	limit(RLIMIT_CPU, PARSER_CPU_SEC);
	if (IS_SANITIZED)
		return; /* its shadow memory and its reports need more */
	limit(RLIMIT_AS, PARSER_MEMORY);
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);

	if (filter == NULL)
		return;
	if (add_parser_rules(filter))
		seccomp_load(filter);
	seccomp_release(filter);
}

void fence_no_internet(void)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);

	if (filter == NULL)
		return;
	if (seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(socket),
		    1, SCMP_A0(SCMP_CMP_NE, AF_UNIX)) == 0)
		seccomp_load(filter);
	seccomp_release(filter);
}

/* --- Landlock ----------------------------------------------------------- */

#define READING (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define WRITING                                                             \
	(READING | LANDLOCK_ACCESS_FS_WRITE_FILE |                          \
		LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_DIR | \
		LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_REFER)
#define EVERYTHING                                                             \
	(WRITING | LANDLOCK_ACCESS_FS_EXECUTE |                                \
		LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_MAKE_CHAR | \
		LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |  \
		LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM)
#define OF_A_FILE                                                       \
	(LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | \
		LANDLOCK_ACCESS_FS_EXECUTE)

/* What libraries read at run time: names of hosts, certificates, zones. */
static const char *const SYSTEM[] = { "/etc", "/usr", "/lib", "/lib64", "/run",
	"/dev", "/proc", NULL };

static int landlock_version(void)
{
	return (int)syscall(SYS_landlock_create_ruleset, NULL, 0,
		LANDLOCK_CREATE_RULESET_VERSION);
}

static void allow(int rules, const char *path, guint64 access)
{
	struct landlock_path_beneath_attr beneath = {
		.parent_fd = open(path, O_PATH | O_CLOEXEC),
		.allowed_access = access,
	};
	struct stat status;

	if (beneath.parent_fd < 0)
		return;
	if (fstat(beneath.parent_fd, &status) == 0 && !S_ISDIR(status.st_mode))
		beneath.allowed_access &= OF_A_FILE;
	syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH,
		&beneath, 0);
	close(beneath.parent_fd);
}

static int new_rules(gboolean must_rename)
{
	struct landlock_ruleset_attr handled = {
		.handled_access_fs = EVERYTHING,
	};

	if (landlock_version() < 2) {
		if (must_rename)
			return -1;
		handled.handled_access_fs &= ~LANDLOCK_ACCESS_FS_REFER;
	}
	return (int)syscall(
		SYS_landlock_create_ruleset, &handled, sizeof handled, 0);
}

/* A Maildir is made before the fence is: behind it nothing above can be. */
static char *maildir_of(const struct home *home, const char *url)
{
	static const char SCHEME[] = "maildir:";

	if (!g_str_has_prefix(url, SCHEME))
		return NULL;
	char *folder = home_path(home, url + strlen(SCHEME));

	g_mkdir_with_parents(folder, 0700);
	return folder;
}

void fence_port(const struct home *home, const char *url,
	const char *password_file, const char *ca_file)
{
	g_autofree char *maildir = maildir_of(home, url);
	g_autofree char *secret =
		password_file == NULL ? NULL : home_path(home, password_file);
	const char *readable[] = { secret, ca_file,
		g_getenv("CREDENTIALS_DIRECTORY") };
	int rules = g_str_has_prefix(url, "sendmail:")
			    ? -1
			    : new_rules(maildir != NULL);

	if (rules < 0)
		return;
	for (guint i = 0; SYSTEM[i] != NULL; i++)
		allow(rules, SYSTEM[i], READING);
	for (guint i = 0; i < G_N_ELEMENTS(readable); i++)
		if (readable[i] != NULL)
			allow(rules, readable[i], READING);
	if (maildir != NULL)
		allow(rules, maildir, WRITING);
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
		syscall(SYS_landlock_restrict_self, rules, 0);
	close(rules);
}

char *fence_describe(void)
{
	int version = landlock_version();
	gboolean has_filter = prctl(PR_GET_SECCOMP, 0, 0, 0, 0) >= 0;
	g_autofree char *files =
		version > 0 ? g_strdup_printf("Landlock %d (fetcher and mailer "
					      "see no store)",
				      version)
			    : g_strdup("no Landlock (fetcher and mailer could "
				       "read the store)");

	return g_strdup_printf("%s, %s",
		has_filter ? "seccomp (the parser decodes, no more; the desk "
			     "has no network)"
			   : "no seccomp (parser and desk are not fenced in)",
		files);
}
