import { formatSocketAddress, type SocketAddress } from '../../../model/address.ts';
import { formatListener } from '../../../model/listener.ts';
import { reuseOf } from '../../../model/options.ts';
import { type CallOutcome, formatPrediction, isExhausted, sameOutcome } from '../../../model/outcome.ts';
import type { BindTrial, WhyAnswer } from '../../../model/why.ts';
import { errnoOrOk, refusalInWords } from '../../text/outcomes.ts';
import { labelled, type Row } from './row.ts';

/** What was tried, and whether the rules predicted what came of it. */
export function trialRows({ asked, earlier, trial }: WhyAnswer): Row[] {
  if (trial === null) return labelled('tried', '', ['nothing: --passive']);
  const { listener, outcome, predicted, agrees, elsewhere } = trial;
  const tried = reuseOf(listener.options);
  const options = tried === 'none' ? 'no reuse option' : 'SO_REUSEADDR alone';
  const fewer = tried === reuseOf(asked.options) ? '' : ` with ${options}`;
  const expected = fewer !== '' && sameOutcome(predicted, outcome) ? ', as the rules say' : '';
  const now = earlier.some((one) => one.port === asked.port) ? ', without the listeners before it' : '';
  const how = `${fewer}${now}, closed at once`;
  const text = `bind on ${formatListener(listener)}${how}: ${resultInWords(outcome)}${rewritten(elsewhere)}${expected}`;
  return [...labelled('tried', 'observed', [text]), ...(agrees ? [] : differenceRows(trial))];
}

const rewritten = (elsewhere: SocketAddress | undefined): string =>
  elsewhere === undefined ? '' : `, but ${formatSocketAddress(elsewhere)} was bound: a cgroup BPF program rewrites it`;

const resultInWords = (outcome: CallOutcome): string =>
  isExhausted(outcome) ? `unknown, out of resources (${outcome.errno})` : errnoOrOk(outcome);

const differenceRows = ({ outcome, predicted }: BindTrial): Row[] => {
  const claim = predicted.kind === 'refused' ? refusalInWords(predicted) : formatPrediction(predicted);
  return labelled('DIFFERS', '', [`the rules predicted ${claim}: ${doubtInWords(outcome)}`], 'bad');
};

/** What the rules may not have seen, by what the kernel answered. */
const doubtInWords = (outcome: CallOutcome): string => DOUBTS[errnoOrOk(outcome)] ?? 'please report this';

const DOUBTS: Readonly<Record<string, string>> = {
  EPERM: 'a cgroup BPF program may forbid it',
  EACCES: 'SELinux, Landlock or another security module may forbid it, or the capability is of another user namespace',
  EADDRINUSE: 'a socket that the kernel does not list may hold the port, or one that was opened just now',
  ok: 'the socket that blocked it may have been closed just now',
};
