import type { Protocol } from '../model/address.ts';
import { isDenied } from '../model/denied.ts';
import type { Where } from '../model/experiment.ts';
import type {
  AloneObservation,
  ListenerObservation,
  MatrixObservation,
  TogetherObservation,
} from '../model/observation.ts';
import { refused, type SkipReason, sameOutcome, UNKNOWN } from '../model/outcome.ts';
import { combinationOf } from '../model/plan.ts';
import type { AloneReport, ListenerReport, MatrixReport, PortReport, TogetherReport } from '../model/report.ts';
import type { TogetherPrediction } from '../rules/index.ts';
import type { Foresight } from './foresight.ts';
import { unseenReason } from './unseen.ts';

const TAKEN = refused('bind', 'EADDRINUSE');

/** Whether a socket that the kernel does not list may be on the port: there the rules predict nothing. */
function isBesideUnseen({ listener, outcome }: AloneObservation, ports: readonly PortReport[]): boolean {
  const own = ports.find((p) => p.protocol === listener.protocol && p.port === listener.port);
  return own?.unseen !== undefined && (own.caution !== 'free' || sameOutcome(outcome, TAKEN));
}

/** What was observed of a listener by itself, with the prediction. */
export function aloneReport(o: AloneObservation, foresight: Foresight, ports: readonly PortReport[]): AloneReport {
  if (isBesideUnseen(o, ports)) return { ...o, predicted: UNKNOWN, rule: 'unknown' };
  const { outcome, rule } = foresight.listener(o.listener);
  return { ...o, predicted: outcome, rule };
}

/** What was observed of listeners that were started together, with the predictions. */
export function togetherReport(o: TogetherObservation, foresight: Foresight, where: Where): TogetherReport {
  const predicted = foresight.together(o.combination, o.plan.addresses);
  const listeners = o.listeners.map((listener, i) => listenerReport(listener, predicted[i]));
  const { family, order } = o.plan;
  return {
    ...combinationOf(o.combination),
    family,
    order,
    listeners: withUnseen(listeners, o.combination.protocol, where),
    ...skippedOf(o),
    remotePeers: o.remotePeers,
  };
}

function listenerReport(observed: ListenerObservation, predicted: TogetherPrediction | undefined): ListenerReport {
  const { address, outcome, answers, reached } = observed;
  const { outcome: forecast, rule, why } = predicted?.prediction ?? { outcome: UNKNOWN, rule: 'unknown', why: '' };
  return {
    address,
    outcome,
    predicted: forecast,
    rule,
    why,
    answers,
    reached,
    predictedAnswers: predicted?.answers ?? [],
  };
}

/** Where a policy refused one of the listeners, the rules do not know who answers. */
function withUnseen(listeners: readonly ListenerReport[], protocol: Protocol, where: Where): readonly ListenerReport[] {
  if (listeners.some(({ predicted, outcome }) => isDenied(predicted, outcome))) return listeners;
  return listeners.map((listener) => {
    const unseen = unseenReason(listener, protocol, where);
    return unseen === undefined ? listener : { ...listener, unseen };
  });
}

/** What was observed of every ordered pair, with the predictions. */
export function matrixReport(o: MatrixObservation, foresight: Foresight): MatrixReport {
  const predicted = o.foreseen ?? foresight.matrix(o.combination, o.addresses);
  return {
    ...combinationOf(o.combination),
    addresses: o.addresses,
    cells: o.cells,
    predicted: predicted.outcomes,
    rules: predicted.rules,
    ...(o.sample === undefined ? {} : { sample: o.sample }),
    ...skippedOf(o),
    remotePeers: o.remotePeers,
  };
}

const skippedOf = ({ skipped }: { readonly skipped?: SkipReason }): { skipped?: SkipReason } =>
  skipped === undefined ? {} : { skipped };
