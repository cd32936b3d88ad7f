import type { HeldSocket, HostFacts } from '../../../model/host.ts';
import type { HeldPorts } from '../../../model/why.ts';
import { plural } from '../../text/text.ts';

/** What keeps the list from being complete, a sentence each. */
export function remarks({ sockets, sight, host }: HeldPorts): string[] {
  const unread = sockets.filter(isUnread);
  const hidden = `options or owners of ${plural(unread.length, 'socket')} unknown: ${reasonOf(host)}`;
  return [
    ...(sight.unread === 'passive' ? ['options unknown: not read with --passive'] : unread.length > 0 ? [hidden] : []),
    ...(sight.boundOnly ? [] : ['this kernel does not list TCP sockets that are bound without listening']),
  ];
}

const isUnread = ({ inode, reuseaddr, peer }: HeldSocket): boolean =>
  inode !== 0 && reuseaddr === undefined && peer === undefined;

function reasonOf({ capabilities, uid }: HostFacts): string {
  if (capabilities.includes('CAP_SYS_PTRACE')) return 'no process in this PID namespace has them';
  return uid === 0 ? 'CAP_SYS_PTRACE is needed' : 'run as root';
}
