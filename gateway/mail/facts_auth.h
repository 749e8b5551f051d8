/* facts_auth.h - the fields of facts.h that servers write: Received,
 * Authentication-Results, DKIM-Signature. Inside of gateway/mail only. */
#ifndef MAIL_FACTS_AUTH_H
#define MAIL_FACTS_AUTH_H

#include "facts.h"

struct trace *trace_received(const char *value, gsize length);
struct trace *trace_result(const char *value, gsize length);
void trace_free(struct trace *trace); /* takes NULL */
struct dkim_signature *dkim_signature_scan(const char *value, gsize length);
void dkim_signature_free(struct dkim_signature *signature); /* takes NULL */

#endif
