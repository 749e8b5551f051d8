#!/bin/sh
# What the conventions say of a file without compiling it.
# usage: style.sh SOURCE
set -u
cd "$1" || exit 1
bad=0
say() {
	echo "$*"
	bad=1
}
files=$(find store gateway tests -name '*.[ch]' | sort)

odd=$(find . -maxdepth 1 -mindepth 1 | sed 's|^\./||' |
	grep -vxE 'gateway|store|templates|tests|contrib|meson\.build|README\.md|LICENSE|CHANGELOG\.md|build.*|\..*')
[ -z "$odd" ] || say "at the top level, where nothing else belongs: $odd"

long=$(for file in $files; do
	wc -l "$file"
done | awk '$1 > 600 { print $2 " has " $1 " lines (at most 600)" }')
[ -z "$long" ] || say "$long"

found=$(grep -nwE 'strtok|sprintf|vsprintf|strcpy|strcat|gets|atoi|atol|alloca|g_alloca|system|popen' \
	$(echo "$files" | grep -v '^tests/') | grep -E '\b(strtok|sprintf|vsprintf|strcpy|strcat|gets|atoi|atol|alloca|g_alloca|system|popen) *\(')
[ -z "$found" ] || say "functions that are not used here:
$found"

found=$(grep -nE '\b(isalpha|isdigit|isspace|tolower|toupper|isalnum|isprint|isxdigit) *\(' \
	$(echo "$files" | grep -v '^tests/') | grep -vE 'g_(ascii|unichar)_')
[ -z "$found" ] || say "locale-dependent ctype:
$found"

found=$(grep -nE '\b(TODO|FIXME|XXX|HACK)\b' $files contrib/* templates/*/* \
	2>/dev/null | grep -v '^tests/lint/\|X-Y')
[ -z "$found" ] || say "unfinished:
$found"

for header in $(echo "$files" | grep '\.h$'); do
	head -n 1 "$header" | grep -q "^/\* $(basename "$header") - " ||
		say "$header: its first line does not say what it is"
done

if command -v clang-format >/dev/null; then
	clang-format --dry-run -Werror $files 2>&1 | grep -E 'error:' |
		cut -d: -f1 | sort -u >/tmp/format.$$
	if [ -s /tmp/format.$$ ]; then
		say "not as clang-format would write it:
$(cat /tmp/format.$$)"
	fi
	rm -f /tmp/format.$$
fi
exit $bad
