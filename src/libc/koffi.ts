import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type koffi from 'koffi';

export type Koffi = typeof koffi;

/** The release whose native part is known to do without the loader around it. A test compares it with the installed one. */
export const KNOWN_RELEASE = '3.3.4';

const load = createRequire(join(import.meta.dirname, 'koffi.js'));

/**
 * koffi, by its native part where that is a file of the known release for Linux with glibc: its loader reads this Node's
 * ELF header and makes wrappers for what is deprecated, 12 ms of each start. Everywhere else, and where anything is not
 * as expected, by its own loader, whose error it throws.
 */
export function loadKoffi(): Koffi {
  return nativePart() ?? (load('koffi') as { readonly default: Koffi }).default;
}

/** Undefined where it is better left to koffi's own loader. */
function nativePart(): Koffi | undefined {
  const { platform, arch } = process;
  if (platform !== 'linux' || (arch !== 'x64' && arch !== 'arm64') || existsSync(MUSL[arch])) return undefined;
  try {
    const native = load(`@koromix/koffi-linux-${arch}/linux_${arch}/koffi.node`) as Koffi;
    return native.version === KNOWN_RELEASE ? native : undefined;
  } catch {
    return undefined;
  }
}

/** The dynamic loaders of musl: where one is, this Node may be of either kind. */
const MUSL = { x64: '/lib/ld-musl-x86_64.so.1', arm64: '/lib/ld-musl-aarch64.so.1' };
