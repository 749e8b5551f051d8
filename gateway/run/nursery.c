#include "nursery.h"
#include "channel.h"
#include "digest.h"
#include "fault.h"
#include "fence.h"
#include "role.h"

#include <errno.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAILS_PER_PARSER 1000u
#define DEADLINE_MS 60000

/* Answers that nobody came for; more than are ever asked for ahead. */
#define MAX_UNCLAIMED 512u

struct parser {
	int fd; /* -1: none */
	pid_t process;
	guint mails; /* that it has read */
};

/* A mail for the shared parser: what it was made is the reader's until
 * is_done. */
struct job {
	GBytes *raw;
	struct mail_names names;
	struct message *message;
	GError *why;
	gboolean is_done;
};

struct nursery {
	int control;    /* to the nursery process */
	pid_t process;  /* the nursery process */
	GMutex bearing; /* one asks it at a time */
	struct mail_limits limits;
	struct parser shared; /* the reader's: reads mail that needs no fresh
				 one */
	GThread *reader;      /* or NULL */
	GMutex lock;          /* of what follows */
	GCond wanted, done;   /* for the reader; for whoever claims */
	gboolean is_idle;     /* the reader waits */
	GBytes *awaited;      /* somebody waits for its answer, or NULL */
	GQueue waiting;       /* struct job * not begun */
	GHashTable *jobs;     /* GBytes * -> struct job, not claimed */
	gboolean is_ending;
};

static void job_free(gpointer data)
{
	struct job *job = data;

	g_bytes_unref(job->raw);
	message_free(job->message);
	g_clear_error(&job->why);
	g_free(job);
}

/* --- in the parser ------------------------------------------------------ */

static gboolean parse_one(int fd, const struct mail_limits *limits)
{
	enum frame_type type;
	g_autoptr(GVariant) value = channel_receive(fd, &type, -1, NULL);

	if (value == NULL || type != FRAME_PARSE)
		return FALSE;
	g_autoptr(GVariant) bytes = g_variant_get_child_value(value, 0);
	g_autoptr(GBytes) raw = variant_to_bytes(bytes);
	AUTO(message) message = message_parse(raw, limits);
	g_autoptr(GBytes) packed = message_pack(message);
	GVariant *answer = variant_from_bytes(packed);

	return channel_send(
		fd, FRAME_PARSED, g_variant_new_tuple(&answer, 1), NULL);
}

static void be_parser(int fd, const struct mail_limits *limits)
{
	fence_parser();
	while (parse_one(fd, limits))
		;
	_exit(0);
}

/* --- in the nursery ----------------------------------------------------- */

static gboolean send_socket(int control, int fd, pid_t process)
{
	char space[CMSG_SPACE(sizeof fd)] = { 0 };
	struct iovec data = { &process, sizeof process };
	struct msghdr message = {
		.msg_iov = &data,
		.msg_iovlen = 1,
		.msg_control = space,
		.msg_controllen = sizeof space,
	};
	struct cmsghdr *head = CMSG_FIRSTHDR(&message);

	head->cmsg_level = SOL_SOCKET;
	head->cmsg_type = SCM_RIGHTS;
	head->cmsg_len = CMSG_LEN(sizeof fd);
	memcpy(CMSG_DATA(head), &fd, sizeof fd);
	return sendmsg(control, &message, MSG_NOSIGNAL) ==
	       (ssize_t)sizeof process;
}

static gboolean bear_one(int control, const struct mail_limits *limits)
{
	char wish;
	int fds[2];

	if (recv(control, &wish, 1, 0) != 1 || !channel_pair(fds, NULL))
		return FALSE;
	pid_t process = fork();

	if (process == 0) {
		close(control);
		close(fds[0]);
		be_parser(fds[1], limits);
	}
	close(fds[1]);
	gboolean is_sent = process > 0 && send_socket(control, fds[0], process);

	close(fds[0]);
	return is_sent;
}

/* Waited for, not left to the kernel: so what parsers cost is counted. */
static void bury(int options)
{
	while (waitpid(-1, NULL, options) > 0)
		;
}

static void be_nursery(int control, gconstpointer data)
{
	const struct mail_limits *limits = data;

	message_init();
	while (bear_one(control, limits))
		bury(WNOHANG);
	bury(0);
}

/* --- in the desk -------------------------------------------------------- */

struct nursery *nursery_start(const struct mail_limits *limits, GError **error)
{
	g_autofree struct nursery *nursery = g_new0(struct nursery, 1);

	nursery->limits = *limits;
	nursery->shared.fd = -1;
	if (!role_start("nursery", be_nursery, &nursery->limits,
		    &nursery->control, &nursery->process, error))
		return NULL;
	g_mutex_init(&nursery->bearing);
	g_mutex_init(&nursery->lock);
	g_cond_init(&nursery->wanted);
	g_cond_init(&nursery->done);
	g_queue_init(&nursery->waiting);
	nursery->jobs = g_hash_table_new_full(NULL, NULL, NULL, job_free);
	return g_steal_pointer(&nursery);
}

static void drop_parser(struct parser *parser)
{
	if (parser->fd < 0)
		return;
	close(parser->fd);
	kill(parser->process, SIGKILL);
	parser->fd = -1;
}

/* The reader ends after the mail that it is at. */
static void end_reader(struct nursery *nursery)
{
	if (nursery->reader == NULL)
		return;
	g_mutex_lock(&nursery->lock);
	nursery->is_ending = TRUE;
	g_cond_signal(&nursery->wanted);
	g_mutex_unlock(&nursery->lock);
	g_thread_join(nursery->reader);
}

void nursery_free(struct nursery *nursery)
{
	if (nursery == NULL)
		return;
	end_reader(nursery);
	drop_parser(&nursery->shared);
	close(nursery->control);
	waitpid(nursery->process, NULL, 0);
	g_queue_clear(&nursery->waiting);
	g_hash_table_unref(nursery->jobs);
	g_mutex_clear(&nursery->bearing);
	g_mutex_clear(&nursery->lock);
	g_cond_clear(&nursery->wanted);
	g_cond_clear(&nursery->done);
	g_free(nursery);
}

int nursery_fd(const struct nursery *nursery)
{
	return nursery->control;
}

static gboolean receive_socket(int control, int *fd, pid_t *process)
{
	char space[CMSG_SPACE(sizeof *fd)] = { 0 };
	struct iovec data = { process, sizeof *process };
	struct msghdr message = {
		.msg_iov = &data,
		.msg_iovlen = 1,
		.msg_control = space,
		.msg_controllen = sizeof space,
	};

	if (recvmsg(control, &message, MSG_CMSG_CLOEXEC) !=
		(ssize_t)sizeof *process)
		return FALSE;
	struct cmsghdr *head = CMSG_FIRSTHDR(&message);

	if (head == NULL || head->cmsg_type != SCM_RIGHTS)
		return FALSE;
	memcpy(fd, CMSG_DATA(head), sizeof *fd);
	return TRUE;
}

static gboolean bear_parser(
	struct nursery *nursery, struct parser *parser, GError **error)
{
	char wish = 'p';
	gboolean is_born;

	*parser = (struct parser){ .fd = -1 };
	g_mutex_lock(&nursery->bearing);
	is_born =
		send(nursery->control, &wish, 1, MSG_NOSIGNAL) == 1 &&
		receive_socket(nursery->control, &parser->fd, &parser->process);
	g_mutex_unlock(&nursery->bearing);
	if (is_born)
		return TRUE;
	parser->fd = -1;
	g_set_error(error, POSTERN_FAULT, FAULT_IO, "no parser: %s",
		g_strerror(errno));
	return FALSE;
}

static gboolean ensure_shared(struct nursery *nursery, GError **error)
{
	if (nursery->shared.mails >= MAILS_PER_PARSER)
		drop_parser(&nursery->shared);
	return nursery->shared.fd >= 0 ||
	       bear_parser(nursery, &nursery->shared, error);
}

static gboolean ask(struct parser *parser, GBytes *raw, GError **error)
{
	GVariant *bytes = variant_from_bytes(raw);

	parser->mails++;
	return channel_send(
		parser->fd, FRAME_PARSE, g_variant_new_tuple(&bytes, 1), error);
}

static struct message *hear(const struct parser *parser, GBytes *raw,
	const struct mail_limits *limits, GError **error)
{
	enum frame_type type;
	g_autoptr(GVariant) answer =
		channel_receive(parser->fd, &type, DEADLINE_MS, error);

	if (answer == NULL)
		return NULL;
	if (type != FRAME_PARSED) {
		g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
			"a frame of type %u", type);
		return NULL;
	}
	g_autoptr(GVariant) bytes = g_variant_get_child_value(answer, 0);
	g_autoptr(GBytes) packed = variant_to_bytes(bytes);

	return message_unpack(packed, g_bytes_get_size(raw), limits, error);
}

void mail_names_of(GBytes *raw, struct mail_names *names)
{
	g_autofree char *hex = digest_sha256(raw);

	g_strlcpy(names->sha256, hex, sizeof names->sha256);
	names->is_named = store_name_content(raw, &names->blob, NULL);
}

/* A mail that is to be parsed. */
struct wish {
	GBytes *raw;
	gboolean is_fresh;
	struct mail_names *names; /* set while the parser works */
};

/* *is_gone: the parser's process ended over it. After a fault the next mail
 * gets a parser that has read nothing. */
static struct message *parse_once(struct nursery *nursery,
	const struct wish *wish, gboolean *is_gone, GError **error)
{
	struct parser fresh = { .fd = -1 };
	struct parser *parser = wish->is_fresh ? &fresh : &nursery->shared;
	gboolean is_asked;
	struct message *message = NULL;
	g_autoptr(GError) why = NULL;

	if (!(wish->is_fresh ? bear_parser(nursery, &fresh, error)
			     : ensure_shared(nursery, error)))
		return NULL;
	is_asked = ask(parser, wish->raw, &why);
	if (*wish->names->sha256 == '\0')
		mail_names_of(wish->raw, wish->names);
	if (is_asked)
		message = hear(parser, wish->raw, &nursery->limits, &why);
	if (wish->is_fresh || message == NULL)
		drop_parser(parser);
	if (message == NULL) {
		*is_gone = g_error_matches(why, POSTERN_FAULT, FAULT_IO) ||
			   g_error_matches(why, POSTERN_FAULT, FAULT_NOT_FOUND);
		g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
			"the parser gave no answer for this mail: %s",
			why->message);
	}
	return message;
}

/* A parser may be killed by others, when memory runs short, say: a mail has a
 * second one before its parser's end is the mail's fault. */
static struct message *parse(
	struct nursery *nursery, const struct wish *wish, GError **error)
{
	g_autoptr(GError) why = NULL;
	gboolean is_gone = FALSE;
	struct message *message = parse_once(nursery, wish, &is_gone, &why);

	if (message != NULL || !is_gone) {
		if (why != NULL)
			g_propagate_error(error, g_steal_pointer(&why));
		return message;
	}
	return parse_once(nursery, wish, &is_gone, error);
}

/* --- the reader, a thread of the desk ----------------------------------- */

/* With the lock held: the next job, or NULL at the end. */
static struct job *next_job(struct nursery *nursery)
{
	while (!nursery->is_ending && g_queue_is_empty(&nursery->waiting)) {
		nursery->is_idle = TRUE;
		g_cond_wait(&nursery->wanted, &nursery->lock);
	}
	nursery->is_idle = FALSE;
	return nursery->is_ending ? NULL : g_queue_pop_head(&nursery->waiting);
}

static gpointer read_jobs(gpointer data)
{
	struct nursery *nursery = data;
	struct job *job;

	g_mutex_lock(&nursery->lock);
	while ((job = next_job(nursery)) != NULL) {
		g_mutex_unlock(&nursery->lock);
		job->message = parse(nursery,
			&(struct wish){ job->raw, FALSE, &job->names },
			&job->why);
		g_mutex_lock(&nursery->lock);
		job->is_done = TRUE;
		if (nursery->awaited == job->raw)
			g_cond_signal(&nursery->done);
	}
	g_mutex_unlock(&nursery->lock);
	return NULL;
}

static gboolean is_done(gpointer raw, gpointer data, gpointer user)
{
	const struct job *job = data;

	(void)raw;
	(void)user;
	return job->is_done;
}

/* With the lock held. */
static struct job *add_job(struct nursery *nursery, GBytes *raw)
{
	struct job *job = g_hash_table_lookup(nursery->jobs, raw);

	if (job != NULL)
		return job;
	if (g_hash_table_size(nursery->jobs) >= MAX_UNCLAIMED)
		g_hash_table_foreach_remove(nursery->jobs, is_done, NULL);
	job = g_new0(struct job, 1);
	job->raw = g_bytes_ref(raw);
	g_hash_table_insert(nursery->jobs, job->raw, job);
	g_queue_push_tail(&nursery->waiting, job);
	if (nursery->reader == NULL)
		nursery->reader = g_thread_new("reader", read_jobs, nursery);
	if (nursery->is_idle)
		g_cond_signal(&nursery->wanted);
	return job;
}

void nursery_ahead(struct nursery *nursery, GBytes *raw)
{
	g_mutex_lock(&nursery->lock);
	add_job(nursery, raw);
	g_mutex_unlock(&nursery->lock);
}

static struct message *claim(struct nursery *nursery, GBytes *raw,
	struct mail_names *names, GError **error)
{
	struct message *message;
	struct job *job;

	g_mutex_lock(&nursery->lock);
	job = add_job(nursery, raw);
	nursery->awaited = raw;
	while (!job->is_done)
		g_cond_wait(&nursery->done, &nursery->lock);
	nursery->awaited = NULL;
	message = g_steal_pointer(&job->message);
	*names = job->names;
	if (job->why != NULL)
		g_propagate_error(error, g_steal_pointer(&job->why));
	g_hash_table_remove(nursery->jobs, raw);
	g_mutex_unlock(&nursery->lock);
	return message;
}

struct message *nursery_parse(struct nursery *nursery, GBytes *raw,
	gboolean is_fresh, struct mail_names *names, GError **error)
{
	*names = (struct mail_names){ 0 };
	if (!is_fresh)
		return claim(nursery, raw, names, error);
	return parse(nursery, &(struct wish){ raw, TRUE, names }, error);
}
