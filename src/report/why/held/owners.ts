import type { HoldingProcess } from '../../../model/evidence.ts';
import type { HeldSocket } from '../../../model/host.ts';
import { printable } from '../../text/text.ts';
import { byPid, holdersOf } from '../words/processes.ts';

/** Says who has a socket; each group of processes is worded once. */
export class Owners {
  readonly #processes: ReadonlyMap<number, HoldingProcess>;
  readonly #words = new Map<string, string>();

  constructor(processes: readonly HoldingProcess[]) {
    this.#processes = byPid(processes);
  }

  /** `nginx 812 +2, root, nginx.service` */
  of(socket: HeldSocket): string {
    if (socket.owners.length === 0) return socket.inode === 0 ? 'kernel' : `uid ${socket.uid}, hidden`;
    const key = socket.owners.map(({ pid }) => pid).join();
    const words = this.#words.get(key) ?? ownersInWords(socket, this.#processes);
    this.#words.set(key, words);
    return words;
  }
}

function ownersInWords(socket: HeldSocket, processes: ReadonlyMap<number, HoldingProcess>): string {
  const [main, ...others] = holdersOf(socket, processes) ?? [];
  if (main === undefined) return `uid ${socket.uid}`;
  const { command, pid, user, uid, unit, container } = main;
  const more = others.length > 0 ? ` +${others.length}` : '';
  const manager = container === undefined ? unit : `${container.runtime} ${container.id}`;
  return [
    `${printable(command)} ${pid}${more}`,
    printable(user ?? String(uid)),
    ...(manager ? [printable(manager)] : []),
  ].join(', ');
}
