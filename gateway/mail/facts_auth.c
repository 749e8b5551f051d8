#include "facts_auth.h"
#include "header_lex.h"
#include <string.h>

static void auth_method_free(gpointer data)
{
	struct auth_method *method = data;

	g_free(method->method);
	g_free(method->result);
	g_free(method->domain);
	g_free(method);
}

void trace_free(struct trace *trace)
{
	if (!trace)
		return;
	g_free(trace->host);
	g_clear_pointer(&trace->methods, g_ptr_array_unref);
	g_free(trace);
}

void dkim_signature_free(struct dkim_signature *signature)
{
	if (!signature)
		return;
	g_free(signature->domain);
	g_ptr_array_unref(signature->signs);
	g_free(signature);
}

static char *fold_text(const GString *text)
{
	return header_fold(text->str, text->len);
}

/* "from a by b with c; date": the host behind the first «by», and what stands
 * behind the last semicolon. */
struct trace *trace_received(const char *value, gsize length)
{
	struct trace *trace = g_new0(struct trace, 1);
	const char *date = NULL;
	gboolean is_next = FALSE;
	struct lexer lexer;
	struct lexeme lexeme;

	trace->kind = TRACE_RECEIVED;
	lexer_init(&lexer, value, length, ";");
	lexeme_init(&lexeme);
	while (lexer_next(&lexer, &lexeme)) {
		if (lexeme.kind == LEXEME_SIGN) {
			date = lexer.at;
		} else if (is_next && !trace->host) {
			trace->host = fold_text(lexeme.text);
		} else {
			is_next =
				g_ascii_strcasecmp(lexeme.text->str, "by") == 0;
		}
	}
	lexeme_clear(&lexeme);
	trace->at = date ? header_date(date, (gsize)(lexer.end - date))
			 : G_MININT64;
	return trace;
}

/* --- Authentication-Results (RFC 8601 2.2) ------------------------------- */

/* A pair of a method and what it found, while it is read. */
struct result_reader {
	struct lexer lexer;
	struct lexeme lexeme;
	struct auth_method *method;

	gboolean is_unclear; /* and another one differed */
	char *identity;      /* header.i */
};

static void end_method(struct result_reader *reader, struct trace *trace)
{
	struct auth_method *method = reader->method;

	if (!method)
		return;
	if (!method->domain && reader->identity) {
		const char *at = strrchr(reader->identity, '@');

		method->domain = g_strdup(at ? at + 1 : reader->identity);
	}
	if (reader->is_unclear)
		g_clear_pointer(&method->domain, g_free);
	g_ptr_array_add(trace->methods, method);
	reader->method = NULL;
	reader->is_unclear = FALSE;
	g_clear_pointer(&reader->identity, g_free);
}

/* Takes over both. */
static void take_property(struct auth_method *method,
	struct result_reader *reader, char *key, char *value)
{
	gboolean is_dmarc = strcmp(method->method, "dmarc") == 0;
	gboolean is_dkim = strcmp(method->method, "dkim") == 0;

	if ((is_dmarc && strcmp(key, "header.from") == 0) ||
		(is_dkim && strcmp(key, "header.d") == 0)) {
		if (method->domain && strcmp(method->domain, value) != 0)
			reader->is_unclear = TRUE;
		if (!method->domain)
			method->domain = g_steal_pointer(&value);
	} else if (is_dkim && strcmp(key, "header.i") == 0 &&
		   !reader->identity) {
		reader->identity = g_steal_pointer(&value);
	}
	g_free(key);
	g_free(value);
}

/* "dkim/1" is method dkim. Takes over both. */
static struct auth_method *new_method(char *name, char *result)
{
	struct auth_method *method = g_new0(struct auth_method, 1);
	char *version = strchr(name, '/');

	if (version)
		*version = '\0';
	method->method = name;
	method->result = result;
	return method;
}

/* The lexer stands behind "key": reads "= value". FALSE where no value
 * follows; the lexeme is then the next one to look at. */
static gboolean read_value(struct result_reader *reader, char **value)
{
	if (!lexer_next(&reader->lexer, &reader->lexeme) ||
		reader->lexeme.kind != LEXEME_SIGN ||
		reader->lexeme.sign != '=')
		return FALSE;
	if (!lexer_next(&reader->lexer, &reader->lexeme) ||
		reader->lexeme.kind != LEXEME_WORD)
		return FALSE;
	*value = fold_text(reader->lexeme.text);
	return TRUE;
}

/* Base64 in a value may hold further =; they and what is glued to them belong
 * to it. */
static void skip_glued(struct result_reader *reader)
{
	while (lexer_next(&reader->lexer, &reader->lexeme) &&
		!reader->lexeme.is_apart &&
		!(reader->lexeme.kind == LEXEME_SIGN &&
			reader->lexeme.sign == ';'))
		;
}

/* One "key=value"; the lexeme is its key. Afterwards it is the next one. */
static void read_pair(struct result_reader *reader)
{
	char *key = fold_text(reader->lexeme.text), *value = NULL;

	if (reader->lexeme.is_quoted || !read_value(reader, &value)) {
		g_free(key);
		if (reader->lexeme.is_quoted)
			skip_glued(reader);
		return;
	}
	if (reader->method)
		take_property(reader->method, reader, key, value);
	else
		reader->method = new_method(key, value);
	skip_glued(reader);
}

static void read_methods(struct result_reader *reader, struct trace *trace)
{
	while (reader->lexeme.kind != LEXEME_END) {
		if (reader->lexeme.kind == LEXEME_WORD) {
			read_pair(reader);
			continue;
		}
		if (reader->lexeme.sign != ';') {
			skip_glued(reader);
			continue;
		}
		end_method(reader, trace);
		lexer_next(&reader->lexer, &reader->lexeme);
	}
	end_method(reader, trace);
}

/* What stands before the first semicolon: the authserv-id and perhaps a
 * version. NULL where it is none. */
static char *read_authserv_id(struct result_reader *reader)
{
	char *id = NULL;

	if (!lexer_next(&reader->lexer, &reader->lexeme) ||
		reader->lexeme.kind != LEXEME_WORD)
		return NULL;
	id = fold_text(reader->lexeme.text);
	while (lexer_next(&reader->lexer, &reader->lexeme)) {
		if (reader->lexeme.kind != LEXEME_SIGN)
			continue;
		if (reader->lexeme.sign == ';')
			return id;
		g_clear_pointer(&id, g_free); /* "dkim=pass": no id at all */
		return NULL;
	}
	return id;
}

struct trace *trace_result(const char *value, gsize length)
{
	struct trace *trace = g_new0(struct trace, 1);
	struct result_reader reader = { 0 };

	trace->kind = TRACE_RESULT;
	trace->at = G_MININT64;
	trace->methods = g_ptr_array_new_with_free_func(auth_method_free);
	lexer_init(&reader.lexer, value, length, ";=");
	lexeme_init(&reader.lexeme);
	trace->host = read_authserv_id(&reader);
	if (trace->host)
		read_methods(&reader, trace);
	/* Half a quote: who knows what belongs to it. The id stays, so that
	 * no result further down counts in its place. */
	if (reader.lexer.is_broken)
		g_ptr_array_set_size(trace->methods, 0);
	lexeme_clear(&reader.lexeme);
	return trace;
}

/* --- DKIM-Signature (RFC 6376 3.2, 3.5) ---------------------------------- */

static void take_names(GPtrArray *names, const char *value)
{
	g_auto(GStrv) split = g_strsplit(value, ":", -1);

	for (char **name = split; *name; name++) {
		g_strstrip(*name);
		if (**name)
			g_ptr_array_add(
				names, header_fold(*name, strlen(*name)));
	}
}

static void take_tag(struct dkim_signature *signature, char *tag)
{
	char *value = strchr(tag, '=');

	if (!value)
		return;
	*value++ = '\0';
	g_strstrip(tag);
	g_strstrip(value);
	if (strcmp(tag, "d") == 0) {
		/* Two of them: it proves nothing. */
		gboolean is_second = signature->domain != NULL;

		g_free(signature->domain);
		signature->domain = is_second
					    ? g_strdup("")
					    : header_fold(value, strlen(value));
	} else if (strcmp(tag, "l") == 0) {
		signature->has_l = TRUE;
	} else if (strcmp(tag, "h") == 0) {
		take_names(signature->signs, value);
	}
}

struct dkim_signature *dkim_signature_scan(const char *value, gsize length)
{
	struct dkim_signature *signature = g_new0(struct dkim_signature, 1);
	g_autofree char *copy = g_strndup(value, length);
	g_auto(GStrv) tags = g_strsplit(copy, ";", -1);

	signature->signs = g_ptr_array_new_with_free_func(g_free);
	for (char **tag = tags; *tag; tag++)
		take_tag(signature, *tag);
	return signature;
}
