#!/usr/bin/env bash
# Runs once, when the platform builds the image: as root and with network. Installs Deno and
# the libraries that the lock file names, and grades something, so that a broken image is
# seen when it is built and not when students hand in.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
source="$PWD"
version="2.9.6"

deno="${LATENTMARK_DENO:-}"
if [ -z "$deno" ]; then
  if ! command -v npm > /dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends ca-certificates nodejs npm
  fi
  # In a folder of its own: in the project's node_modules it would be run as JavaScript.
  # The program itself is what is used, so that neither scripts nor an old Node matter.
  mkdir -p "$source/runtime"
  npm install --prefix "$source/runtime" --ignore-scripts --no-audit --no-fund \
    --loglevel=error "deno@$version"
  for deno in "$source"/runtime/node_modules/@deno/*/deno; do chmod +x "$deno"; done
fi
"$deno" --version > /dev/null
ln -sfn "$deno" "$source/deno"

# Not in a home folder: that of the build need not be that of the run.
export DENO_DIR="${LATENTMARK_DENO_DIR:-$source/cache}"
(cd latentmark && "$source/deno" install --quiet --frozen)

check="$(mktemp -d)"
mkdir "$check/submission"
printf '# Report\n\nA VAE is an autoencoder with a distribution over latents.\n' \
  > "$check/submission/report.md"
LATENTMARK_AUTOGRADER="$check" LATENTMARK_SOURCE="$source" ./run_autograder
if ! grep -q '"outcome":"graded"' "$check/results/results.json"; then
  echo "Cannot use this image as it must grade a report:" >&2
  cat "$check/results/results.json" >&2
  exit 1
fi
rm -rf "$check"
