#!/usr/bin/env bash
# Reviews a change of an OpenAPI document in a pull request: annotations, a comment that is edited in place, a job summary, a rule to fail
# by, and whether a committed crate is what the document gives.
#
# Takes its input from the environment, as `action.yml` sets it:
#   OASMITH SPEC BASE FAIL_ON COMMENT GENERATED PULL_REQUEST, and what GitHub sets for every job.
# Exits with 1 when a change hits FAIL_ON or the committed crate is stale, with 2 when a document cannot be used.
set -euo pipefail

oasmith="${OASMITH:-oasmith}"
base="${BASE:-HEAD^1}"
summary="${GITHUB_STEP_SUMMARY:-/dev/null}"
outputs="${GITHUB_OUTPUT:-/dev/null}"
repository="${GITHUB_REPOSITORY:-}"
server="${GITHUB_SERVER_URL:-https://github.com}"

# One comment for each document: several can be reviewed in one pull request.
key=$(printf '%s' "$SPEC" | tr -c 'A-Za-z0-9._-' '-')
marker="<!-- oasmith diff $key -->"
report="${RUNNER_TEMP:-$(mktemp -d)}/oasmith-diff-$key"
mkdir -p "$report"
link="$server/$repository/actions/runs/${GITHUB_RUN_ID:-0}"

output() { printf '%s=%s\n' "$1" "$2" >> "$outputs"; }

comment() {
  [ "${COMMENT:-true}" = true ] && [ -n "${PULL_REQUEST:-}" ] && [ -n "$repository" ] || return 0
  local found
  found=$(gh api --paginate "repos/$repository/issues/$PULL_REQUEST/comments" \
    --jq ".[] | select(.body | startswith(\"$marker\")) | .id") || return 1
  found=$(printf '%s\n' "$found" | head -n 1)
  if [ -n "$found" ]; then
    gh api --silent --method PATCH "repos/$repository/issues/comments/$found" --field "body=@$1"
  else
    gh api --silent --method POST "repos/$repository/issues/$PULL_REQUEST/comments" --field "body=@$1"
  fi
}

drift() {
  [ -n "${GENERATED:-}" ] || return 0
  "$oasmith" generate "$SPEC" -o "$GENERATED" --check && return 0
  printf '::error file=%s,title=stale crate::%s is not what %s gives; generate it again and commit it\n' "$SPEC" "$GENERATED" "$SPEC"
  return 1
}

failed=0
if ! git cat-file -e "$base:$SPEC" 2> /dev/null; then
  printf '::notice title=oasmith diff::%s has no %s: there is nothing to compare with\n' "$base" "$SPEC"
  drift || failed=1
  exit "$failed"
fi

diff() { "$oasmith" diff "$base:$SPEC" "$SPEC" "$@"; }

diff --format json > "$report/changes.json"
diff --format html > "$report/changes.html"
diff --format sarif > "$report/changes.sarif"
diff --format markdown --link "$link" | sed "1s/.*/$marker/" > "$report/changes.md"
diff --format github
cat "$report/changes.md" >> "$summary"

output key "$key"
output report "$report"
output semver "$(sed -n 's/^ *"semver": "\([a-z]*\)".*/\1/p' "$report/changes.json" | tail -n 1)"
output errors "$(sed -n 's/^ *"errors": \([0-9]*\).*/\1/p' "$report/changes.json" | tail -n 1)"

# A pull request from a fork has no right to comment; the summary says the same.
comment "$report/changes.md" || printf '::warning title=oasmith diff::the comment could not be written; the summary of the job says the same\n'

if [ -n "${FAIL_ON:-}" ]; then
  diff --format text --fail-on "$FAIL_ON" > /dev/null || failed=$?
fi
drift || failed=1
exit "$failed"
