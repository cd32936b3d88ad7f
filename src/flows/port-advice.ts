import type { HeldSocket, Host } from '../model/host.ts';
import type { Listener } from '../model/listener.ts';
import type { AloneObservation } from '../model/observation.ts';
import { isErrno } from '../model/outcome.ts';
import type { PortReport } from '../model/report.ts';
import { advise } from '../why/advice.ts';

/** What was found on the host, and what was tried on it. */
export interface Tried {
  readonly host: Host;
  readonly held: readonly HeldSocket[];
  readonly alone: readonly AloneObservation[];
}

/**
 * The ports, each one in use whose endpoints were refused with EADDRINUSE with what would let the first of them be
 * bound. The rules alone say so; nothing is tried.
 */
export const withAdvice = (ports: readonly PortReport[], { host, held, alone }: Tried): readonly PortReport[] =>
  ports.map((port) => {
    const refused = port.caution === 'free' ? undefined : firstRefused(port, alone);
    return refused === undefined ? port : { ...port, advice: advise(refused, host, held.filter(isOn(port))) };
  });

function firstRefused(port: PortReport, alone: readonly AloneObservation[]): Listener | undefined {
  return alone.find(({ listener, outcome }) => isOn(port)(listener) && isErrno(outcome, 'EADDRINUSE'))?.listener;
}

const isOn =
  ({ protocol, port }: PortReport) =>
  (other: Pick<Listener, 'protocol' | 'port'>): boolean =>
    other.protocol === protocol && other.port === port;
