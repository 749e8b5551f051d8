#!/bin/sh
# clang-tidy over the program's sources, two at a time. usage: tidy.sh SOURCE BUILD
set -u
cd "$1" || exit 1
command -v clang-tidy >/dev/null || exit 77
# gcc's own flags mean nothing to clang.
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
sed -e 's/-fstack-clash-protection//g; s/-ftrivial-auto-var-init=zero//g' \
	-e 's/-Wp,[^ "]*//g; s/-U_FORTIFY_SOURCE//g; s/-D_FORTIFY_SOURCE=3//g' \
	"$2/compile_commands.json" >"$out/compile_commands.json"
sed -i "s|\"directory\": \"[^\"]*\"|\"directory\": \"$2\"|" \
	"$out/compile_commands.json"
find store gateway -name '*.c' -print0 |
	xargs -0 -n 8 -P 2 clang-tidy --quiet -p "$out" \
		--extra-arg=-Wno-unknown-warning-option \
		2>/dev/null >"$out/found" || true
if grep -qE '(warning|error):' "$out/found"; then
	grep -E '(warning|error):' "$out/found" | sort -u
	exit 1
fi
