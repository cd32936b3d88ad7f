import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** What trials need beside what is built in: IPv6, lists of sockets, and devices. A kernel may lack some. */
const WANTED = [
  'ipv6',
  'inet_diag',
  'tcp_diag',
  'udp_diag',
  'raw_diag',
  'mptcp_diag',
  'unix_diag',
  'veth',
  'vrf',
  'dummy',
  'ipvlan',
  'macvlan',
  'bridge',
  'tun',
] as const;

/** A kernel module. */
export interface Module {
  readonly name: string;
  /** As init_module(2) takes it. */
  readonly image: Buffer;
  readonly file: string;
}

/** The modules below a folder that trials need, each after those that it needs itself. */
export function modulesIn(folder: string): readonly Module[] {
  const files = new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.ko(\.xz|\.zst)?$/.test(path))
      .map((path) => [nameOf(path), join(folder, path)]),
  );
  const ordered = new Map<string, Module>();
  const add = (name: string): void => {
    const file = files.get(name);
    if (file === undefined || ordered.has(name)) return;
    const image = imageOf(file);
    for (const needed of needs(image)) add(needed);
    ordered.set(name, { name, image, file });
  };
  for (const name of WANTED) add(name);
  return [...ordered.values()];
}

const nameOf = (path: string): string =>
  basename(path)
    .replace(/\.ko.*$/, '')
    .replaceAll('-', '_');

const UNPACKERS: Readonly<Record<string, string>> = { xz: 'xz', zst: 'zstd' };

/** Not every kernel unpacks modules itself. */
function imageOf(file: string): Buffer {
  const unpacker = UNPACKERS[file.replace(/^.*\./, '')];
  if (unpacker === undefined) return readFileSync(file);
  const { status, stdout, error } = spawnSync(unpacker, ['-dc', file], { maxBuffer: 64e6 });
  if (status !== 0) throw new Error(`${unpacker} -dc ${file}: ${error?.message ?? status}`);
  return stdout;
}

/** The section .modinfo has `depends=a,b` between zeros (linux/module.h): Debian's packages have no modules.dep. */
function needs(image: Buffer): readonly string[] {
  const text = image.toString('latin1');
  const line = /\0depends=([^\0]*)\0/.exec(text)?.[1] ?? '';
  return line
    .split(',')
    .filter((name) => name !== '')
    .map(nameOf);
}
