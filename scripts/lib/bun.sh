# Sourced by the scripts: finds Bun, or brings it by npm into .tools/, and installs the packages of the lock file.
# Afterwards `bun` is on the PATH. Nothing outside this folder is touched.
wanted="1.4.5"
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root" || exit 1

usable() { local v; v=$("$1" --version 2>/dev/null) && [ "$(printf '%s\n1.4.0\n' "$v" | sort -V | head -n 1)" = "1.4.0" ]; }

if usable bun; then :
elif usable .tools/node_modules/.bin/bun; then PATH="$root/.tools/node_modules/.bin:$PATH"
elif command -v npm >/dev/null; then
  echo "Henter Bun $wanted med npm til .tools/ (kun her i mappen) ..." >&2
  npm install --prefix .tools --no-save --no-fund --no-audit --loglevel=error "bun@$wanted" >&2 || exit 1
  usable .tools/node_modules/.bin/bun || (cd .tools/node_modules/bun && node install.js >&2)
  usable .tools/node_modules/.bin/bun || { echo "Bun kunne ikke hentes med npm." >&2; exit 1; }
  PATH="$root/.tools/node_modules/.bin:$PATH"
else
  echo "Der skal bruges Bun (mindst 1.4) eller Node med npm. Ingen af delene blev fundet." >&2
  exit 1
fi
export PATH

if [ ! -e node_modules/.elevarkiv-lock ] || ! cmp -s bun.lock node_modules/.elevarkiv-lock; then
  echo "Henter pakkerne i bun.lock ..." >&2
  bun install --frozen-lockfile --silent >&2 || exit 1
  cp bun.lock node_modules/.elevarkiv-lock
fi
