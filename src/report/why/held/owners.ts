import type { HoldingProcess } from '../../../model/evidence.ts';
import type { HeldSocket } from '../../../model/host.ts';
import { byPid, holdersOf, isService } from '../words/processes.ts';

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
    const key = `${socket.uid} ${socket.owners.map(({ pid }) => pid).join()}`;
    const words = this.#words.get(key) ?? ownersInWords(socket, this.#processes);
    this.#words.set(key, words);
    return words;
  }
}

function ownersInWords(socket: HeldSocket, processes: ReadonlyMap<number, HoldingProcess>): string {
  const [main, ...others] = holdersOf(socket, processes) ?? [];
  if (main === undefined) return `uid ${socket.uid}`;
  const { command, pid, user, uid } = main;
  const alike = others.filter((one) => one.command === command).length;
  const unlike = [...new Set(others.map((one) => one.command))].filter((name) => name !== command);
  const more = [...(alike > 0 ? [` +${alike}`] : []), ...unlike.map((name) => ` and ${name}`)].join('');
  const manager = managerInShort(main);
  const isOther = uid >= 0 && uid !== socket.uid;
  return [
    `${command} ${pid}${more}`,
    `${user ?? String(uid)}${isOther ? ` (socket of uid ${socket.uid})` : ''}`,
    ...(manager ? [manager] : []),
  ].join(', ');
}

/** A process that is in a unit's control group is not always the unit's. */
function managerInShort({ unit, mainOfUnit, container, forwards }: HoldingProcess): string | undefined {
  if (forwards !== undefined) return `for ${forwards.to}`;
  if (container !== undefined) return `${container.runtime} ${container.id}`;
  return unit === undefined || mainOfUnit || !isService(unit) ? unit : `in ${unit}`;
}
