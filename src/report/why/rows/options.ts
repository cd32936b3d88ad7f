import { formatPrediction, type Outcome } from '../../../model/outcome.ts';
import { type Hindrance, hindranceOf, type SightFacts } from '../../../model/visibility.ts';
import type { Dependence, WhyAnswer } from '../../../model/why.ts';
import type { Phrase, Say } from '../../text/say.ts';
import { duplicateRefused } from '../words/sight.ts';
import { socketInWords } from '../words/socket.ts';
import { labelled, type Row } from './row.ts';

/** The options that could not be read and that decide, and why they could not. */
export function dependenceRows(answer: WhyAnswer, say: Say): Row[] {
  const { depends, sight, blockers, host, outcome } = answer;
  if (outcome.kind !== 'unknown') return proofRows(answer, say);
  const isHidden = depends.length > 0 && blockers.some(({ socket }) => socket.state !== 'TIME_WAIT');
  const unread = unreadInWords(sight.unread, host, say);
  return [
    ...labelled('depends on', 'predicted', [...new Set(depends.map((one) => dependenceInWords(one, say)))], 'unsure'),
    ...(isHidden ? labelled('unread', 'observed', [unread], 'unsure') : []),
  ];
}

/** What the trial shows of options that could not be read, where only one of them can have decided. */
function proofRows({ depends, outcome }: WhyAnswer, say: Say): Row[] {
  const alone = depends.filter(({ socket }) => depends.filter((one) => one.socket === socket).length === 1);
  const proved = outcome.kind === 'ok' ? alone : depends.length === 1 ? depends : [];
  const value = say(outcome.kind === 'ok' ? 'on' : 'off');
  const texts = proved.map(({ option, socket }) =>
    say('{option} of {socket} is {value}, as the trial shows', { option, socket: socketInWords(socket, say), value }),
  );
  return labelled('so', 'tried', [...new Set(texts)]);
}

function unreadInWords(reason: string | undefined, facts: SightFacts, say: Say): string {
  if (reason === 'passive') return say("the holder's options are not read with --passive");
  const hindrance = hindranceOf(facts);
  if (hindrance !== undefined) return say(TO_READ[hindrance]);
  return reason === undefined
    ? say("the holder's options cannot be read: no process of this PID namespace has it")
    : say("the holder's options cannot be read: {why}", { why: duplicateRefused(reason, say) });
}

const TO_READ = {
  'no root': "the holder's options cannot be read without root",
  'no capability': "the holder's options cannot be read without CAP_SYS_PTRACE",
  'user namespace': "the holder's options cannot be read from this user namespace",
} as const satisfies Readonly<Record<Hindrance, Phrase>>;

const dependenceInWords = ({ option, socket, on, off }: Dependence, say: Say): string =>
  say('{option} of {socket}: if on, {on}; if off, {off}', {
    option,
    socket: socketInWords(socket, say),
    on: outcomeInShort(on, say),
    off: outcomeInShort(off, say),
  });

function outcomeInShort(outcome: Outcome, say: Say): string {
  if (outcome.kind === 'ok') return say('the bind passes');
  return outcome.kind === 'refused' ? outcome.errno : formatPrediction(outcome);
}
