import type { Protocol } from '../model/address.ts';
import type { HoldingProcess } from '../model/evidence.ts';
import type { HeldSocket, Host, Owner } from '../model/host.ts';
import type { Listener } from '../model/listener.ts';
import type { AloneObservation } from '../model/observation.ts';
import { isErrno } from '../model/outcome.ts';
import type { Advice, PortReport } from '../model/report.ts';
import { advise } from '../why/advice.ts';
import { otherPorts } from '../why/ports.ts';

/** What was found on a host, and what was tried on it. */
export interface Tried {
  readonly host: Host;
  /** The sockets on the ports. */
  readonly held: readonly HeldSocket[];
  readonly alone: readonly AloneObservation[];
  /** Describes the holders of a port. */
  readonly processesOf: (owners: readonly Owner[]) => readonly HoldingProcess[];
  /** Lists the sockets on other ports, one of which may be free to take instead. */
  readonly socketsOn: (ports: readonly number[], protocol: Protocol) => readonly HeldSocket[];
}

/**
 * The ports, each one that a socket holds and whose endpoints were refused with EADDRINUSE with what would let the first
 * of them be bound. A connection in TIME_WAIT holds a port too. The rules alone say so; nothing is tried.
 */
export const withAdvice = (ports: readonly PortReport[], tried: Tried): readonly PortReport[] =>
  ports.map((port) => {
    const refused = port.holders.length === 0 ? undefined : tried.alone.find((one) => isRefusedOn(port, one));
    return refused === undefined ? port : { ...port, advice: adviceFor(refused.listener, tried) };
  });

const isRefusedOn = (port: PortReport, { listener, outcome }: AloneObservation): boolean =>
  isOn(port, listener) && isErrno(outcome, 'EADDRINUSE');

function adviceFor(listener: Listener, { host, held, socketsOn, processesOf }: Tried): Advice {
  const own = held.filter((socket) => isOn(listener, socket));
  const owners = new Map(own.flatMap((socket) => socket.owners).map((owner) => [owner.pid, owner]));
  const sockets = [...own, ...socketsOn(otherPorts(host, listener.port), listener.protocol)];
  return advise(listener, host, sockets, processesOf([...owners.values()]));
}

type On = Pick<Listener, 'protocol' | 'port'>;

const isOn = (a: On, b: On): boolean => a.protocol === b.protocol && a.port === b.port;
