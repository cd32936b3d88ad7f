import type { HeldSocket } from '../model/host.ts';
import { outcomeErrno } from '../model/outcome.ts';
import type { Prediction } from '../model/prediction.ts';
import type { Bind, Dependence, KnownSocket, SocketVerdict } from '../model/why.ts';
import { predictHypothesis, type Hypothesis, withoutChecks } from './hypothesis.ts';
import { trafficImpactOf } from './traffic-impact.ts';

/** Each socket on the port and what the rules say of the bind beside it alone; of the other protocol too. */
export function socketVerdictsOf(scene: Hypothesis): SocketVerdict[] {
  const open = withoutChecks(scene);
  return scene.sockets
    .filter(({ port }) => port === scene.bind.port)
    .map((socket) => standingOf(scene.bind, socket, predictHypothesis({ ...open, sockets: [socket] })))
    .sort((a, b) => weight(b) - weight(a));
}

/** Rules by which two sockets in use share a port, and not only an address or a time. */
const SHARING = new Set(['linux.reuseport-same-uid', 'linux.udp-reuseport-same-uid', 'linux.udp-both-reuseaddr']);

function standingOf(bind: Bind, socket: KnownSocket, prediction: Prediction): SocketVerdict {
  const isShared = prediction.outcome === 'ok' && SHARING.has(prediction.rule);
  return { socket, prediction, takes: isShared ? trafficImpactOf(bind, socket) : 'nothing' };
}

/** A listener stands in the way whatever is set, so it comes first; then what stays longest. */
const weight = ({ socket: { state, expires = 1e6 } }: SocketVerdict): number => (state === 'LISTEN' ? 1e9 : expires);

/** Beside it the bind fails, or may fail. */
export const isBlocker = ({ prediction: { outcome } }: SocketVerdict): boolean =>
  outcome === 'unknown' || outcomeErrno(outcome) === 'EADDRINUSE';

const OPTIONS = [
  ['SO_REUSEADDR', 'reuseaddr'],
  ['SO_REUSEPORT', 'reuseport'],
  ['IPV6_V6ONLY', 'v6only'],
] as const;

/** What depends on the options that could not be read: each by itself, the others off. */
export function dependencesOf(scene: Hypothesis, blockers: readonly SocketVerdict[]): Dependence[] {
  const open = withoutChecks(scene);
  return blockers
    .filter(({ prediction }) => prediction.outcome === 'unknown')
    .flatMap(({ socket }) =>
      OPTIONS.filter(([, key]) => socket[key] === undefined).flatMap(([option, key]) => {
        const outcomeWith = (value: boolean): string =>
          predictHypothesis({ ...open, sockets: [{ ...revealed(socket), [key]: value }] }).outcome;
        const [on, off] = [outcomeWith(true), outcomeWith(false)];
        return on === off ? [] : [{ option, socket, on, off }];
      }),
    );
}

const revealed = (socket: HeldSocket): HeldSocket => ({
  ...socket,
  reuseaddr: socket.reuseaddr ?? false,
  reuseport: socket.reuseport ?? false,
  ...(socket.address.family === 'inet6' ? { v6only: socket.v6only ?? false } : {}),
});
