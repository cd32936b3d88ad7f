import { formatAddress, formatEndpoint } from '../../model/address.ts';
import type { HeldSocket } from '../../model/host.ts';
import { ownerName } from '../../model/host-snapshot.ts';
import type { Opening } from '../../model/trial.ts';
import type { Doing } from './calls.ts';

/** A socket of the host that a plan starts beside, under its name in the trail. */
export interface Neighbour {
  readonly name: string;
  readonly held: HeldSocket;
}

export const neighboursOf = (held: readonly HeldSocket[]): readonly Neighbour[] =>
  held.map((one, i) => ({ name: `neighbour.${i + 1}`, held: one }));

/** `sshd (pid 812)`, or where no process can be seen `0.0.0.0:22`. */
export function neighbourName({ owners: [owner], address, port }: HeldSocket): string {
  return owner === undefined ? formatEndpoint(address, port) : ownerName(owner);
}

/** A sentence of a rule, in which a neighbour has its name in the trail: `127.0.0.1:8080 of nginx (pid 812) listens …`. */
export const withNeighbours = (sentence: string, held: readonly HeldSocket[]): string =>
  sentence.replace(/\bneighbour\.(\d+) \(([^)]+)\)/g, (found, number: string, endpoint: string) => {
    const one = held[Number(number) - 1];
    if (one === undefined) return found;
    return one.owners[0] === undefined ? endpoint : `${endpoint} of ${neighbourName(one)}`;
  });

/**
 * Opens it as it is. The socket is made by its owner, whom SO_REUSEPORT asks for, and bound by root: most servers bind
 * before they become another user. `hidden`: the value of options that could not be read.
 */
export function* openNeighbour({ name, held }: Neighbour, hidden: boolean): Doing<void> {
  const { protocol, address, port, v6only, device, reuseaddr = hidden, reuseport = hidden, uid, state } = held;
  const open: Opening = {
    protocol,
    family: address.family,
    ...(reuseaddr ? { reuseaddr } : {}),
    ...(reuseport ? { reuseport } : {}),
    ...(v6only === undefined ? {} : { v6only }),
    ...(device === undefined ? {} : { device }),
  };
  const owner = uid === 0 || !reuseport ? {} : { uid };
  yield { port, step: { op: 'socket', socket: name, open, ...owner, expect: ['ok'] } };
  yield { port, step: { op: 'bind', socket: name, address: formatAddress(address), port, expect: ['ok'] } };
  if (state === 'LISTEN') yield { port, step: { op: 'listen', socket: name, expect: ['ok'] } };
}
