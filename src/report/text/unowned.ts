import type { HeldSocket } from '../../model/host.ts';
import { type Hindrance, hindranceOf, type SightFacts } from '../../model/visibility.ts';
import type { Phrase, Say } from './say.ts';

/** Who holds a socket that no visible process has: what it can be, as far as `sight` goes. */
export function unownedInWords(socket: HeldSocket, sight: SightFacts, say: Say): string {
  const { inode, state, uid, mptcp } = socket;
  if (inode === 0) return say(WITHOUT_PROCESS[state] ?? 'no process: the kernel is closing it');
  const hindrance = hindranceOf(sight);
  if (hindrance !== undefined)
    return say('a process of uid {uid} that you cannot see: {how}', { uid, how: say(TO_SEE[hindrance]) });
  if (mptcp) return say('no process: a subflow of MPTCP, which stays after close(2) until its peer closes too');
  const outside = sight.initialPidNamespace === true ? [] : [say('a process outside this PID namespace')];
  const [first, ...more] = [say(kernelInWords(socket)), ...outside, say('a descriptor in flight over a unix socket')];
  return say('no process in this PID namespace (uid {uid}): {rest}', {
    uid,
    rest: [first, ...more].join(say(', or ')),
  });
}

const TO_SEE = {
  'no root': 'run as root',
  'no capability': 'CAP_SYS_PTRACE is needed',
  'user namespace': 'it may be seen outside this user namespace',
} as const satisfies Readonly<Record<Hindrance, Phrase>>;

/** What the kernel itself opens such a socket for: sock_create_kern(). */
function kernelInWords({ protocol, peer }: HeldSocket) {
  if (protocol === 'udp') return 'the kernel itself, as for WireGuard or VXLAN' as const;
  return peer === undefined
    ? ('the kernel itself, as for an NFS server' as const)
    : ('the kernel itself, as for an NFS client' as const);
}

type Unowned =
  | 'no process: the kernel keeps it until it expires'
  | 'no process yet: a client is connecting'
  | "no process yet: it is in the listener's queue";

/** Why no process has a socket without an inode, by its state. */
const WITHOUT_PROCESS: Readonly<Partial<Record<HeldSocket['state'], Unowned>>> = {
  TIME_WAIT: 'no process: the kernel keeps it until it expires',
  SYN_RECV: 'no process yet: a client is connecting',
  ESTABLISHED: "no process yet: it is in the listener's queue",
  CLOSE_WAIT: "no process yet: it is in the listener's queue",
};
