import { greatest } from '../../model/extremes.ts';
import { formatBound, type HeldSocket, isOrphan, isSelfConnected } from '../../model/host.ts';
import type { PortReport } from '../../model/report.ts';
import type { SightFacts } from '../../model/visibility.ts';
import { groupBy } from '../text/fold.ts';
import { plural } from '../text/text.ts';
import { ownerInWords } from './owners.ts';

/** How many different holders are named; the rest are counted. */
const NAMED = 3;

/** `not in use; inside the ephemeral range 32768-60999`, `held by nginx, pid 812, uid 0: 0.0.0.0:80 LISTEN`. */
export function portInWords(port: PortReport, sight: SightFacts): string {
  const range =
    port.ephemeralRange === undefined
      ? ''
      : `; inside the ephemeral range ${port.ephemeralRange[0]}-${port.ephemeralRange[1]}`;
  const seen = port.holders.length === 0 ? [] : [`held by ${holdersInWords(port.holders, sight)}`];
  const unseen = port.unseen === undefined ? [] : [unseenInWords(port)];
  const words = [...seen, ...unseen].join('; ');
  return (words === '' ? 'not in use' : words) + range;
}

const unseenInWords = ({ caution, holders }: PortReport): string => {
  const what =
    caution !== 'free'
      ? 'in use by a socket not seen'
      : holders.length === 0
        ? 'no socket seen'
        : 'no other socket seen';
  return `${what} (sockets that are only bound are not listed here)`;
};

function holdersInWords(holders: readonly HeldSocket[], sight: SightFacts): string {
  const owner = (socket: HeldSocket): string => ownerInWords(socket, sight);
  const groups = groupBy(
    holders.filter((socket) => !isOrphan(socket)),
    owner,
  );
  const named = groups.slice(0, NAMED).map((sockets) => `${owner(sockets[0])}: ${socketsInWords(sockets)}`);
  const rest = groups.slice(NAMED).flat();
  const leftovers = holders.filter((socket) => socket.state === 'TIME_WAIT');
  const orphans = groupBy(
    holders.filter((socket) => isOrphan(socket) && socket.state !== 'TIME_WAIT'),
    ({ state }) => state,
  );
  return [
    ...named,
    ...(rest.length > 0 ? [`${plural(rest.length, 'socket')} of other processes`] : []),
    ...(leftovers.length > 0
      ? [`${plural(leftovers.length, 'connection')} in TIME_WAIT${secondsLeft(leftovers)}`]
      : []),
    ...orphans.map(orphansInWords),
  ].join('; ');
}

/** States of a connection that a listener has not accepted yet. */
const QUEUED: readonly HeldSocket['state'][] = ['SYN_RECV', 'ESTABLISHED', 'CLOSE_WAIT'];

/** `2 closing connections that no process owns any more, in FIN_WAIT2` */
function orphansInWords(sockets: readonly [HeldSocket, ...HeldSocket[]]): string {
  const [{ state }] = sockets;
  return QUEUED.includes(state)
    ? `${plural(sockets.length, 'connection')} that no process has accepted yet, in ${state}`
    : `${plural(sockets.length, 'closing connection')} that no process owns any more, in ${state}`;
}

/** ` for 42 s more`: until the last of them is forgotten, where the kernel tells. */
function secondsLeft(sockets: readonly HeldSocket[]): string {
  const seconds = greatest(sockets.map((socket) => socket.expires ?? 0));
  return seconds > 0 ? ` for ${Math.ceil(seconds)} s more` : '';
}

function socketsInWords(sockets: readonly HeldSocket[]): string {
  const own = sockets.filter((socket) => socket.peer === undefined);
  const named = own.slice(0, NAMED).map((socket) => `${formatBound(socket)} ${stateInWords(socket)}`);
  const more = own.length > NAMED ? [plural(own.length - NAMED, 'more socket')] : [];
  const connections = groupBy(
    sockets.filter((socket) => socket.peer !== undefined),
    kindOfConnection,
  );
  return [
    ...named,
    ...more,
    ...connections.map((list) => `${plural(list.length, 'connection')} ${kindOfConnection(list[0])}`),
  ].join(', ');
}

const kindOfConnection = (socket: HeldSocket): string =>
  `${isSelfConnected(socket) ? 'to itself ' : ''}in ${socket.state}`;

/** A UDP socket has no state worth naming: it is bound. */
const stateInWords = (socket: HeldSocket): string =>
  socket.protocol === 'udp' ? 'bound' : socket.state === 'BOUND' ? 'bound, not listening' : socket.state;
