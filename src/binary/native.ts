import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, writeSync } from 'node:fs';
import { constants } from 'node:os';
import { bytesOf } from './assets.ts';

/**
 * Node loads native code from files alone, and this is to run where nothing may be written. The file is one without a name
 * (O_TMPFILE, open(2)), where a folder in memory or for temporary files can be written, loaded through /proc/self/fd. Where
 * there is none, it lies in a tmpfs of a user namespace of another process, and is reached through /proc/PID/root. With
 * neither, C cannot be called, and what needs no C works.
 */
export function loadNative(): unknown {
  const bytes = bytesOf('koffi.node');
  for (const load of [() => fromUnnamedFile(bytes), fromNamespace]) {
    const loaded = load();
    if (loaded !== undefined) return loaded;
  }
  const error = new Error(
    'no place for it: neither may a file be made in /dev/shm or a folder for temporary files, nor a user namespace',
  );
  throw Object.assign(error, { code: 'ERR_DLOPEN_FAILED' });
}

/** O_TMPFILE | O_RDWR | O_CLOEXEC: asm-generic/fcntl.h, and that of arm64, whose O_DIRECTORY is another. */
const UNNAMED = 0o20000000 | (process.arch === 'arm64' ? 0o40000 : 0o200000) | 2;

function fromUnnamedFile(bytes: Uint8Array): unknown {
  const { XDG_RUNTIME_DIR, TMPDIR } = process.env;
  for (const folder of ['/dev/shm', XDG_RUNTIME_DIR, TMPDIR, '/tmp', '/var/tmp']) {
    if (folder === undefined || folder === '') continue;
    try {
      return loadUnnamed(folder, bytes);
    } catch {
      // Read-only, absent, mounted noexec, or of a file system without O_TMPFILE: the next.
    }
  }
  return undefined;
}

function loadUnnamed(folder: string, bytes: Uint8Array): unknown {
  const fd = openSync(folder, UNNAMED, 0o700);
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
    return loadFrom(`/proc/self/fd/${fd}`);
  } finally {
    closeSync(fd);
  }
}

function loadFrom(path: string): unknown {
  const module = { exports: {} as unknown };
  process.dlopen(module, path, constants.dlopen.RTLD_LAZY);
  return module.exports;
}

/**
 * The tmpfs lies over /proc, a folder that is there always, and ends with the process. Its file is written by this
 * executable, called with NATIVE_PART.
 */
const SCRIPT =
  'mount -t tmpfs -o mode=0700 tmpfs /proc && "$0" "$1" >/proc/part && mv /proc/part /proc/koffi.node && exec sleep 60';

/** The argument with which this executable writes koffi's native part to stdout. */
export const NATIVE_PART = '--koffi-native-part';

/** How long the other process may take, in steps of STEP milliseconds. */
const MOST_STEPS = 2000;
const STEP = 5;

function fromNamespace(): unknown {
  const flags = process.geteuid?.() === 0 ? '-m' : '-Urm';
  const other = spawn('unshare', [flags, 'sh', '-c', SCRIPT, process.execPath, NATIVE_PART], { stdio: 'ignore' });
  other.on('error', () => undefined).unref();
  if (other.pid === undefined) return undefined;
  const root = `/proc/${other.pid}/root/proc`;
  try {
    for (let step = 0; step < MOST_STEPS && existsSync(`/proc/${other.pid}/fd/0`); step++) {
      if (existsSync(`${root}/koffi.node`)) return loadFrom(`${root}/koffi.node`);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, STEP);
    }
  } catch {
    // Loading through the other's root may be forbidden.
  } finally {
    other.kill('SIGKILL');
  }
  return undefined;
}
