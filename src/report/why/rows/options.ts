import { formatPrediction, type Outcome } from '../../../model/outcome.ts';
import { type Hindrance, hindranceOf, type SightFacts } from '../../../model/visibility.ts';
import type { Dependence, WhyAnswer } from '../../../model/why.ts';
import { duplicateRefused } from '../words/sight.ts';
import { socketInWords } from '../words/socket.ts';
import { labelled, type Row } from './row.ts';

/** The options that could not be read and that decide, and why they could not. */
export function dependenceRows(answer: WhyAnswer): Row[] {
  const { depends, sight, blockers, host, outcome } = answer;
  if (outcome.kind !== 'unknown') return proofRows(answer);
  const isHidden = depends.length > 0 && blockers.some(({ socket }) => socket.state !== 'TIME_WAIT');
  const unread = `the holder's options ${unreadInWords(sight.unread, host)}`;
  return [
    ...labelled('depends on', 'predicted', [...new Set(depends.map(dependenceInWords))], 'unsure'),
    ...(isHidden ? labelled('unread', 'observed', [unread], 'unsure') : []),
  ];
}

/** What the trial shows of options that could not be read, where only one of them can have decided. */
function proofRows({ depends, outcome }: WhyAnswer): Row[] {
  const alone = depends.filter(({ socket }) => depends.filter((one) => one.socket === socket).length === 1);
  const proved = outcome.kind === 'ok' ? alone : depends.length === 1 ? depends : [];
  const value = outcome.kind === 'ok' ? 'on' : 'off';
  const texts = proved.map(
    ({ option, socket }) => `${option} of ${socketInWords(socket)} is ${value}, as the trial shows`,
  );
  return labelled('so', 'tried', [...new Set(texts)]);
}

function unreadInWords(reason: string | undefined, facts: SightFacts): string {
  if (reason === 'passive') return 'are not read with --passive';
  const hindrance = hindranceOf(facts);
  if (hindrance !== undefined) return TO_READ[hindrance];
  return reason === undefined
    ? 'cannot be read: no process of this PID namespace has it'
    : `cannot be read: ${duplicateRefused(reason)}`;
}

const TO_READ: Readonly<Record<Hindrance, string>> = {
  'no root': 'cannot be read without root',
  'no capability': 'cannot be read without CAP_SYS_PTRACE',
  'user namespace': 'cannot be read from this user namespace',
};

const dependenceInWords = ({ option, socket, on, off }: Dependence): string =>
  `${option} of ${socketInWords(socket)}: if on, ${outcomeInShort(on)}; if off, ${outcomeInShort(off)}`;

function outcomeInShort(outcome: Outcome): string {
  if (outcome.kind === 'ok') return 'the bind passes';
  return outcome.kind === 'refused' ? outcome.errno : formatPrediction(outcome);
}
