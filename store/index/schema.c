#include "base.h"

/* Columns named fold hold what is compared: words by text_fold(), addresses by
 * address_fold(). Every index serves a question of index.h; a test asks the
 * query planner. */
static const char TABLES[] =
	"CREATE TABLE state (name TEXT PRIMARY KEY, text TEXT, number INTEGER)"
	" WITHOUT ROWID;"

	"CREATE TABLE commits (seq INTEGER PRIMARY KEY, ticket INTEGER,"
	" hex TEXT);"
	"CREATE INDEX commits_ticket ON commits (ticket, seq);"

	"CREATE TABLE messages (seq INTEGER PRIMARY KEY, id TEXT,"
	" ticket INTEGER, month INTEGER, number INTEGER, kind INTEGER,"
	" referred INTEGER, digest TEXT);"
	"CREATE INDEX messages_id ON messages (id, referred, seq);"

	"CREATE TABLE notices (seq INTEGER PRIMARY KEY, ticket INTEGER,"
	" message INTEGER, kind TEXT, address TEXT, fold TEXT, at INTEGER,"
	" unproven INTEGER);"
	"CREATE INDEX notices_message ON notices (ticket, message, fold);"
	"CREATE INDEX notices_rate ON notices (fold, at);"
	"CREATE INDEX notices_asked ON notices (fold, at)"
	" WHERE kind = 'confirm';"
	"CREATE INDEX notices_unproven ON notices (at) WHERE unproven = 1;"

	"CREATE TABLE spent (ticket INTEGER, message INTEGER, kind TEXT,"
	" fold TEXT, PRIMARY KEY (ticket, message, kind, fold)) WITHOUT ROWID;"
	"CREATE TABLE ran (key TEXT PRIMARY KEY, at INTEGER) WITHOUT ROWID;"
	"CREATE TABLE quarantine (sha256 TEXT PRIMARY KEY) WITHOUT ROWID;"

	"CREATE TABLE tickets (number INTEGER PRIMARY KEY, subject TEXT,"
	" status INTEGER, active INTEGER, priority INTEGER, line INTEGER,"
	" queue TEXT, queue_fold TEXT, assignee TEXT, assignee_fold TEXT,"
	" requester TEXT, requester_fold TEXT, vendor_fold TEXT,"
	" parent INTEGER, created INTEGER, updated INTEGER,"
	" resolve_due INTEGER, due INTEGER, next INTEGER);"
	"CREATE INDEX tickets_order ON tickets (priority, created, number);"
	"CREATE INDEX tickets_active ON tickets (active, priority, created,"
	" number);"
	"CREATE INDEX tickets_queue ON tickets (queue_fold, active, priority,"
	" created, number);"
	"CREATE INDEX tickets_assignee ON tickets (assignee_fold, active,"
	" priority, created, number);"
	"CREATE INDEX tickets_requester ON tickets (requester_fold, active,"
	" created, number);"
	"CREATE INDEX tickets_vendor ON tickets (vendor_fold, active);"
	"CREATE INDEX tickets_parent ON tickets (parent, active);"
	"CREATE INDEX tickets_due ON tickets (active, due);"
	"CREATE INDEX tickets_next ON tickets (next, number) WHERE next > 0;"

	"CREATE TABLE tags (ticket INTEGER, fold TEXT, tag TEXT,"
	" PRIMARY KEY (ticket, fold)) WITHOUT ROWID;"
	"CREATE INDEX tags_fold ON tags (fold, tag, ticket);"

	"CREATE TABLE outbox (ticket INTEGER, month INTEGER, message INTEGER,"
	" vendor INTEGER, address TEXT, fold TEXT, kind TEXT, born INTEGER,"
	" attempts INTEGER, next INTEGER,"
	" PRIMARY KEY (ticket, month, message, fold)) WITHOUT ROWID;"
	"CREATE INDEX outbox_next ON outbox (next);";

const struct base_schema INDEX_SCHEMA = { .sql = TABLES, .version = 3 };

const char *const SCHEMA_CLEAR_SQL =
	"DELETE FROM state; DELETE FROM commits; DELETE FROM messages;"
	"DELETE FROM notices; DELETE FROM spent; DELETE FROM ran;"
	"DELETE FROM quarantine; DELETE FROM tickets; DELETE FROM tags;"
	"DELETE FROM outbox;";
