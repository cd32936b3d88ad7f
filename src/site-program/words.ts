import { type Address, formatAddress, isAny, type Protocol } from '../model/address.ts';
import { AXIS_KEYS, readAxis } from '../model/axes.ts';
import type { Outcome } from '../model/outcome.ts';
import type { ListenerReport, MatrixReport, PredictedSystem, TogetherReport } from '../model/report.ts';
import { certaintyInWords, inEnglish } from '../report/index.ts';

const does = (protocol: Protocol): string => (protocol === 'tcp' ? 'binds and listens' : 'binds');

/** `binds and listens`, `bind() EADDRINUSE`. */
export function outcomeWords(outcome: Outcome, protocol: Protocol): string {
  switch (outcome.kind) {
    case 'ok':
      return does(protocol);
    case 'refused':
      return `${outcome.call}() ${outcome.errno}`;
    case 'holder-refused':
      return `the first socket failed: ${outcome.call}() ${outcome.errno}`;
    case 'skipped':
      return `skipped: ${outcome.reason}`;
    case 'unknown':
      return 'the rules cannot tell';
  }
}

/** Which picture a cell has. */
export type CellKind = 'yes' | 'no' | 'unknown';

export const cellKind = ({ kind }: Outcome): CellKind =>
  kind === 'ok' ? 'yes' : kind === 'unknown' || kind === 'skipped' ? 'unknown' : 'no';

/** `SO_REUSEADDR on all sockets · Linux`: what a matrix is of. */
export const optionsWords = (matrix: MatrixReport): string[] =>
  AXIS_KEYS.map((key) => readAxis(matrix, key, (axis, value) => axis.title(value))).filter((words) => words !== '');

/** `Windows (rules documented, not run)` */
export function systemWords({ name, certainty, newestOf }: PredictedSystem): string {
  const known = `rules ${certaintyInWords(certainty, inEnglish)}`;
  return newestOf === undefined ? `${name} (${known})` : `${name}, the newest ${newestOf} that is known (${known})`;
}

/** Whom a client of this address meets. */
export function answerWords({ address, answers, reached, predictedAnswers }: ListenerReport): string {
  if (answers !== null) return formatAddress(answers) === formatAddress(address) ? 'itself' : formatAddress(answers);
  if (reached.kind === 'skipped')
    return predictedAnswers.map((one) => (typeof one === 'string' ? one : formatAddress(one))).join(' or ');
  return reached.kind === 'unknown' ? 'the rules cannot tell' : 'nobody';
}

const ORDERS: Readonly<Record<TogetherReport['order'], string>> = {
  'any-first': 'ANY first',
  'any-last': 'ANY last',
  'any6-first': 'IPv6 first',
};

/** `ANY first`; of both families `IPv4 first` where the order is of families. */
export const orderWords = ({ order, family }: TogetherReport): string =>
  family === 'both' && order === 'any-first' ? 'IPv4 first' : ORDERS[order];

/** The orders to show: of both families together, where there are both. */
export function ordersShown(together: readonly TogetherReport[]): readonly TogetherReport[] {
  const both = together.filter(({ family }) => family === 'both');
  return both.length > 0 ? both : together;
}

/** `ANY (0.0.0.0)`, `10.10.2.102` */
export const addressWords = (address: Address): string =>
  isAny(address) ? `ANY (${address.ip})` : formatAddress(address);
