import { formatAddress, type Protocol } from '../model/address.ts';
import { kindOf } from '../model/address-kind.ts';
import type { BesideStart, BesideStarts } from '../model/beside.ts';
import type { Responder } from '../model/disagreement.ts';
import { type Outcome, skipped, UNKNOWN } from '../model/outcome.ts';
import type { ListenerReport, TogetherReport } from '../model/report.ts';
import type { TogetherPrediction } from '../rules/index.ts';
import { besidePrediction, type Other } from './beside-other.ts';

/** Listeners that were started in one order beside what the rules of other systems say of them, by kind and by what becomes of them. */
export function startsBeside(together: TogetherReport, others: readonly Other[]): BesideStarts[] {
  const addresses = together.listeners.map(({ address }) => address);
  const foreseen = others.map(({ foresight, combinationFor }) =>
    foresight.together(combinationFor(together), addresses),
  );
  const found = new Map<string, BesideStarts>();
  for (const [i, listener] of together.listeners.entries()) {
    const measured = { outcome: outcomeOf(listener, together), ...answersAt(listener, together.protocol) };
    const start: BesideStarts = {
      family: together.family,
      order: together.order,
      kind: kindOf(listener.address),
      count: 1,
      first: listener.address,
      measured,
      predicted: foreseen.map((all) => predictedAt(measured, all[i])),
    };
    const key = keyOf(start);
    const known = found.get(key);
    found.set(key, known === undefined ? start : { ...known, count: known.count + 1 });
  }
  return [...found.values()];
}

type Start = BesideStart<readonly Responder[]>;

const outcomeOf = ({ outcome }: ListenerReport, { skipped: reason }: TogetherReport): Outcome =>
  reason === undefined ? outcome : skipped(reason);

/** Whom a client reached; where chance decides, whom it may reach by the rules. */
function answersAt(listener: ListenerReport, protocol: Protocol): Pick<Start, 'answers'> {
  const { answers, reached, predictedAnswers } = listener;
  if (answers !== null) return { answers: [answers] };
  if (reached.kind === 'refused') return { answers: [] };
  // A datagram is sent without an answer too.
  if (reached.kind === 'ok') return { answers: protocol === 'tcp' ? ['another socket'] : [] };
  return reached.kind === 'skipped' && reached.reason === 'chance' ? { answers: predictedAnswers } : {};
}

function predictedAt(measured: Start, predicted: TogetherPrediction | undefined): BesideStarts['predicted'][number] {
  const { outcome, rule, why } = predicted?.prediction ?? { outcome: UNKNOWN, rule: '', why: '' };
  const isKnown = predicted !== undefined && outcome.kind !== 'unknown';
  const start: Start = { outcome, ...(isKnown ? { answers: predicted.answers } : {}) };
  const beside = besidePrediction(measured.outcome, outcome, rule, why);
  return { ...beside, ...start, differs: beside.differs || answersDiffer(measured, start) };
}

const answersDiffer = ({ answers: here }: Start, { answers: there }: Start): boolean =>
  here !== undefined && there !== undefined && namesOf(here) !== namesOf(there);

const namesOf = (answers: readonly Responder[]): string => answers.map(nameOf).sort().join(' ');

const nameOf = (one: Responder): string => (typeof one === 'string' ? one : formatAddress(one));

/** Equal for listeners that are told of as one: an answer of itself is the same for each of them. */
function keyOf({ kind, first, measured, predicted }: BesideStarts): string {
  const told = ({ outcome, answers }: Start): unknown => [
    outcome,
    answers?.map((one) => (nameOf(one) === formatAddress(first) ? 'itself' : nameOf(one))),
  ];
  return JSON.stringify([kind, told(measured), predicted.map(told)]);
}
