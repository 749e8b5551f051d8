#include "initial.h"
#include "contact.h"
#include "fault.h"
#include <string.h>

static const char *const SETTINGS[] = {
	"# postern.conf - the settings of this machine. The rules of the "
	"helpdesk",
	"# (queues, agents, hours) are in desk.conf, in the repository.",
	"#",
	"# What stands behind # is not in force. As it is, mail is taken from",
	"# spool/in and put into spool/out. `postern check` says what is "
	"wrong.",
	"",
	"# Where mail comes from. Several mailboxes may feed one desk.",
	"#[mailbox \"help\"]",
	"#\turl = imaps://imap.example.com/INBOX",
	"#\t\t# imap:// means STARTTLS; maildir:PATH is a folder",
	"#\tuser = help@example.com",
	"#\tpassword-file = secrets/imap     # mode 0600",
	"#\tdone = Archive                   # empty: flagged \\Seen and left",
	"#\tca-file =                        # besides those of the system",
	"#\tqueue = support                  # of new tickets",
	"#\ttls = required                   # none only for loopback",
	"#\tallow-plaintext = false",
	"",
	"# Where mail goes to.",
	"#[smtp]",
	"#\turl = smtp://smtp.example.com:587",
	"#\t\t# STARTTLS; smtps://HOST, sendmail:/usr/sbin/sendmail",
	"#\tuser = help@example.com",
	"#\tpassword-file = secrets/smtp     # mode 0600",
	"#\tnull-sender = false              # true: MAIL FROM:<> where "
	"automatic",
	"#\tca-file =",
	"#\ttls = required",
	"#\tallow-plaintext = false",
	"",
	"# What proves who wrote a mail. Set authserv-id to the name in the",
	"# Authentication-Results that your own mail server writes.",
	"#[auth]",
	"#\tauthserv-id = mx.example.com",
	"#\treceiver = mx.example.com        # your hosts in Received … by",
	"#\tcommands = dmarc, token          # or dmarc+token: both",
	"#\textension = plus                 # help+x@ reaches help@; or none",
	"",
	"#[limits]",
	"#\tmessage = 50M                    # larger mail goes to quarantine",
	"#\tparts = 500",
	"#\tdepth = 50",
	"#\tnotices-per-hour = 20            # automatic, to one outside "
	"address",
	"#\tacks-per-hour = 200              # to unproven senders in all",
	NULL,
};

static const char *const RULES[] = {
	"# More that may stand here; `postern check` names every key.",
	"#",
	"#[queue \"hardware\"]",
	"#\tline = 2",
	"#\tcalendar = office",
	"#",
	"#[agent \"nils@example.com\"]",
	"#\tname = Nils Dahl",
	"#\tqueue = hardware                 # a line for each; none: all "
	"queues",
	"#\tline = 2",
	"#\tlanguage = sv                    # en, sv, nb, pl",
	"#\tlead = true",
	"#",
	"#[promise \"P1\"]",
	"#\tfirst-reply = 30m",
	"#\tresolve = 4h                     # d: a working day of the "
	"calendar",
	"#\tcalendar = always",
	"#",
	"#[route \"invoices\"]",
	"#\tto = invoice@example.com         # and from, subject, org",
	"#\tqueue = support",
	NULL,
};

char *conf_join_lines(const char *const *lines)
{
	GString *text = g_string_new(NULL);

	for (; *lines; lines++) {
		g_string_append(text, *lines);
		g_string_append_c(text, '\n');
	}
	return g_string_free(text, FALSE);
}

char *conf_initial_settings(void)
{
	return conf_join_lines(SETTINGS);
}

char *conf_name_of(const char *address)
{
	gsize length = strcspn(address, "@+");
	g_autofree char *local = g_strndup(address, length);
	g_auto(GStrv) words = g_strsplit_set(local, "._-", -1);
	GString *name = g_string_new(NULL);

	for (gsize i = 0; words[i]; i++) {
		gunichar first = g_utf8_get_char_validated(words[i], -1);

		if (!*words[i] || first >= (gunichar)-2)
			continue;
		if (name->len > 0)
			g_string_append_c(name, ' ');
		g_string_append_unichar(name, g_unichar_totitle(first));
		g_string_append(name, g_utf8_next_char(words[i]));
	}
	if (name->len == 0)
		g_string_append(name, address);
	return g_string_free(name, FALSE);
}

/* A value or a section's name as the reader takes it back. */
static void append_quoted(GString *text, const char *value)
{
	g_string_append_c(text, '"');
	for (; *value; value++) {
		if (*value == '"' || *value == '\\')
			g_string_append_c(text, '\\');
		g_string_append_c(text, *value);
	}
	g_string_append_c(text, '"');
}

static void append_value(GString *text, const char *key, const char *value)
{
	g_string_append_printf(text, "\t%s = ", key);
	if (strpbrk(value, "#;\"\\"))
		append_quoted(text, value);
	else
		g_string_append(text, value);
	g_string_append_c(text, '\n');
}

static gboolean check_addresses(
	const char *address, const GPtrArray *agents, GError **error)
{
	guint count = agents ? agents->len : 0;

	for (guint i = 0; i <= count; i++) {
		const char *one = i == count ? address : agents->pdata[i];

		if (!address_is_plain(one)) {
			g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
				"'%s' is no mail address (expected one such as "
				"help@example.com)",
				one);
			return FALSE;
		}
		for (guint j = 0; j < i; j++) {
			if (!address_equal(one, agents->pdata[j]))
				continue;
			g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
				"'%s' is given twice (expected the desk's "
				"address and each agent's once)",
				one);
			return FALSE;
		}
	}
	return TRUE;
}

static void append_desk(GString *text, const char *address)
{
	g_string_append(text, "# desk.conf - the rules of the helpdesk. A "
			      "change is a commit:\n"
			      "# clone this repository, edit, git pull "
			      "--rebase, git push.\n\n"
			      "[desk]\n"
			      "\tname = Helpdesk\n");
	append_value(text, "address", address);
	g_string_append(text,
		"\t#alias = support@example.com     # a line for each\n"
		"\tlanguage = en                    # en, sv, nb, pl\n"
		"\tzone = UTC                       # Europe/Stockholm\n"
		"\ttag = T                          # subjects carry [T-123]\n"
		"\tlog-text = true                  # the log shows three "
		"lines\n"
		"\t#manager = boss@example.com\n"
		"\treopen-window = 14d              # calendar days\n"
		"\t#quiet = 20:00-07:00\n\n"
		"[queue \"support\"]\n"
		"\tline = 1\n"
		"\tcalendar = office\n"
		"\tdefault = true\n"
		"\tassign = manual                  # round-robin, load\n\n");
}

static void append_agent(GString *text, const char *address, gboolean is_lead)
{
	g_autofree char *name = conf_name_of(address);

	g_string_append(text, "[agent ");
	append_quoted(text, address);
	g_string_append(text, "]\n");
	append_value(text, "name", name);
	g_string_append(text, "\tqueue = support\n\tline = 1\n");
	if (is_lead)
		g_string_append(text, "\tlead = true\n");
	g_string_append_c(text, '\n');
}

char *conf_initial_rules(
	const char *address, const GPtrArray *agents, GError **error)
{
	g_autofree char *more = conf_join_lines(RULES);
	GString *text;

	if (!check_addresses(address, agents, error))
		return NULL;
	text = g_string_new(NULL);
	append_desk(text, address);
	for (guint i = 0; agents && i < agents->len; i++)
		append_agent(text, agents->pdata[i], i == 0);
	g_string_append(text, "[calendar \"office\"]\n"
			      "\thours = Mon-Fri 08:00-17:00\n"
			      "\t#holiday = 2026-12-25            # a line for "
			      "each, or a .ics\n"
			      "\n");
	g_string_append(text, more);
	return g_string_free(text, FALSE);
}
