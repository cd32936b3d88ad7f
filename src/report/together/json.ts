import type { ReportJson } from '../../contracts/report.ts';
import { formatAddress } from '../../model/address.ts';
import { formatOutcome, formatPrediction } from '../../model/outcome.ts';
import type { ListenerReport, TogetherReport } from '../../model/report.ts';
import { axesJson } from '../sections/json.ts';
import { responderInWords } from './words.ts';

type TogetherJson = ReportJson['together'][number];

export const togetherJson = (one: TogetherReport): TogetherJson => ({
  ...(one.system === undefined ? {} : { system: one.system }),
  protocol: one.protocol,
  port: one.port,
  ...axesJson(one),
  family: one.family,
  order: one.order,
  listeners: one.listeners.map(listenerJson),
  ...(one.skipped === undefined ? {} : { skipped: one.skipped }),
  strangers: one.remotePeers,
});

const listenerJson = (one: ListenerReport): TogetherJson['listeners'][number] => ({
  address: formatAddress(one.address),
  outcome: formatOutcome(one.outcome),
  predicted: formatPrediction(one.predicted),
  rule: one.rule,
  why: one.why,
  answers: one.answers === null ? null : formatAddress(one.answers),
  reached: formatOutcome(one.reached),
  predictedAnswers: one.predictedAnswers.map(responderInWords),
  ...(one.unseen === undefined ? {} : { unseen: one.unseen }),
});
