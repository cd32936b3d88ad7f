#!/usr/bin/env bash
# Runs trials of config/ with Node for arm64, which qemu emulates: `npm run arm64 [-- FILE…]`. It tests the calling
# conventions of that architecture; the kernel stays this one. Needs qemu-user-static, and Linux 6.7 or later for a
# binfmt_misc of its own (binfmt-misc.rst). Debian's packages come by apt, with lists of its own below ~/.cache.
set -euo pipefail
cd "$(dirname "$0")/../.."
readonly CACHE="${XDG_CACHE_HOME:-$HOME/.cache}/bindmatrix-kernels/arm64" SUITE=trixie
readonly ROOT="$CACHE/root" QEMU=/usr/bin/qemu-aarch64-static

get() { # Debian's Node for arm64, with all that it needs, unpacked into $ROOT
  local archive
  archive=$(apt-get indextargets --format '$(LABEL) $(REPO_URI)' 'Identifier: Packages' 'Origin: Debian' |
    sed -n 's/^Debian //p' | head -1)
  mkdir -p "$CACHE"/{lists,archives}/partial
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $archive $SUITE main" >"$CACHE/sources.list"
  : >"$CACHE/status"
  local options=(-qq -o Dir::Etc::SourceList="$CACHE/sources.list" -o Dir::Etc::SourceParts=/dev/null
    -o Dir::State::Lists="$CACHE/lists" -o Dir::State::Status="$CACHE/status" -o Dir::Cache="$CACHE"
    -o Dir::Cache::Archives="$CACHE/archives" -o APT::Architecture=arm64 -o APT::Architectures=arm64
    -o Acquire::Languages=none -o APT::Sandbox::User=root -o Debug::NoLocking=true)
  apt-get "${options[@]}" update
  apt-get "${options[@]}" install -y --download-only --no-install-recommends nodejs util-linux coreutils dash >"$CACHE/log"
  mkdir -p "$ROOT.new"
  # base-files and its like have the links of /bin and /lib, which the others are unpacked through.
  mkdir -p "$ROOT.new"/usr/{bin,sbin,lib} "$ROOT.new"/{proc,sys,dev,tmp,run,project}
  for link in bin sbin lib; do ln -sfn "usr/$link" "$ROOT.new/$link"; done
  for deb in "$CACHE"/archives/*.deb; do dpkg-deb --fsys-tarfile "$deb" | tar -x --keep-directory-symlink -C "$ROOT.new"; done
  mv "$ROOT.new" "$ROOT"
}

project() { # the built program, and koffi's native part for arm64, in $ROOT/project
  rm -rf "${ROOT:?}/project"/*
  cp -rL dist config package.json "$ROOT/project/"
  local release
  release=$(node -p "require('./node_modules/koffi/package.json').version")
  mkdir -p "$ROOT/project/node_modules"
  [[ -d $CACHE/npm/node_modules ]] ||
    npm install --silent --no-save --ignore-scripts --force --prefix "$CACHE/npm" "@koromix/koffi-linux-arm64@$release"
  cp -r "$CACHE/npm/node_modules/@koromix" "$ROOT/project/node_modules/"
}

# The magic of ELF for AArch64, as Debian's qemu-user-static registers it. F: qemu is opened now, outside of the root.
readonly MAGIC='\x7f\x45\x4c\x46\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\xb7\x00'
readonly MASK='\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff'
export MAGIC MASK QEMU ROOT

[[ -x $QEMU ]] || { echo "there is no $QEMU: install qemu-user-static" >&2; exit 3; }
[[ -d $ROOT ]] || get
project
files=("$@")
((${#files[@]} > 0)) || files=(config/tutorial/*.yaml config/examples/kernel-bind-selftests.yaml config/examples/wider.yaml)
# shellcheck disable=SC2016
exec unshare --user --map-root-user --mount --net --pid --fork --kill-child sh -c '
  set -e
  mount -t binfmt_misc none /proc/sys/fs/binfmt_misc
  printf "%s" ":bindmatrix-arm64:M::$MAGIC:$MASK:$QEMU:F" >/proc/sys/fs/binfmt_misc/register
  # unshare(1) needs a root that is a mount.
  mount --bind "$ROOT" "$ROOT"
  mount -t proc proc "$ROOT/proc"
  mount --rbind /dev "$ROOT/dev"
  mount --rbind /sys "$ROOT/sys"
  mount -t tmpfs tmpfs "$ROOT/tmp"
  exec env -i PATH=/usr/bin:/usr/sbin HOME=/tmp NO_COLOR=1 chroot "$ROOT" sh -c "cd /project && node -p process.arch && exec node dist/cli.js check \"\$@\"" sh "$@"
' sh "${files[@]}"
