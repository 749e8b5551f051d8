/* verb_check.c - what is wrong, and how to mend it: settings, secrets, rules,
 * servers, proofs, fences, repository, index; and the pre-receive hook. */
#include "conf.h"
#include "fault.h"
#include "fence.h"
#include "fetcher.h"
#include "holidays.h"
#include "home.h"
#include "mailer.h"
#include "probe.h"
#include "sink.h"
#include "source.h"
#include "template.h"
#include "text.h"
#include "verb.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Mail servers take their time. */
#define PROBE_WAIT_SEC 30

struct check {
	const char *desk;
	struct home *outside; /* settings; NULL where they are wrong */
	struct home *home;    /* all of it; NULL where it cannot be opened */
	GHashTable *told;     /* lines: what two parts find is said once */
	guint errors, warnings;
};

/* --- telling ------------------------------------------------------------ */

static void tell(struct check *check, gboolean is_error, const char *what,
	const char *why)
{
	g_autofree char *line = text_line(why, -1);

	if (!g_hash_table_add(check->told, g_strdup(line)))
		return;
	if (is_error)
		check->errors++;
	else
		check->warnings++;
	g_print("%s %s: %s\n", is_error ? "error  " : "warning", what, line);
}

static void tell_fault(struct check *check, const char *what, const GError *why)
{
	g_auto(GStrv) lines = g_strsplit(why->message, "\n", -1);

	for (guint i = 0; lines[i] != NULL; i++)
		if (*lines[i] != '\0')
			tell(check, TRUE, what, lines[i]);
}

static void tell_lines(struct check *check, gboolean is_error, const char *what,
	const GPtrArray *lines)
{
	for (guint i = 0; i < lines->len; i++) {
		const struct conf_error *one = lines->pdata[i];
		g_autofree char *place =
			one->line > 0
				? g_strdup_printf("%s:%u", one->file, one->line)
				: g_strdup(one->file);
		g_autofree char *line =
			g_strdup_printf("%s: %s", place, one->text);

		tell(check, is_error, what, line);
	}
}

static void tell_fine(const char *what, const char *why)
{
	g_autofree char *line = text_line(why, -1);

	g_print("ok      %s: %s\n", what, line);
}

/* --- the parts ---------------------------------------------------------- */

static void check_settings(struct check *check)
{
	g_autoptr(GError) why = NULL;
	g_autofree char *path =
		g_build_filename(check->desk, "postern.conf", NULL);
	struct stat status;

	check->outside = home_open_settings(check->desk, &why);
	if (check->outside == NULL) {
		tell_fault(check, "settings", why);
		return;
	}
	if (stat(path, &status) == 0 && (status.st_mode & 077) != 0)
		tell(check, FALSE, "settings",
			"postern.conf: others may read it (mend it with: chmod "
			"600 postern.conf)");
	g_autoptr(GPtrArray) warnings = conf_errors_new();

	conf_settings_warnings(
		"postern.conf", check->outside->settings, warnings);
	tell_lines(check, FALSE, "settings", warnings);
	tell_fine("settings", "postern.conf is right");
}

static void check_secrets(struct check *check)
{
	g_autoptr(GError) why = NULL;

	if (home_audit(check->outside, &why))
		tell_fine("secrets", "for the desk's user alone");
	else
		tell_fault(check, "secrets", why);
}

static void check_home(struct check *check)
{
	g_autoptr(GError) why = NULL;

	check->home = home_open(check->desk, &why);
	if (check->home == NULL) {
		tell_fault(check, "desk", why);
		return;
	}
	g_autoptr(GPtrArray) errors = conf_errors_new();

	conf_check_both("postern.conf", check->home->settings,
		check->home->rules, errors);
	tell_lines(check, TRUE, "settings", errors);
}

/* Notices that the desk words itself. */
static void check_template_folder(
	struct check *check, struct snapshot *snapshot, const char *language)
{
	g_autofree char *folder = g_strdup_printf("templates/%s", language);
	g_autoptr(GPtrArray) names = snapshot_names(snapshot, folder, NULL);

	for (guint i = 0; names != NULL && i < names->len; i++) {
		g_autofree char *path = g_strdup_printf(
			"%s/%s", folder, (char *)names->pdata[i]);
		g_autoptr(GError) why = NULL;
		g_autoptr(GBytes) bytes =
			snapshot_read(snapshot, path, 64u << 10, &why);
		gsize length = 0;
		const char *text =
			bytes == NULL ? NULL : g_bytes_get_data(bytes, &length);

		if (bytes == NULL || !notice_check(path, text, length, &why))
			tell_fault(check, "templates", why);
	}
}

static void check_templates(struct check *check)
{
	AUTO(snapshot) snapshot = store_snapshot(check->home->store, NULL);
	g_autoptr(GPtrArray) languages =
		snapshot == NULL ? NULL
				 : snapshot_names(snapshot, "templates", NULL);

	for (guint i = 0; languages != NULL && i < languages->len; i++)
		check_template_folder(check, snapshot, languages->pdata[i]);
}

static void check_rules(struct check *check)
{
	g_autoptr(GPtrArray) warnings = conf_errors_new();

	conf_warnings("desk.conf", check->home->rules, warnings);
	tell_lines(check, FALSE, "rules", warnings);
	check_templates(check);
	for (guint i = 0; i < check->home->holiday_trouble->len; i++)
		tell(check, TRUE, "rules",
			check->home->holiday_trouble->pdata[i]);
	tell_fine("rules", "desk.conf is right");
}

/* Without both the only proof left is a question for each command. */
static void check_proofs(struct check *check)
{
	const struct auth_settings *auth = &check->home->settings->auth;

	if (auth->authserv_ids->len == 0 && !auth->extension)
		tell(check, TRUE, "proofs",
			"neither [auth] authserv-id nor extension = plus in "
			"postern.conf: agents can only confirm each command "
			"(set one of both)");
}

/* What a server said is told with what can be done about it. */
static void tell_server(
	struct check *check, const char *what, guint line, const GError *why)
{
	const char *cure = "";

	if (g_error_matches(why, POSTERN_FAULT, FAULT_DENIED))
		cure = " (expected a certificate for the host in url by a CA "
		       "of the system or of ca-file, and a user and password "
		       "that the server knows)";
	else if (g_error_matches(why, POSTERN_FAULT, FAULT_TEMPORARY))
		cure = " (expected a server that answers: see host and port "
		       "in url; postern run tries again by itself)";
	g_autoptr(GError) told = g_error_new(why->domain, why->code,
		"postern.conf:%u: %s%s", line, why->message, cure);

	tell_fault(check, what, told);
}

/* A secret that cannot be read was told among the secrets. */
static void tell_options(
	struct check *check, const char *what, guint line, GError *why)
{
	g_prefix_error(&why, "postern.conf:%u: ", line);
	tell_fault(check, what, why);
	g_error_free(why);
}

static void check_mailbox(
	struct check *check, const struct mailbox_settings *mailbox)
{
	g_autoptr(GError) why = NULL;
	struct source_options options;
	g_autofree char *secret = NULL;
	g_autofree char *what =
		g_strdup_printf("mailbox \"%s\"", mailbox->name);

	if (!fetcher_options(
		    &options, &secret, check->outside, mailbox, &why)) {
		tell_options(check, what, mailbox->line, g_steal_pointer(&why));
		return;
	}
	options.timeout_sec = 20;
	AUTO(source) source = source_open(&options, &why);

	if (source != NULL)
		tell_fine(what, mailbox->url);
	else
		tell_server(check, what, mailbox->line, why);
}

static void check_smtp(struct check *check)
{
	g_autoptr(GError) why = NULL;
	struct sink_options options;
	g_autofree char *secret = NULL;

	guint line = check->outside->settings->smtp.line;

	if (!mailer_options(&options, &secret, check->outside, &why)) {
		tell_options(check, "smtp", line, g_steal_pointer(&why));
		return;
	}
	options.timeout_sec = 20;
	AUTO(sink) sink = sink_open(&options, &why);

	if (sink != NULL && sink_probe(sink, &why))
		tell_fine("smtp", options.url);
	else
		tell_server(check, "smtp", line, why);
}

static void check_servers(struct check *check)
{
	const GPtrArray *mailboxes = check->outside->settings->mailboxes;

	for (guint i = 0; i < mailboxes->len; i++)
		check_mailbox(check, mailboxes->pdata[i]);
	check_smtp(check);
}

/* What comes of mails that the desk sends to itself. */
static void check_mail(struct check *check)
{
	struct probe probe = { 0 };
	g_autoptr(GError) why = NULL;
	gboolean wants_plus = check->home->settings->auth.extension;

	if (g_str_has_prefix(check->home->settings->smtp.url, "maildir:")) {
		tell_fine("mail", "goes to a Maildir: nothing comes back");
		return;
	}
	if (!probe_run(&probe, check->home, PROBE_WAIT_SEC, &why))
		tell_fault(check, "mail", why);
	else if (!probe.is_back)
		tell(check, TRUE, "mail",
			"a mail to the desk's address did not come back within "
			"30 seconds (is postern run taking it? stop it for "
			"this check)");
	else if (probe.is_believed)
		tell(check, TRUE, "mail",
			"a forged Authentication-Results of the trusted "
			"authserv-id came through: whoever writes one is "
			"believed (have the MX strip them, RFC 8601 section "
			"5)");
	else
		tell_fine("mail", "it comes back, forged results do not");
	if (probe.is_back && probe.plus_is_back != wants_plus)
		tell(check, wants_plus, "mail",
			wants_plus ? "mail to an address with +extension does "
				     "not arrive (set [auth] extension = none, "
				     "or allow it on the server)"
				   : "mail to an address with +extension "
				     "arrives (set [auth] extension = plus: "
				     "agents' answers then prove themselves)");
	probe_clear(&probe);
}

/* Which fences this machine grants to the roles. */
static void check_sandbox(void)
{
	g_autofree char *line = fence_describe();

	tell_fine("sandbox", line);
}

static void check_store(struct check *check)
{
	g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GError) why = NULL;

	if (!store_check(check->home->store, findings, &why)) {
		tell_fault(check, "store", why);
		return;
	}
	for (guint i = 0; i < findings->len; i++)
		tell(check, FALSE, "store", findings->pdata[i]);
	if (findings->len == 0)
		tell_fine("store", "repository and index agree");
	g_autofree char *git = g_find_program_in_path("git");

	if (git == NULL)
		tell(check, FALSE, "store",
			"there is no git program: packs are not put together "
			"(mend it with: apt install git)");
}

static int check_desk(const char *desk, gboolean is_offline, gboolean with_mail)
{
	struct check check = {
		.desk = desk,
		.told = g_hash_table_new_full(
			g_str_hash, g_str_equal, g_free, NULL),
	};

	check_settings(&check);
	if (check.outside != NULL) {
		check_secrets(&check);
		check_home(&check);
	}
	if (check.home != NULL) {
		check_rules(&check);
		check_proofs(&check);
		check_store(&check);
	}
	if (check.outside != NULL && !is_offline)
		check_servers(&check);
	if (check.home != NULL && with_mail)
		check_mail(&check);
	check_sandbox();
	home_free(check.home);
	home_free(check.outside);
	g_hash_table_unref(check.told);
	g_print("%u error%s, %u warning%s\n", check.errors,
		check.errors == 1 ? "" : "s", check.warnings,
		check.warnings == 1 ? "" : "s");
	/* A warning is to be read, and fails no job. */
	return check.errors > 0 ? EX_FINDINGS : EX_OK;
}

/* --- a file of rules, the hook ------------------------------------------ */

static GBytes *open_pushed(const char *path, gpointer push, GError **error)
{
	return pushed_read(push, path, error);
}

/* The calendars that rules name, as they would be. */
static void check_holidays(
	struct rules *rules, const struct push *push, GPtrArray *refused)
{
	if (push != NULL)
		holidays_load(rules, open_pushed, (gpointer)(guintptr)push,
			NULL, refused);
}

static gboolean check_rules_text(const char *path, GBytes *content,
	const struct push *push, GPtrArray *refused)
{
	g_autoptr(GPtrArray) errors = conf_errors_new();
	gsize length;
	const char *text = g_bytes_get_data(content, &length);
	AUTO(rules) rules = conf_parse_rules(path, text, length, errors);
	guint before = refused->len;

	for (guint i = 0; i < errors->len; i++) {
		const struct conf_error *one = errors->pdata[i];

		g_ptr_array_add(refused, g_strdup_printf("%s:%u: %s", one->file,
						 one->line, one->text));
	}
	if (rules != NULL)
		check_holidays(rules, push, refused);
	return refused->len == before;
}

static gboolean check_text(const char *path, GBytes *content,
	const struct push *push, GPtrArray *refused)
{
	gsize length;
	const char *text = g_bytes_get_data(content, &length);
	g_autoptr(GError) why = NULL;

	if (g_str_equal(path, "desk.conf"))
		return check_rules_text(path, content, push, refused);
	if (!g_str_has_prefix(path, "templates/"))
		return TRUE;
	if (notice_check(path, text, length, &why))
		return TRUE;
	g_ptr_array_add(refused, g_strdup(why->message));
	return FALSE;
}

static int check_rules_file(const char *path)
{
	g_autoptr(GError) why = NULL;
	g_autofree char *text = NULL;
	gsize length;
	g_autoptr(GPtrArray) refused = g_ptr_array_new_with_free_func(g_free);

	if (!g_file_get_contents(path, &text, &length, &why))
		return verb_fail("check", why);
	g_autoptr(GBytes) content =
		g_bytes_new_take(g_steal_pointer(&text), length);

	check_text("desk.conf", content, NULL, refused);
	for (guint i = 0; i < refused->len; i++)
		g_print("error   %s\n", (char *)refused->pdata[i]);
	return refused->len > 0 ? EX_FINDINGS : EX_OK;
}

static char *read_lines(void)
{
	GString *lines = g_string_new(NULL);
	char chunk[4096];
	gsize got;

	while ((got = fread(chunk, 1, sizeof chunk, stdin)) > 0 &&
		lines->len < (1u << 20))
		g_string_append_len(lines, chunk, (gssize)got);
	return g_string_free(lines, FALSE);
}

/* The rules in force tell who the desk is; store_check_push() reads them from
 * the branch as it is before the push. */
static int check_push(const char *desk)
{
	g_autoptr(GError) why = NULL;
	g_autofree char *lines = read_lines();
	g_autoptr(GPtrArray) refused = g_ptr_array_new_with_free_func(g_free);
	const char *login = g_getenv("POSTERN_LOGIN");
	AUTO(home) home = home_open(desk, &why);

	if (home == NULL)
		return verb_fail("push", why);
	struct store_options options = { home->rules->name,
		home->rules->address };

	if (!store_check_push(desk, lines,
		    login != NULL ? login : g_get_user_name(), &options,
		    check_text, refused, &why))
		return verb_fail("push", why);
	for (guint i = 0; i < refused->len; i++)
		g_printerr("postern: push refused: %s\n",
			(char *)refused->pdata[i]);
	return refused->len > 0 ? EX_FINDINGS : EX_OK;
}

int verb_check(struct verb_call *call)
{
	gboolean is_offline = FALSE, is_push = FALSE, with_mail = FALSE;
	g_autofree char *rules = NULL;
	const GOptionEntry entries[] = {
		{ "offline", 0, 0, G_OPTION_ARG_NONE, &is_offline,
			"do not call the mail servers", NULL },
		{ "mail", 0, 0, G_OPTION_ARG_NONE, &with_mail,
			"send the desk two mails and see what comes back",
			NULL },
		{ "rules", 0, 0, G_OPTION_ARG_FILENAME, &rules,
			"only that desk.conf", "FILE" },
		{ "push", 0, 0, G_OPTION_ARG_NONE, &is_push,
			"as git's pre-receive hook", NULL },
		{ 0 },
	};

	if (!verb_options(call, entries, 0, 0))
		return EX_USAGE;
	if (is_push)
		return check_push(call->desk);
	return rules != NULL ? check_rules_file(rules)
			     : check_desk(call->desk, is_offline, with_mail);
}
