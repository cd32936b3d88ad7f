import { formatSocketAddress, type SocketAddress } from '../../../model/address.ts';
import { isDenied } from '../../../model/denied.ts';
import { formatListener, type Listener } from '../../../model/listener.ts';
import { type Reuse, reuseOf, setsReuseaddr } from '../../../model/options.ts';
import { type CallOutcome, formatPrediction, isExhausted, sameOutcome } from '../../../model/outcome.ts';
import type { BindTrial, WhyAnswer } from '../../../model/why.ts';
import { deniedInWords } from '../../text/denied.ts';
import { errnoOrOk, refusalInWords } from '../../text/outcomes.ts';
import type { Say } from '../../text/say.ts';
import { labelled, type Row } from './row.ts';

/** What was tried, and whether the rules predicted what came of it. */
export function trialRows(answer: WhyAnswer, say: Say): Row[] {
  const { asked, earlier, trial } = answer;
  if (trial === null)
    return labelled('tried', '', [say(answer.outcome.kind === 'unknown' ? UNASKED : 'nothing: --passive')]);
  const { listener, outcome, predicted, agrees, elsewhere } = trial;
  const shown = optionsInWords(reuseOf(listener.options), reuseOf(asked.options), say);
  const expected = shown !== '' && sameOutcome(predicted, outcome) ? say(', as the rules say') : '';
  const now = earlier.some((one) => one.port === asked.port) ? say(', without the listeners before it') : '';
  const result = `${resultInWords(outcome, say)}${rewritten(elsewhere, say)}${expected}`;
  const text = say('bind on {listener}{how}, closed at once: {result}', {
    listener: formatListener(listener),
    how: `${shown}${now}`,
    result,
  });
  const left = outcome.kind === 'ok' && answer.outcome.kind !== 'ok' && isWithMore(trial, asked) ? [say(UNTRIED)] : [];
  return [
    ...labelled('tried', 'observed', [text]),
    ...labelled('', '', left),
    ...(agrees ? [] : differenceRows(trial, say)),
  ];
}

const UNASKED = 'nothing: --passive; without it bind(2) is asked';

/** What was set, where that is not what was asked about. */
function optionsInWords(tried: Reuse, asked: Reuse, say: Say): string {
  if (tried === asked) return '';
  if (tried === 'none') return say(' with no reuse option');
  return say(asked === 'none' ? ' with SO_REUSEADDR' : ' with SO_REUSEADDR alone');
}

/** Whether SO_REUSEADDR was set, and not asked for. */
const isWithMore = ({ listener }: BindTrial, asked: Listener): boolean =>
  setsReuseaddr(reuseOf(listener.options)) && !setsReuseaddr(reuseOf(asked.options));

const UNTRIED = '--live tries it without SO_REUSEADDR: a service that starts at that moment may be refused';

const rewritten = (elsewhere: SocketAddress | undefined, say: Say): string =>
  elsewhere === undefined
    ? ''
    : say(', but {endpoint} was bound: a cgroup BPF program rewrites it', { endpoint: formatSocketAddress(elsewhere) });

const resultInWords = (outcome: CallOutcome, say: Say): string =>
  isExhausted(outcome) ? say('unknown, out of resources ({errno})', { errno: outcome.errno }) : errnoOrOk(outcome);

const differenceRows = ({ outcome, predicted }: BindTrial, say: Say): Row[] => {
  if (isDenied(predicted, outcome)) return labelled('policy', '', [deniedInWords(errnoOrOk(outcome), say)], 'bad');
  const claim = predicted.kind === 'refused' ? refusalInWords(predicted) : formatPrediction(predicted);
  return labelled(
    'DIFFERS',
    '',
    [say('the rules predicted {claim}: {doubt}', { claim, doubt: doubtInWords(outcome, say) })],
    'bad',
  );
};

/** What the rules may not have seen, by what the kernel answered. */
const doubtInWords = (outcome: CallOutcome, say: Say): string => {
  const name = errnoOrOk(outcome);
  return say(name === 'ok' || name === 'EADDRINUSE' ? DOUBTS[name] : 'please report this');
};

const DOUBTS = {
  EADDRINUSE: 'a socket that the kernel does not list may hold the port, or one that was opened just now',
  ok: 'the socket that blocked it may have been closed just now',
} as const;
