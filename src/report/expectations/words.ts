import { isSkipped } from '../../model/outcome.ts';
import type { ExpectationReport, Status } from '../../model/report.ts';
import { plural, printable } from '../text/text.ts';
import { OS } from '../text/words.ts';

/** The keys of an expectation that its sentence names by itself. */
const SAID = new Set(['holder', 'address', 'port', 'protocol', 'expect']);

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
    .map((key) => `, ${printable(key)} ${key === 'reuse' ? reuseValue(expectation[key]) : text(key)}`);
  const where = system === undefined ? '' : `${OS[system] ?? system}: `;
  return `${where}${who}${port}${rest.join('')}: ${text('expect')}`;
}

/** `addr`, `addr against addr+port` */
function reuseValue(value: unknown): string {
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
  return printable(String(value));
}

/** What stood against it: `192.0.2.2 while 0.0.0.0 holds: ok, and 2 more of 6 pairs`. */
export function counterexample(report: ExpectationReport): string {
  const { example, reason } = report;
  const why = reason === undefined ? [] : [printable(reason)];
  if (example === undefined) return why.join('');
  const place =
    example.holder === undefined ? `${example.address} alone` : `${example.holder} holds, ${example.address} tries`;
  const more = report.unmet > 1 ? `, and ${report.unmet - 1} more of ${triedInWords(report)}` : '';
  const observed = isSkipped(example.observed) ? '' : `: observed ${example.observed}`;
  return [place + observed + more, ...why].join('; ');
}

/** `linux.no-overlap: 192.0.2.2:80 and 0.0.0.0:80 share no address`, and what the rule foresaw where that differs. */
export function becauseInWords({ because, example }: ExpectationReport): string {
  if (because === undefined || because.rule === '') return '';
  const foreseen = because.predicted === example?.observed ? '' : ` (predicted ${because.predicted})`;
  return `${because.rule}${foreseen}: ${because.why}`;
}

export const triedInWords = (report: ExpectationReport): string =>
  plural(report.tried, report.expectation.holder === undefined ? 'endpoint' : 'pair');

/** The worst first: a reader who sees only the first line sees what matters. */
export const STATUSES: readonly Status[] = ['unmet', 'inconclusive', 'skipped', 'met'];

/** `2 of 3 met, 1 unmet` */
export function statusCounts(statuses: readonly Status[], what = ''): string {
  const of = (status: Status): number => statuses.filter((one) => one === status).length;
  const rest = STATUSES.filter((status) => status !== 'met' && of(status) > 0).map(
    (status) => `, ${of(status)} ${status}`,
  );
  return `${of('met')} of ${statuses.length}${what === '' ? '' : ` ${what}`} met${rest.join('')}`;
}
