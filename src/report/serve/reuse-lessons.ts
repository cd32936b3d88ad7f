import { isForbidden } from '../../model/denied.ts';
import type { SocketOptions } from '../../model/options.ts';
import type { ServeRefusal } from '../../model/serve.ts';
import type { Phrase } from '../text/say.ts';

type Lesson = (typeof LESSONS)[keyof typeof LESSONS];

const LESSONS = {
  bound: 'while neither listens, two sockets share a port if both set SO_REUSEADDR',
  holderLacks:
    'two servers share a port if both set SO_REUSEPORT and run as one user: the holder did not, or runs as another user',
  reuseport: 'two servers of one user share a port if both are started with --reuse port',
  leaverLacks:
    'this server set SO_REUSEADDR, so the one that left this had not: with --reuse addr on both, the next restart works at once',
  reuseaddr:
    '--reuse addr helps at once if the server that left this set SO_REUSEADDR too; otherwise only from the next restart on',
} as const satisfies Readonly<Record<string, Phrase>>;

/** What SO_REUSEADDR or SO_REUSEPORT would have changed, where a socket on the port refuses this server. */
export function lessonsOf({ listener: { options }, outcome, why, blockers: [decisive] }: ServeRefusal): Lesson[] {
  if (decisive === undefined || why !== '' || isForbidden(outcome)) return [];
  switch (decisive.socket.state) {
    case 'LISTEN':
      return [sharing(options)];
    case 'BOUND':
      return [LESSONS.bound];
    default:
      return [restarting(options)];
  }
}

/** Beside a socket that listens, SO_REUSEADDR changes nothing; a SO_REUSEPORT group is of one user (socket(7)). */
const sharing = ({ reuseport }: SocketOptions): Lesson => (reuseport ? LESSONS.holderLacks : LESSONS.reuseport);

/** A leftover keeps the options of the socket that was closed (inet_twsk_alloc()), and both sides must have set it. */
const restarting = ({ reuseaddr }: SocketOptions): Lesson => (reuseaddr ? LESSONS.leaverLacks : LESSONS.reuseaddr);
