import type { FactorJson } from '../../contracts/factor.ts';
import type { AlternativeJson, RemedyJson } from '../../contracts/remedy.ts';
import type { AnswersJson, WhyJson } from '../../contracts/why.ts';
import { formatAddress, formatSocketAddress } from '../../model/address.ts';
import type { Elsewhere } from '../../model/elsewhere.ts';
import type { Factor } from '../../model/factor.ts';
import { formatPrediction } from '../../model/outcome.ts';
import type { Alternative, Remedy } from '../../model/remedy.ts';
import type { BindTrial, Dependence, SocketVerdict, WhyAnswer, WhyAnswers } from '../../model/why.ts';
import { heldSocketJson, socketAddressJson } from '../text/json.ts';
import { listenerJson, predictionJson } from './json-parts.ts';

/**
 * `bindmatrix/why@1` of one listener, `bindmatrix/answers@1` of several: addresses and outcomes are text, and an owner's
 * details stand once, under `processes`.
 */
export const jsonWhy = ([first, ...more]: WhyAnswers): string[] => [
  `${JSON.stringify(more.length === 0 ? whyJson(first) : answersJson([first, ...more]), null, 2)}\n`,
];

const answersJson = (answers: WhyAnswers): AnswersJson => ({
  schema: 'bindmatrix/answers@1',
  version: answers[0].version,
  answers: answers.map(whyJson),
});

/** `bindmatrix/why@1` as a value. */
export const whyJson = (answer: WhyAnswer): WhyJson => ({
  schema: answer.schema,
  version: answer.version,
  host: answer.host,
  namespace: answer.namespace,
  sight: answer.sight,
  asked: listenerJson(answer.asked),
  ...(answer.server === undefined ? {} : { server: answer.server }),
  earlier: answer.earlier.map(listenerJson),
  ...(answer.within === undefined ? {} : { within: answer.within }),
  outcome: formatPrediction(answer.outcome),
  prediction: predictionJson(answer.prediction),
  ...(answer.olderKernel === undefined ? {} : { olderKernel: answer.olderKernel }),
  trial: answer.trial === null ? null : trialJson(answer.trial),
  depends: answer.depends.map(dependenceJson),
  blockers: answer.blockers.map(verdictJson),
  others: answer.others.map(verdictJson),
  processes: answer.processes,
  findings: answer.factors.map(factorJson),
  alternatives: answer.alternatives.map(alternativeJson),
  elsewhere: answer.elsewhere.map(elsewhereJson),
});

const elsewhereJson = (one: Elsewhere): WhyJson['elsewhere'][number] =>
  one.kind === 'namespace'
    ? { ...one, socket: heldSocketJson(one.socket) }
    : { ...one, published: socketAddressJson(one.published), container: socketAddressJson(one.container) };

const trialJson = ({ listener, outcome, predicted, agrees, elsewhere }: BindTrial): WhyJson['trial'] => ({
  bind: listenerJson(listener),
  outcome: formatPrediction(outcome),
  predicted: formatPrediction(predicted),
  agrees,
  ...(elsewhere === undefined ? {} : { elsewhere: formatSocketAddress(elsewhere) }),
});

const dependenceJson = ({ option, socket, on, off }: Dependence): WhyJson['depends'][number] => ({
  option,
  socket: heldSocketJson(socket),
  on: formatPrediction(on),
  off: formatPrediction(off),
});

const verdictJson = ({ socket, prediction, impact }: SocketVerdict): WhyJson['blockers'][number] => ({
  socket: heldSocketJson(socket),
  prediction: predictionJson(prediction),
  takes: impact,
});

function factorJson(factor: Factor): FactorJson {
  if (factor.id !== 'address') return factor;
  const { local, ...rest } = factor;
  return local === undefined ? rest : { ...rest, local: { ...local, address: formatAddress(local.address) } };
}

const alternativeJson = ({ steps, predicted, tried }: Alternative): AlternativeJson => ({
  steps: steps.map(remedyJson),
  predicted: formatPrediction(predicted),
  ...(tried === undefined ? {} : { tried: formatPrediction(tried) }),
});

function remedyJson(remedy: Remedy): RemedyJson {
  switch (remedy.kind) {
    case 'address':
    case 'port':
    case 'scope':
    case 'reuse':
    case 'v6only':
    case 'freebind':
    case 'device':
      return { kind: remedy.kind, bind: listenerJson(remedy.listener), takes: remedy.impact };
    case 'holder-option':
      return { kind: 'holder-option', option: remedy.option, socket: heldSocketJson(remedy.socket) };
    case 'add-address':
      return { kind: 'add-address', address: formatAddress(remedy.address) };
    default:
      return remedy;
  }
}
