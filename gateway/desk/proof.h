/* proof.h - what a mail proves, and who its sender is (identity.md). */
#ifndef DESK_PROOF_H
#define DESK_PROOF_H

#include "facts.h"
#include "rules.h"
#include "settings.h"
#include <glib.h>

enum proof {
	PROOF_NONE,
	PROOF_THREAD,
	PROOF_TOKEN,
	PROOF_DMARC,
	PROOF_CONFIRMED,
	PROOF_SIGNED,
	PROOF_LOCAL,
	PROOF_COUNT,
};

enum role {
	ROLE_REQUESTER,
	ROLE_PARTICIPANT,
	ROLE_AGENT,
	ROLE_LEAD,
	ROLE_APPROVER,
	ROLE_VENDOR,
	ROLE_OPERATOR,
	ROLE_MACHINE,
	ROLE_STRANGER,
	ROLE_COUNT,
};

/* What the trusted Authentication-Results says of the one From. */
struct auth_verdict {
	enum { AUTH_ABSENT, AUTH_FAIL, AUTH_PASS } result;
	char *why; /* "dmarc=fail mx.example.com", "mx.example.com", "no
		      authserv-id"; never NULL */
};

/* Reads downwards: the first Authentication-Results of a trusted authserv-id,
 * if every Received above it is by one of auth->receivers. Pass: dmarc=pass
 * with header.from equal to the From's domain; or dkim=pass whose header.d
 * equals it, with a DKIM-Signature of that domain without l= that signs From,
 * Date, Subject, Message-ID and Content-Type where present. Several From
 * fields or addresses, or two of the fields that a signature has to cover:
 * absent. Clear with auth_verdict_clear(). */
void auth_verdict_init(struct auth_verdict *verdict, const struct facts *facts,
	const struct auth_settings *auth);
void auth_verdict_clear(struct auth_verdict *verdict);

/* Trailer names: "dmarc", "none"; "requester". */
const char *proof_name(enum proof proof);
const char *role_name(enum role role);

#endif
