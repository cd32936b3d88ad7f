import { spawnSync } from 'node:child_process';
import { closeSync, lstatSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The types of files in a mode (inode(7)). */
const DIRECTORY = 0o040000;
const CHARACTER_DEVICE = 0o020000;
const REGULAR = 0o100000;

/** Folders that something is mounted on, or written to. */
const EMPTY = ['/proc', '/sys', '/dev', '/tmp', '/run'] as const;

/**
 * A root in memory, as the kernel unpacks it: an archive of cpio(5) in its "new" form
 * (Documentation/driver-api/early-userspace/buffer-format.rst). Every file has the path that it has here.
 */
export class Initramfs {
  readonly #fd: number;
  readonly #folders = new Set<string>(['/']);
  #entries = 0;

  constructor(file: string) {
    this.#fd = openSync(file, 'w');
    for (const folder of EMPTY) this.#folder(folder);
    // The first process has it as its standard output.
    this.#write('/dev/console', CHARACTER_DEVICE | 0o600, Buffer.alloc(0), [5, 1]);
  }

  /** A file, or a folder with all in it. */
  add(path: string): void {
    const stat = lstatSync(path);
    if (stat.isSymbolicLink() || stat.isFile()) this.put(path, readFileSync(path), stat.mode & 0o111);
    else for (const name of readdirSync(path)) this.add(join(path, name));
  }

  /** A program, and the libraries that it is linked with. */
  addProgram(path: string): void {
    this.add(path);
    for (const library of librariesOf(path)) this.add(library);
  }

  /** A file that is not here, or not like this. */
  put(path: string, bytes: Buffer, executable = 0): void {
    if (this.#folders.has(path)) return;
    this.#folder(dirname(path));
    this.#folders.add(path);
    this.#write(path, REGULAR | 0o644 | executable, bytes);
  }

  end(): void {
    this.#write('/TRAILER!!!', 0, Buffer.alloc(0));
    closeSync(this.#fd);
  }

  #folder(path: string): void {
    if (this.#folders.has(path)) return;
    this.#folder(dirname(path));
    this.#folders.add(path);
    this.#write(path, DIRECTORY | 0o755, Buffer.alloc(0));
  }

  #write(path: string, mode: number, bytes: Buffer, [major, minor]: readonly [number, number] = [0, 0]): void {
    const name = `${path.slice(1)}\0`;
    this.#entries += 1;
    // ino, mode, uid, gid, nlink, mtime, filesize, devmajor, devminor, rdevmajor, rdevminor, namesize, check
    const fields = [this.#entries, mode, 0, 0, 1, 0, bytes.length, 0, 0, major, minor, name.length, 0];
    const header = `070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}${name}`;
    writeSync(this.#fd, padded(Buffer.from(header, 'latin1')));
    writeAll(this.#fd, padded(bytes));
  }
}

/** Names and files end at a multiple of four bytes. */
function padded(bytes: Buffer): Buffer {
  const rest = bytes.length % 4;
  return rest === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(4 - rest)]);
}

function writeAll(fd: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
}

/** As ldd(1) lists them: `libc.so.6 => /lib/…/libc.so.6 (0x…)`, `/lib64/ld-linux-x86-64.so.2 (0x…)`. */
function librariesOf(program: string): readonly string[] {
  const { stdout } = spawnSync('ldd', [program], { encoding: 'utf8' });
  return [...stdout.matchAll(/(\/\S+) \(0x/g)].map(([, path = '']) => path);
}
