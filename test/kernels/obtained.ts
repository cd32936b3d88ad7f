import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ok, problem, type Result } from '../../src/model/result.ts';
import { Suite } from './archive.ts';
import type { Kernel } from './kernels.ts';

/** A kernel's files on this machine. */
export interface Obtained {
  /** The program of user-mode Linux, or what qemu loads. */
  readonly image: string;
  /** The folder with its modules; its name is the kernel's release. */
  readonly modules: string;
  /** A folder with a C library, in which the program must be started. */
  readonly root?: string;
}

/** What was downloaded stays here, where a new clone finds it too. */
export const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'bindmatrix-kernels');

/** The kernel's files: installed, or downloaded before, or now. `isNew`: downloads what the archive has today. */
export function obtain(kernel: Kernel, isNew: boolean): Result<Obtained> {
  const installed = kernel.how === 'uml' && kernel.ownLibc === undefined ? inRoot(kernel, '/') : undefined;
  if (installed !== undefined) return ok(installed);
  const root = join(CACHE, kernel.name);
  const before = isNew ? undefined : inRoot(kernel, root);
  if (before !== undefined) return ok(before);
  const downloaded = download(kernel, root, isNew);
  if (!downloaded.ok) return downloaded;
  const found = inRoot(kernel, root);
  return found === undefined ? problem(`the packages of ${kernel.name} have no kernel or no modules`) : ok(found);
}

/** Beside `root`, and in its place once it is complete. */
function download(kernel: Kernel, root: string, isNew: boolean): Result<void> {
  const suite = Suite.open(join(CACHE, 'archive', kernel.suite), kernel.suite, isNew);
  if (!suite.ok) return suite;
  const packages = packagesOf(kernel, suite.value);
  if (!packages.ok) return packages;
  const fresh = `${root}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  for (const name of packages.value) {
    const unpacked = suite.value.unpack(name, fresh);
    if (unpacked.ok) continue;
    rmSync(fresh, { recursive: true });
    return unpacked;
  }
  rmSync(root, { recursive: true, force: true });
  renameSync(fresh, root);
  return ok(undefined);
}

/**
 * The newest image that is complete, and the packages of its own that hold the kernel and its modules since 6.19: the archive
 * has some images without these.
 */
function packagesOf({ suite, image, ownLibc, name }: Kernel, from: Suite): Result<readonly string[]> {
  const names = from.names(image);
  if (!names.ok) return names;
  const listed = from.names(PART);
  if (!listed.ok) return listed;
  for (const newest of [...names.value].reverse()) {
    const needed = from.needs(newest);
    if (!needed.ok) return needed;
    const parts = needed.value.filter((one) => PART.test(one));
    if (parts.every((part) => listed.value.includes(part)))
      return ok([newest, ...parts, ...(ownLibc === true ? ['libc6'] : [])]);
  }
  return problem(`${suite} has no complete package for ${name}`);
}

const PART = /^linux-(binary|modules)-\d/;

/** Undefined where it is not there. */
function inRoot({ how, name, ownLibc }: Kernel, root: string): Obtained | undefined {
  const version = name.replace('uml-', '');
  const modules = ['usr/lib/uml/modules', 'lib/modules', 'usr/lib/modules']
    .map((folder) => join(root, folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((release) => join(folder, release)))
    .find((folder) => folder.includes(how === 'uml' ? '/uml/' : 'cloud') && folder.includes(`/${version}.`));
  if (modules === undefined) return undefined;
  const image = how === 'uml' ? join(root, 'usr/bin/linux.uml') : bootImage(root, modules);
  if (image === undefined || !existsSync(image)) return undefined;
  return { image, modules, ...(ownLibc === true ? { root: prepared(root) } : {}) };
}

/** Since 6.19 it is among its modules. */
function bootImage(root: string, modules: string): string | undefined {
  const own = join(modules, 'vmlinuz');
  if (existsSync(own)) return own;
  const folder = join(root, 'boot');
  const file = existsSync(folder) ? readdirSync(folder).find((one) => one.startsWith('vmlinuz-')) : undefined;
  return file === undefined ? undefined : join(folder, file);
}

/** Places for what is mounted there, and the links that base-files has. */
function prepared(root: string): string {
  for (const folder of ['host', 'proc']) mkdirSync(join(root, folder), { recursive: true });
  for (const link of ['lib', 'lib64']) {
    if (!existsSync(join(root, link))) symlinkSync(join('usr', link), join(root, link));
  }
  return root;
}
