import { formatAddress } from '../../model/address.ts';
import { formatOutcome, formatPrediction, sameOutcome } from '../../model/outcome.ts';
import type { ExpectationReport, Report } from '../../model/report.ts';
import { systemName } from '../text/systems.ts';
import { plural } from '../text/text.ts';

/** Where expectations were tried, if that was not this host; of a prediction nothing was. */
export const triedWhere = ({ where, predicted }: Report): string[] =>
  where === 'sandbox' && predicted === undefined ? ['tried in a sandbox, beside no other process'] : [];

/** The keys of an expectation that its sentence names by itself. */
const SAID = new Set(['id', 'holder', 'address', 'port', 'protocol', 'expect']);

/** `0.0.0.0 holds, each-ipv4 tries, port 50005: bind:EADDRINUSE` */
export function expectationInWords({ expectation, system }: ExpectationReport): string {
  const text = (key: string): string => valueInWords(expectation[key]);
  const who =
    expectation.holder === undefined ? `${text('address')} alone` : `${text('holder')} holds, ${text('address')} tries`;
  const endpoint = [
    ...(expectation.protocol === undefined ? [] : [text('protocol')]),
    ...(expectation.port === undefined ? [] : [`${expectation.protocol === undefined ? 'port ' : ''}${text('port')}`]),
  ].join(' ');
  const port = endpoint === '' ? '' : `, ${endpoint}`;
  const rest = Object.keys(expectation)
    .filter((key) => !SAID.has(key))
    .map((key) => `, ${key} ${pairInWords(expectation[key])}`);
  const where = system === undefined ? '' : `${systemName(system)}: `;
  return `${where}${who}${port}${rest.join('')}: ${text('expect')}`;
}

/** The same behind its id, where it has one of its own. */
export const namedExpectation = (one: ExpectationReport): string =>
  `${one.expectation.id === undefined ? '' : `${one.id}: `}${expectationInWords(one)}`;

/** `addr`; where the two sockets of a pair differ `addr against addr+port`. */
function pairInWords(value: unknown): string {
  const { holder, newcomer } = Object(value) as { readonly holder?: unknown; readonly newcomer?: unknown };
  return holder === undefined || newcomer === undefined
    ? valueInWords(value)
    : `${valueInWords(holder)} against ${valueInWords(newcomer)}`;
}

function valueInWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueInWords).join(' or ');
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([key, one]) => `${key} ${valueInWords(one)}`)
      .join(', ');
  return String(value);
}

/** What stood against it: `192.0.2.2 while 0.0.0.0 holds: ok, and 2 more of 6 pairs`. */
export function counterexample(report: ExpectationReport): string {
  const { example, reason } = report;
  const why = reason === undefined ? [] : [reason];
  if (example === undefined) return why.join('');
  const address = formatAddress(example.address);
  const place =
    example.holder === undefined ? `${address} alone` : `${formatAddress(example.holder)} holds, ${address} tries`;
  const more = report.unmet > 1 ? `, and ${report.unmet - 1} more of ${triedInWords(report)}` : '';
  const { observed } = example;
  const isTried = observed.kind !== 'skipped' && observed.kind !== 'unknown';
  return [`${place}${isTried ? `: observed ${formatOutcome(observed)}` : ''}${more}`, ...why].join('; ');
}

/** `linux.no-overlap: 192.0.2.2:80 and 0.0.0.0:80 share no address`, and what the rule predicts where that differs. */
export function becauseInWords({ because, example }: ExpectationReport): string {
  if (because === undefined || because.rule === '') return '';
  const isObserved = example !== undefined && sameOutcome(because.predicted, example.observed);
  const predicted = isObserved ? '' : ` (predicted ${formatPrediction(because.predicted)})`;
  return `${because.rule}${predicted}: ${because.why}`;
}

export const triedInWords = (report: ExpectationReport): string =>
  plural(report.tried, report.expectation.holder === undefined ? 'endpoint' : 'pair');
