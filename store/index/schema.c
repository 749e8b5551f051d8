#include "base.h"

/* Columns named fold hold what is compared: words by text_fold(), addresses by
 * address_fold(). Every index serves a question of index.h; a test asks the
 * query planner. */
static const char TABLES[] =
	"CREATE TABLE state (name TEXT PRIMARY KEY, text TEXT, number INTEGER)"
	" WITHOUT ROWID;"

	/* seq: the commit's place on the branch. */
	"CREATE TABLE commits (ticket INTEGER, seq INTEGER, hex TEXT,"
	" PRIMARY KEY (ticket, seq)) WITHOUT ROWID;"

	"CREATE TABLE messages (seq INTEGER PRIMARY KEY, id TEXT,"
	" ticket INTEGER, month INTEGER, number INTEGER, kind INTEGER,"
	" referred INTEGER, digest TEXT);"

	/* recipients: a line each, notice.h. */
	"CREATE TABLE notices (ticket INTEGER, message INTEGER,"
	" recipients TEXT, PRIMARY KEY (ticket, message)) WITHOUT ROWID;"
	/* How many of a kind went to an address in that minute, lately. */
	"CREATE TABLE rates (fold TEXT, kind TEXT, minute INTEGER,"
	" number INTEGER, PRIMARY KEY (fold, minute, kind)) WITHOUT ROWID;"

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

	"CREATE TABLE tags (ticket INTEGER, fold TEXT, tag TEXT,"
	" PRIMARY KEY (ticket, fold)) WITHOUT ROWID;"

	"CREATE TABLE outbox (ticket INTEGER, month INTEGER, message INTEGER,"
	" vendor INTEGER, address TEXT, fold TEXT, kind TEXT, born INTEGER,"
	" attempts INTEGER, next INTEGER,"
	" PRIMARY KEY (ticket, month, message, fold)) WITHOUT ROWID;";

/* Apart from the tables, since a rebuild makes them last, when all rows are
 * there: sorting once costs less than finding the place of each. A number
 * stands behind each entry by itself. */
static const char INDEXES[] =
	"CREATE INDEX messages_id ON messages (id, referred);"
	"CREATE INDEX tickets_active ON tickets (active, priority, created);"
	"CREATE INDEX tickets_queue ON tickets (queue_fold, active, priority,"
	" created);"
	"CREATE INDEX tickets_assignee ON tickets (assignee_fold, active,"
	" priority, created);"
	"CREATE INDEX tickets_requester ON tickets (requester_fold, active,"
	" created);"
	"CREATE INDEX tickets_vendor ON tickets (vendor_fold, active)"
	" WHERE vendor_fold <> '';"
	"CREATE INDEX tickets_parent ON tickets (parent, active)"
	" WHERE parent > 0;"
	"CREATE INDEX tickets_due ON tickets (due) WHERE active = 1"
	" AND due > 0;"
	"CREATE INDEX tickets_next ON tickets (next) WHERE next > 0;"
	"CREATE INDEX tags_fold ON tags (fold, tag, ticket);"
	"CREATE INDEX outbox_next ON outbox (next);";

const struct base_schema INDEX_SCHEMA = {
	.tables = TABLES, .indexes = INDEXES, .version = 4
};

const char *const SCHEMA_CLEAR_SQL =
	"DELETE FROM state; DELETE FROM commits; DELETE FROM messages;"
	"DELETE FROM notices; DELETE FROM rates; DELETE FROM spent;"
	"DELETE FROM ran; DELETE FROM quarantine; DELETE FROM tickets;"
	"DELETE FROM tags; DELETE FROM outbox;";
