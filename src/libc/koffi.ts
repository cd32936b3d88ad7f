import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type koffi from 'koffi';

export type Koffi = typeof koffi;

/** The release whose native parts package.json names. A test compares it with those, and with koffi's types. */
export const RELEASE = '3.3.4';

const load = createRequire(join(import.meta.dirname, 'koffi.js'));

/**
 * koffi's native part, a package for each platform that has all that is called. The package koffi itself wraps what is
 * deprecated, which is not used, and brings an install script that builds from source. Throws what loading it throws.
 */
export function loadKoffi(): Koffi {
  const { platform, arch } = process;
  const native = ofGlibc() ?? (load(`@koromix/koffi-${platform}-${arch}`) as Koffi);
  if (native.version === RELEASE) return native;
  throw new Error(`its native part is of release ${native.version}, and bindmatrix is made for ${RELEASE}`);
}

/**
 * The file for Linux with glibc: the package's own loader reads this Node's ELF header to find out which it is. Undefined
 * where it is better left to that.
 */
function ofGlibc(): Koffi | undefined {
  const { platform, arch } = process;
  if (platform !== 'linux' || (arch !== 'x64' && arch !== 'arm64') || existsSync(MUSL[arch])) return undefined;
  try {
    return load(`@koromix/koffi-linux-${arch}/linux_${arch}/koffi.node`) as Koffi;
  } catch {
    return undefined;
  }
}

/** The dynamic loaders of musl: where one is, this Node may be of either kind. */
const MUSL = { x64: '/lib/ld-musl-x86_64.so.1', arm64: '/lib/ld-musl-aarch64.so.1' };
