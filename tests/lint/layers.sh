#!/bin/sh
# The layering: which library's headers may be included where, and that the
# pure folders link to nothing that does I/O, reads a clock or draws random
# numbers. usage: layers.sh SOURCE BUILD
set -u
source=$1 build=$2
bad=0
say() {
	echo "$*"
	bad=1
}

# header pattern, the only folders (or files) that may include it
only() {
	pattern=$1
	shift
	grep -rlE "^# *include *[<\"]$pattern" "$source/store" "$source/gateway" |
		while read -r file; do
			file=${file#"$source"/}
			for place in "$@"; do
				case "$file" in "$place"*) continue 2 ;; esac
			done
			echo "$file includes $pattern (only: $*)"
		done
}
found=$(
	only 'git2' store/repo/
	only 'sqlite3' store/index/
	only 'libetpan' gateway/port/
	only 'curl/' gateway/port/
	only 'gnutls/' gateway/port/ gateway/mail/smime.c
	only 'gmime/' gateway/mail/
	only 'libxml/' gateway/mail/
	only 'json-glib' gateway/view/
	only 'seccomp' gateway/run/
	only 'libical/' gateway/run/ics.c
)
[ -z "$found" ] || say "$found"

# A folder's own headers, by who may not see them.
hidden() { # folder whose headers, then folders that must not include them
	owner=$1
	shift
	for header in "$source/$owner"/*.h; do
		[ -e "$header" ] || continue
		name=$(basename "$header")
		for folder in "$@"; do
			grep -lE "^#include \"$name\"" "$source/$folder"/*.c \
				"$source/$folder"/*.h 2>/dev/null |
				sed "s|^$source/|| ; s|\$| includes $owner/$name|"
		done
	done
}
found=$(
	for owner in gateway/mail gateway/conf gateway/desk gateway/view \
		gateway/port gateway/run; do
		hidden "$owner" store store/record store/repo store/index
	done
	hidden gateway/desk gateway/mail gateway/conf gateway/view gateway/port
	hidden gateway/view gateway/mail gateway/conf gateway/desk gateway/port
	hidden gateway/conf gateway/mail gateway/view gateway/port
	hidden gateway/port gateway/mail gateway/conf gateway/desk gateway/view
	hidden gateway/run gateway/mail gateway/conf gateway/desk gateway/view \
		gateway/port
	hidden store/repo store/record store/index gateway/run gateway/desk
	hidden store/index store/record gateway/run gateway/desk
)
[ -z "$found" ] || say "$found"

# Pure: no symbol of these.
forbidden='open|openat|open64|fopen|fopen64|read|write|close|unlink|rename|socket|connect|fork|execve|execvp|system|popen|time|gettimeofday|clock_gettime|rand|random|getrandom|arc4random|getenv|printf|puts|fprintf|perror|sleep|nanosleep|g_file_get_contents|g_file_set_contents|g_get_real_time|g_get_monotonic_time|g_date_time_new_now|g_date_time_new_now_utc|g_date_time_new_now_local|g_random_int|g_random_int_range|g_rand_new|g_getenv|g_print|g_printerr|g_spawn_sync|g_usleep|g_log'
for library in store/record gateway/mail gateway/conf gateway/desk \
	gateway/view; do
	archive=$build/$library/lib$(basename "$library").a
	[ -e "$archive" ] || continue
	used=$(nm -u "$archive" 2>/dev/null | awk '{ print $NF }' |
		grep -xE "$forbidden" | sort -u | tr '\n' ' ')
	[ -z "$used" ] || say "$library is pure and uses: $used"
done

# …and keeps nothing from one call to the next.
found=$(grep -nE '^(	)?static [^(=]*(\[[^]]*\])?( = [^;]*)?;$' \
	"$source"/store/record/*.c "$source"/gateway/mail/*.c \
	"$source"/gateway/conf/*.c "$source"/gateway/desk/*.c \
	"$source"/gateway/view/*.c | grep -vE 'static const|_Thread_local' |
	grep -v 'gateway/mail/charset.c' | # converters, opened once and kept
	sed "s|^$source/||")
[ -z "$found" ] || say "mutable statics in pure folders:
$found"

exit $bad
