import type { HeldSocket, HostFacts } from '../../../model/host.ts';
import { type Hindrance, hindranceOf } from '../../../model/visibility.ts';
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

function reasonOf(facts: HostFacts): string {
  const hindrance = hindranceOf(facts);
  return hindrance === undefined ? 'no process of this PID namespace has them' : TO_KNOW[hindrance];
}

const TO_KNOW: Readonly<Record<Hindrance, string>> = {
  'no root': 'run as root',
  'no capability': 'CAP_SYS_PTRACE is needed',
  'user namespace': 'ask outside this user namespace',
};
