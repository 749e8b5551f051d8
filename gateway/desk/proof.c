#include "proof.h"
#include "contact.h"
#include <string.h>

static const char *const PROOF_NAMES[PROOF_COUNT] = {
	[PROOF_NONE] = "none",
	[PROOF_THREAD] = "thread",
	[PROOF_TOKEN] = "token",
	[PROOF_DMARC] = "dmarc",
	[PROOF_CONFIRMED] = "confirmed",
	[PROOF_SIGNED] = "signed",
	[PROOF_LOCAL] = "local",
};

static const char *const ROLE_NAMES[ROLE_COUNT] = {
	[ROLE_REQUESTER] = "requester",
	[ROLE_PARTICIPANT] = "participant",
	[ROLE_AGENT] = "agent",
	[ROLE_LEAD] = "lead",
	[ROLE_APPROVER] = "approver",
	[ROLE_VENDOR] = "vendor",
	[ROLE_OPERATOR] = "operator",
	[ROLE_MACHINE] = "machine",
	[ROLE_STRANGER] = "stranger",
};

const char *proof_name(enum proof proof)
{
	g_assert(proof < PROOF_COUNT);
	return PROOF_NAMES[proof];
}

const char *role_name(enum role role)
{
	g_assert(role < ROLE_COUNT);
	return ROLE_NAMES[role];
}

static gboolean is_listed(const GPtrArray *list, const char *host)
{
	for (guint i = 0; host && i < list->len; i++)
		if (strcmp(g_ptr_array_index(list, i), host) == 0)
			return TRUE;
	return FALSE;
}

/* A receiver is a host, or a domain that hosts of ours are in. */
static gboolean is_receiver(const GPtrArray *receivers, const char *host)
{
	if (is_listed(receivers, host))
		return TRUE;
	for (guint i = 0; host && i < receivers->len; i++) {
		const char *domain = g_ptr_array_index(receivers, i);
		gsize length = strlen(domain), whole = strlen(host);

		if (strchr(domain, '.') && whole > length + 1 &&
			host[whole - length - 1] == '.' &&
			strcmp(host + whole - length, domain) == 0)
			return TRUE;
	}
	return FALSE;
}

/* The result that is believed; NULL where there is none, or where a server
 * that is not ours stands above it. */
static const struct trace *trusted_result(
	const struct facts *facts, const struct auth_settings *auth)
{
	for (guint i = 0; i < facts->traces->len; i++) {
		const struct trace *trace = g_ptr_array_index(facts->traces, i);

		if (trace->kind == TRACE_RESULT &&
			is_listed(auth->authserv_ids, trace->host))
			return trace;
		if (trace->kind == TRACE_RECEIVED &&
			!is_receiver(auth->receivers, trace->host))
			return NULL;
	}
	return NULL;
}

static gboolean signs(const struct dkim_signature *signature, const char *name)
{
	return is_listed(signature->signs, name);
}

/* Every signature of that domain, since the result does not say which of them
 * passed: none with l=, all over what a reader goes by. */
static gboolean signatures_cover(const struct facts *facts, const char *domain)
{
	gboolean is_one = FALSE;

	for (guint i = 0; i < facts->signatures->len; i++) {
		const struct dkim_signature *signature =
			g_ptr_array_index(facts->signatures, i);

		if (g_strcmp0(signature->domain, domain) != 0)
			continue;
		is_one = TRUE;
		if (signature->has_l || !signs(signature, "from") ||
			(facts->has_date && !signs(signature, "date")) ||
			(facts->has_subject && !signs(signature, "subject")) ||
			(facts->message_id &&
				!signs(signature, "message-id")) ||
			(facts->has_content_type &&
				!signs(signature, "content-type")))
			return FALSE;
	}
	return is_one;
}

/* What one result says of the From's domain, method by method. */
struct findings {
	gboolean is_dmarc_pass, is_dmarc_fail;
	gboolean is_dkim_pass, is_dkim_fail;
	const char *dmarc; /* the word of the last dmarc method, or NULL */
};

static void collect(struct findings *findings, const struct trace *result,
	const char *domain)
{
	memset(findings, 0, sizeof(*findings));
	for (guint i = 0; i < result->methods->len; i++) {
		const struct auth_method *method =
			g_ptr_array_index(result->methods, i);
		gboolean is_pass = strcmp(method->result, "pass") == 0;
		gboolean is_fail = strcmp(method->result, "fail") == 0;
		gboolean is_his = g_strcmp0(method->domain, domain) == 0;

		if (strcmp(method->method, "dmarc") == 0) {
			findings->dmarc = method->result;
			findings->is_dmarc_fail |= is_fail;
			findings->is_dmarc_pass |= is_pass && is_his;
		} else if (strcmp(method->method, "dkim") == 0 && is_his) {
			findings->is_dkim_pass |= is_pass;
			findings->is_dkim_fail |= is_fail;
		}
	}
}

static void judge(struct auth_verdict *verdict, const struct facts *facts,
	const struct trace *result)
{
	g_autofree char *domain = address_domain(facts->from);
	struct findings found;
	gboolean has_passed;

	collect(&found, result, domain);
	has_passed = found.is_dmarc_pass ||
		     (found.is_dkim_pass && signatures_cover(facts, domain));
	if (found.is_dmarc_fail) {
		verdict->result = AUTH_FAIL;
		verdict->why = g_strdup_printf("dmarc=fail %s", result->host);
	} else if (has_passed && !facts->has_doubles) {
		verdict->result = AUTH_PASS;
		verdict->why = g_strdup(result->host);
	} else if (found.is_dkim_fail && !found.is_dkim_pass) {
		verdict->result = AUTH_FAIL;
		verdict->why = g_strdup_printf("dkim=fail %s", result->host);
	} else if (has_passed) {
		verdict->why = g_strdup("two fields where one may be");
	} else {
		verdict->why = g_strdup_printf("dmarc=%s %s",
			found.dmarc ? found.dmarc : "absent", result->host);
	}
}

void auth_verdict_init(struct auth_verdict *verdict, const struct facts *facts,
	const struct auth_settings *auth)
{
	const struct trace *result;

	verdict->result = AUTH_ABSENT;
	verdict->why = NULL;
	if (auth->authserv_ids->len == 0) {
		verdict->why = g_strdup("no authserv-id");
		return;
	}
	if (!facts->from) {
		verdict->why = g_strdup("no single From");
		return;
	}
	result = trusted_result(facts, auth);
	if (result)
		judge(verdict, facts, result);
	else
		verdict->why = g_strdup_printf("no result of %s",
			(const char *)g_ptr_array_index(auth->authserv_ids, 0));
}

void auth_verdict_clear(struct auth_verdict *verdict)
{
	g_clear_pointer(&verdict->why, g_free);
}
