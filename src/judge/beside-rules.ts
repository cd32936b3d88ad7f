import type { Where } from '../model/experiment.ts';
import type { AloneObservation, MatrixObservation, TogetherObservation } from '../model/observation.ts';
import { refused, type SkipReason, sameOutcome, UNKNOWN } from '../model/outcome.ts';
import { combinationOf } from '../model/plan.ts';
import type { AloneReport, ListenerReport, MatrixReport, PortReport, TogetherReport } from '../model/report.ts';
import { predictListener, predictMatrix, predictTogether, type RuleEnvironment, type RuleSet } from '../rules/index.ts';
import { unseenReason } from './unseen.ts';

const TAKEN = refused('bind', 'EADDRINUSE');

/** Whether a socket that the kernel does not list may be on the port: there the rules predict nothing. */
function isBesideUnseen({ listener, outcome }: AloneObservation, ports: readonly PortReport[]): boolean {
  const own = ports.find((p) => p.protocol === listener.protocol && p.port === listener.port);
  return own?.unseen !== undefined && (own.caution !== 'free' || sameOutcome(outcome, TAKEN));
}

/** What was observed of a listener by itself, with the prediction. */
export function aloneReport(
  o: AloneObservation,
  rules: RuleSet,
  env: RuleEnvironment,
  ports: readonly PortReport[],
): AloneReport {
  if (isBesideUnseen(o, ports)) return { ...o, predicted: UNKNOWN, rule: 'unknown' };
  const { outcome, rule } = predictListener(rules, env, o.listener);
  return { ...o, predicted: outcome, rule };
}

/** What was observed of listeners that were started together, with the predictions. */
export function togetherReport(
  o: TogetherObservation,
  rules: RuleSet,
  env: RuleEnvironment,
  where: Where,
): TogetherReport {
  const predicted = predictTogether(rules, env, o.combination, o.plan.addresses);
  const listeners = o.listeners.map((listener, i): ListenerReport => {
    const { address, outcome, answers, reached } = listener;
    const prediction = predicted[i]?.prediction ?? { outcome: UNKNOWN, rule: 'unknown', why: '' };
    const predictedAnswers = predicted[i]?.answers ?? [];
    const unseen = unseenReason({ answers, reached, predictedAnswers }, o.combination.protocol, where);
    return {
      address,
      outcome,
      predicted: prediction.outcome,
      rule: prediction.rule,
      why: prediction.why,
      answers,
      reached,
      predictedAnswers,
      ...(unseen === undefined ? {} : { unseen }),
    };
  });
  const { family, order } = o.plan;
  return { ...combinationOf(o.combination), family, order, listeners, ...skippedOf(o), remotePeers: o.remotePeers };
}

/** What was observed of every ordered pair, with the predictions. */
export function matrixReport(o: MatrixObservation, rules: RuleSet, env: RuleEnvironment): MatrixReport {
  const predicted = predictMatrix(rules, env, o.combination, o.addresses);
  return {
    ...combinationOf(o.combination),
    addresses: o.addresses,
    cells: o.cells,
    predicted: predicted.outcomes,
    rules: predicted.rules,
    ...skippedOf(o),
    remotePeers: o.remotePeers,
  };
}

const skippedOf = ({ skipped }: { readonly skipped?: SkipReason }): { skipped?: SkipReason } =>
  skipped === undefined ? {} : { skipped };
