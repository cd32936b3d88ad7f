import { formatSocketAddress, type SocketAddress } from '../../../model/address.ts';
import { deniedText, isDenied } from '../../../model/denied.ts';
import { formatListener, type Listener } from '../../../model/listener.ts';
import { type Reuse, reuseOf, setsReuseaddr } from '../../../model/options.ts';
import { type CallOutcome, formatPrediction, isExhausted, sameOutcome } from '../../../model/outcome.ts';
import type { BindTrial, WhyAnswer } from '../../../model/why.ts';
import { errnoOrOk, refusalInWords } from '../../text/outcomes.ts';
import { labelled, type Row } from './row.ts';

/** What was tried, and whether the rules predicted what came of it. */
export function trialRows(answer: WhyAnswer): Row[] {
  const { asked, earlier, trial } = answer;
  if (trial === null)
    return labelled('tried', '', [answer.outcome.kind === 'unknown' ? UNASKED : 'nothing: --passive']);
  const { listener, outcome, predicted, agrees, elsewhere } = trial;
  const shown = optionsInWords(reuseOf(listener.options), reuseOf(asked.options));
  const expected = shown !== '' && sameOutcome(predicted, outcome) ? ', as the rules say' : '';
  const now = earlier.some((one) => one.port === asked.port) ? ', without the listeners before it' : '';
  const how = `${shown}${now}, closed at once`;
  const text = `bind on ${formatListener(listener)}${how}: ${resultInWords(outcome)}${rewritten(elsewhere)}${expected}`;
  const left = outcome.kind === 'ok' && answer.outcome.kind !== 'ok' && isWithMore(trial, asked) ? [UNTRIED] : [];
  return [
    ...labelled('tried', 'observed', [text]),
    ...labelled('', '', left),
    ...(agrees ? [] : differenceRows(trial)),
  ];
}

const UNASKED = 'nothing: --passive; without it bind(2) is asked';

/** What was set, where that is not what was asked about. */
function optionsInWords(tried: Reuse, asked: Reuse): string {
  if (tried === asked) return '';
  if (tried === 'none') return ' with no reuse option';
  return asked === 'none' ? ' with SO_REUSEADDR' : ' with SO_REUSEADDR alone';
}

/** Whether SO_REUSEADDR was set, and not asked for. */
const isWithMore = ({ listener }: BindTrial, asked: Listener): boolean =>
  setsReuseaddr(reuseOf(listener.options)) && !setsReuseaddr(reuseOf(asked.options));

const UNTRIED = '--live tries it without SO_REUSEADDR: a service that starts at that moment may be refused';

const rewritten = (elsewhere: SocketAddress | undefined): string =>
  elsewhere === undefined ? '' : `, but ${formatSocketAddress(elsewhere)} was bound: a cgroup BPF program rewrites it`;

const resultInWords = (outcome: CallOutcome): string =>
  isExhausted(outcome) ? `unknown, out of resources (${outcome.errno})` : errnoOrOk(outcome);

const differenceRows = ({ outcome, predicted }: BindTrial): Row[] => {
  if (isDenied(predicted, outcome)) return labelled('policy', '', [deniedText(errnoOrOk(outcome))], 'bad');
  const claim = predicted.kind === 'refused' ? refusalInWords(predicted) : formatPrediction(predicted);
  return labelled('DIFFERS', '', [`the rules predicted ${claim}: ${doubtInWords(outcome)}`], 'bad');
};

/** What the rules may not have seen, by what the kernel answered. */
const doubtInWords = (outcome: CallOutcome): string => DOUBTS[errnoOrOk(outcome)] ?? 'please report this';

const DOUBTS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'a socket that the kernel does not list may hold the port, or one that was opened just now',
  ok: 'the socket that blocked it may have been closed just now',
};
