import type { HeldSocket, HostFacts } from '../../../model/host.ts';
import { type Hindrance, hindranceOf } from '../../../model/visibility.ts';
import type { HeldPorts } from '../../../model/why.ts';
import { inEnglish } from '../../text/say.ts';
import { plural } from '../../text/text.ts';
import { duplicateRefused, listerInWords } from '../words/sight.ts';

/** What keeps the list from being complete, a sentence each. */
export function remarks({ sockets, sight, host }: HeldPorts): string[] {
  const unread = sockets.filter(isUnread);
  const hidden = `options or owners of ${plural(unread.length, 'socket')} unknown: ${reasonOf(host, sight.unread)}`;
  return [
    ...(sight.unread === 'passive' ? ['options unknown: not read with --passive'] : unread.length > 0 ? [hidden] : []),
    ...(sight.boundOnly ? [] : [`${listerInWords(sight, inEnglish)} TCP sockets that are bound without listening`]),
  ];
}

const isUnread = ({ inode, reuseaddr, peer }: HeldSocket): boolean =>
  inode !== 0 && reuseaddr === undefined && peer === undefined;

/** `unread`: the errno with which an option could not be read, where one could not. */
function reasonOf(facts: HostFacts, unread: string | undefined): string {
  const hindrance = hindranceOf(facts);
  if (hindrance !== undefined) return TO_KNOW[hindrance];
  return unread === undefined ? 'no process of this PID namespace has them' : duplicateRefused(unread, inEnglish);
}

const TO_KNOW: Readonly<Record<Hindrance, string>> = {
  'no root': 'run as root',
  'no capability': 'CAP_SYS_PTRACE is needed',
  'user namespace': 'ask outside this user namespace',
};
