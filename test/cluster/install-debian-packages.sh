#!/bin/sh
# Installs the Debian packages that the test cluster needs (Debian 12, as root).
# Debian starts the services of containerd and docker-registry when it installs them. The cluster starts its own,
# so a policy-rc.d keeps Debian's from starting now; they are enabled for the next boot as Debian sets it.
set -eu

packages="$(sed -n 's/^ *package: "\(.*\)",$/\1/p' "$(dirname "$0")/debian-packages.ts" | sort -u)"

if [ -z "$packages" ]; then
  echo "debian-packages.ts names no packages." >&2
  exit 1
fi

missing=""
for package in $packages; do
  if ! dpkg-query --show --showformat='${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii'; then
    missing="$missing $package"
  fi
done
if [ -z "$missing" ]; then
  echo "All Debian packages are installed."
  exit 0
fi

policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  trap 'exit 130' INT TERM
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod +x "$policy"
fi

apt-get update
# shellcheck disable=SC2086 # the list is meant to be split
DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends $missing
