import { closeSync, openSync, readSync } from 'node:fs';
import { ok, problem, type Result } from '../model/result.ts';

/** What this program's sockets have left in a network namespace. */
export interface Left {
  /** Sockets of any state and protocol, those included that no process holds any more. */
  readonly sockets: number;
  /** TIME_WAIT, and FIN_WAIT2 that no process holds. */
  readonly timeWait: number;
}

/**
 * Counts what is left of the sockets of one network namespace, to prove that it is nothing: one read of
 * /proc/net/sockstat, whose `used` and `tw` count this namespace alone (sockstat_seq_show(), net/ipv4/proc.c).
 */
export class Remains {
  readonly #fd: number;
  readonly #text = Buffer.alloc(1024);
  readonly #before: Left;

  private constructor(fd: number) {
    this.#fd = fd;
    this.#before = this.#read();
  }

  /** Of the namespace that this thread is in, from now on. */
  static open(): Result<Remains> {
    const file = '/proc/thread-self/net/sockstat';
    try {
      return ok(new Remains(openSync(file, 'r')));
    } catch (error) {
      return problem(`open ${file}: ${(error as NodeJS.ErrnoException).code}`, 'mount /proc');
    }
  }

  /** Beyond what there was at the beginning. */
  left(): Left {
    const { sockets, timeWait } = this.#read();
    return { sockets: sockets - this.#before.sockets, timeWait: timeWait - this.#before.timeWait };
  }

  close(): void {
    closeSync(this.#fd);
  }

  #read(): Left {
    const text = this.#text.toString('latin1', 0, readSync(this.#fd, this.#text, 0, this.#text.length, 0));
    const count = (pattern: RegExp): number => Number(pattern.exec(text)?.[1] ?? Number.NaN);
    return { sockets: count(/^sockets: used (\d+)/m), timeWait: count(/^TCP:.* tw (\d+)/m) };
  }
}
