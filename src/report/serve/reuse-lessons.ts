import { isForbidden } from '../../model/denied.ts';
import type { SocketOptions } from '../../model/options.ts';
import type { ServeRefusal } from '../../model/serve.ts';

/** What SO_REUSEADDR or SO_REUSEPORT would have changed, where a socket on the port refuses this server. */
export function lessonsOf({ listener: { options }, outcome, why, blockers: [decisive] }: ServeRefusal): string[] {
  if (decisive === undefined || why !== '' || isForbidden(outcome)) return [];
  switch (decisive.socket.state) {
    case 'LISTEN':
      return [sharing(options)];
    case 'BOUND':
      return ['while neither listens, two sockets share a port if both set SO_REUSEADDR'];
    default:
      return [restarting(options)];
  }
}

/** Beside a socket that listens, SO_REUSEADDR changes nothing; a SO_REUSEPORT group is of one user (socket(7)). */
const sharing = ({ reuseport }: SocketOptions): string =>
  reuseport
    ? 'two servers share a port if both set SO_REUSEPORT and run as one user: the holder did not, or runs as another user'
    : 'two servers of one user share a port if both are started with --reuse port';

/** A leftover keeps the options of the socket that was closed (inet_twsk_alloc()), and both sides must have set it. */
const restarting = ({ reuseaddr }: SocketOptions): string =>
  reuseaddr
    ? 'this server set SO_REUSEADDR, so the one that left this had not: with --reuse addr on both, the next restart works at once'
    : '--reuse addr helps at once if the server that left this set SO_REUSEADDR too; otherwise only from the next restart on';
