#include "nursery.h"
#include "channel.h"
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

struct nursery {
	int control;   /* to the nursery process */
	pid_t process; /* the nursery process */
	int parser;    /* socket of the parser at work, -1: none */
	pid_t parser_process;
	guint mails; /* that this parser has read */
	struct mail_limits limits;
};

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
	nursery->parser = -1;
	if (!role_start("nursery", be_nursery, &nursery->limits,
		    &nursery->control, &nursery->process, error))
		return NULL;
	return g_steal_pointer(&nursery);
}

static void drop_parser(struct nursery *nursery)
{
	if (nursery->parser < 0)
		return;
	close(nursery->parser);
	kill(nursery->parser_process, SIGKILL);
	nursery->parser = -1;
}

void nursery_free(struct nursery *nursery)
{
	if (nursery == NULL)
		return;
	drop_parser(nursery);
	close(nursery->control);
	waitpid(nursery->process, NULL, 0);
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

static gboolean ensure_parser(
	struct nursery *nursery, gboolean is_fresh, GError **error)
{
	char wish = 'p';

	if (nursery->mails >= MAILS_PER_PARSER ||
		(is_fresh && nursery->mails > 0))
		drop_parser(nursery);
	if (nursery->parser >= 0)
		return TRUE;
	if (send(nursery->control, &wish, 1, MSG_NOSIGNAL) != 1 ||
		!receive_socket(nursery->control, &nursery->parser,
			&nursery->parser_process)) {
		nursery->parser = -1;
		g_set_error(error, POSTERN_FAULT, FAULT_IO, "no parser: %s",
			g_strerror(errno));
		return FALSE;
	}
	nursery->mails = 0;
	return TRUE;
}

static GVariant *ask_parser(
	struct nursery *nursery, GBytes *raw, GError **error)
{
	GVariant *bytes = variant_from_bytes(raw);
	enum frame_type type;

	if (!channel_send(nursery->parser, FRAME_PARSE,
		    g_variant_new_tuple(&bytes, 1), error))
		return NULL;
	g_autoptr(GVariant) answer =
		channel_receive(nursery->parser, &type, DEADLINE_MS, error);

	if (answer != NULL && type != FRAME_PARSED) {
		g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
			"a frame of type %u", type);
		return NULL;
	}
	return g_steal_pointer(&answer);
}

struct message *nursery_parse(
	struct nursery *nursery, GBytes *raw, gboolean is_fresh, GError **error)
{
	g_autoptr(GError) why = NULL;
	struct message *message = NULL;

	if (!ensure_parser(nursery, is_fresh, error))
		return NULL;
	g_autoptr(GVariant) answer = ask_parser(nursery, raw, &why);

	if (answer != NULL) {
		g_autoptr(GVariant) bytes =
			g_variant_get_child_value(answer, 0);
		g_autoptr(GBytes) packed = variant_to_bytes(bytes);

		message = message_unpack(
			packed, g_bytes_get_size(raw), &nursery->limits, &why);
	}
	nursery->mails++;
	if (message != NULL && !is_fresh)
		return message;
	/* After a fault, and after a mail of somebody with rights, the next
	 * mail gets a parser that has read nothing. */
	drop_parser(nursery);
	if (message == NULL)
		g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
			"the parser gave no answer for this mail: %s",
			why->message);
	return message;
}
