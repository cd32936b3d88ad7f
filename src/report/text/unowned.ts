import type { HeldSocket } from '../../model/host.ts';
import { type Hindrance, hindranceOf, type SightFacts } from '../../model/visibility.ts';

/** Who holds a socket that no visible process has: what it can be, as far as `sight` goes. */
export function unownedInWords(socket: HeldSocket, sight: SightFacts): string {
  const { inode, state, uid, mptcp } = socket;
  if (inode === 0) return WITHOUT_PROCESS[state] ?? 'no process: the kernel is closing it';
  const hindrance = hindranceOf(sight);
  if (hindrance !== undefined) return `a process of uid ${uid} that you cannot see: ${TO_SEE[hindrance]}`;
  if (mptcp) return 'no process: a subflow of MPTCP, which stays after close(2) until its peer closes too';
  const outside = sight.initialPidNamespace === true ? [] : ['a process outside this PID namespace'];
  const [first, ...more] = [kernelInWords(socket), ...outside, 'a descriptor in flight over a unix socket'];
  return `no process in this PID namespace (uid ${uid}): ${[first, ...more].join(', or ')}`;
}

const TO_SEE: Readonly<Record<Hindrance, string>> = {
  'no root': 'run as root',
  'no capability': 'CAP_SYS_PTRACE is needed',
  'user namespace': 'it may be seen outside this user namespace',
};

/** What the kernel itself opens such a socket for: sock_create_kern(). */
function kernelInWords({ protocol, peer }: HeldSocket): string {
  if (protocol === 'udp') return 'the kernel itself, as for WireGuard or VXLAN';
  return `the kernel itself, as for ${peer === undefined ? 'an NFS server' : 'an NFS client'}`;
}

/** Why no process has a socket without an inode, by its state. */
const WITHOUT_PROCESS: Readonly<Partial<Record<HeldSocket['state'], string>>> = {
  TIME_WAIT: 'no process: the kernel keeps it until it expires',
  SYN_RECV: 'no process yet: a client is connecting',
  ESTABLISHED: "no process yet: it is in the listener's queue",
  CLOSE_WAIT: "no process yet: it is in the listener's queue",
};
