import { closeSync, openSync, readSync } from 'node:fs';
import { ok, problem, type Result } from '../model/result.ts';

/** What remains of closed sockets in a network namespace. */
export interface Left {
  /** TCP and UDP sockets of any state but bound only, which does not outlive its descriptor. */
  readonly sockets: number;
  /** TIME_WAIT, and FIN_WAIT2 that no process holds. */
  readonly timeWait: number;
}

/** Count this namespace alone, unlike `orphan` and `alloc`: sockstat_seq_show() and sockstat6_seq_show(), net/ipv4/proc.c. */
const FILES = ['/proc/thread-self/net/sockstat', '/proc/thread-self/net/sockstat6'] as const;
const IN_USE = /^(?:TCP|UDP)6?: inuse (\d+)/gm;
const TIME_WAIT = /^TCP:.* tw (\d+)/m;

/** Counts what remains of the sockets of one network namespace, to prove that nothing does. Reads two small files. */
export class Remains {
  readonly #fds: readonly number[];
  readonly #text = Buffer.alloc(1024);
  readonly #before: Left;

  private constructor(fds: readonly number[]) {
    this.#fds = fds;
    this.#before = this.#read();
  }

  /** Starts to count in the namespace of this thread. */
  static open(): Result<Remains> {
    const [ipv4, ipv6] = FILES.map(openFile);
    if (typeof ipv4 !== 'number') return problem(`open ${FILES[0]}: ${ipv4}`, 'mount /proc');
    // A kernel without IPv6 has no such file, and no such sockets.
    return ok(new Remains(typeof ipv6 === 'number' ? [ipv4, ipv6] : [ipv4]));
  }

  /** The increase since `open`. */
  left(): Left {
    const { sockets, timeWait } = this.#read();
    return { sockets: sockets - this.#before.sockets, timeWait: timeWait - this.#before.timeWait };
  }

  close(): void {
    for (const fd of this.#fds) closeSync(fd);
  }

  #read(): Left {
    const text = this.#fds
      .map((fd) => this.#text.toString('latin1', 0, readSync(fd, this.#text, 0, this.#text.length, 0)))
      .join('');
    const inUse = [...text.matchAll(IN_USE)].reduce((sum, [, count]) => sum + Number(count), 0);
    return { sockets: inUse, timeWait: Number(TIME_WAIT.exec(text)?.[1] ?? 0) };
  }
}

function openFile(file: string): number | string {
  try {
    return openSync(file, 'r');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}
