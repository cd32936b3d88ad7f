import { formatPrediction, type Outcome } from '../../../model/outcome.ts';
import type { Dependence, WhyAnswer } from '../../../model/why.ts';
import { socketInWords } from '../words/socket.ts';
import { labelled, type Row } from './row.ts';

/** The options that could not be read and that decide, and why they could not. */
export function dependenceRows({ depends, sight, blockers, host }: WhyAnswer): Row[] {
  const isHidden = depends.length > 0 && blockers.some(({ socket }) => socket.state !== 'TIME_WAIT');
  const seesAll = host.capabilities.includes('CAP_SYS_PTRACE');
  const unread = `the holder's options ${unreadInWords(sight.unread, seesAll)}`;
  return [
    ...labelled('depends on', 'predicted', [...new Set(depends.map(dependenceInWords))], 'unsure'),
    ...(isHidden ? labelled('unread', 'observed', [unread], 'unsure') : []),
  ];
}

function unreadInWords(reason: string | undefined, seesAll: boolean): string {
  if (reason === 'passive') return 'are not read with --passive';
  if (reason === 'ENOSYS') return 'cannot be read before Linux 5.6 (pidfd_getfd)';
  if (!seesAll) return 'cannot be read without root';
  return reason === undefined
    ? 'cannot be read: its process is not in this PID namespace'
    : `cannot be read (pidfd_getfd: ${reason})`;
}

const dependenceInWords = ({ option, socket, on, off }: Dependence): string =>
  `${option} of ${socketInWords(socket)}: if on, ${outcomeInShort(on)}; if off, ${outcomeInShort(off)}`;

function outcomeInShort(outcome: Outcome): string {
  if (outcome.kind === 'ok') return 'the bind passes';
  return outcome.kind === 'refused' ? outcome.errno : formatPrediction(outcome);
}
