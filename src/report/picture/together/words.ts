import { type Address, formatEndpoint } from '../../../model/address.ts';
import type { CallOutcome, Outcome } from '../../../model/outcome.ts';
import type { Order, TogetherFamily } from '../../../model/plan.ts';
import type { TogetherReport } from '../../../model/report.ts';
import type { Section } from '../../sections/view.ts';
import { foldLabel } from '../../text/fold.ts';
import { UNICODE } from '../../text/glyphs.ts';
import { outcomeInWords } from '../../text/outcomes.ts';
import { count, plural } from '../../text/text.ts';
import type { TogetherRow } from '../../together/view.ts';
import { metInWords } from '../../together/words.ts';
import { portInWords } from '../matrix/words.ts';
import type { ChipView } from '../parts.tsx';

const FAMILY: Readonly<Record<TogetherFamily, string>> = { inet: 'IPv4 ', inet6: 'IPv6 ', both: '' };

/** When which servers start: `ANY first`. */
export function orderTitle(family: TogetherFamily, order: Order): string {
  if (family === 'both') {
    if (order === 'any-last') return 'ANY of both families starts last';
    return order === 'any6-first' ? 'IPv6 starts first' : 'IPv4 starts first';
  }
  return order === 'any-first' ? 'ANY starts first' : 'ANY starts last';
}

/** `Of 4 IPv4 servers on tcp port 80, 1 starts where ANY starts first, 3 where ANY starts last` */
export function togetherAnswer(section: Section, all: readonly TogetherReport[]): string {
  const { family = 'inet', listeners: servers = [] } = all[0] ?? {};
  const total = servers.length;
  const noun = `${FAMILY[family]}${total === 1 ? 'server' : 'servers'}${family === 'both' ? ' of both families' : ''}`;
  const named = `${noun} on ${portInWords(section)}`;
  const counts = all.map(({ listeners }) => listeners.filter(({ outcome }) => outcome.kind === 'ok').length);
  const [first = 0] = counts;
  if (new Set(counts).size > 1) {
    const cases = all.map(
      ({ order }, i) => `${i === 0 ? starting(first) : count(counts[i] ?? 0)} where ${orderTitle(family, order)}`,
    );
    return `Of ${count(total)} ${named}, ${cases.join(', ')}`;
  }
  const share = first < total ? `${count(first)} of ${count(total)}` : total === 1 ? 'The one' : `All ${count(total)}`;
  const always = ['', '', ', in either order'][all.length] ?? ', in every order';
  return `${share} ${named} ${first === 1 ? 'starts' : 'start'}${always}`;
}

const starting = (servers: number): string => `${count(servers)} ${servers === 1 ? 'starts' : 'start'}`;

/** The endpoints of a line: `0.0.0.0:80`, or of many `10.0.0.1:80 … 10.0.0.9:80, 9 alike`. */
export const endpointsOf = (addresses: readonly Address[], port: number): string =>
  foldLabel(
    addresses.map((address) => formatEndpoint(address, port)),
    UNICODE.dots,
  ).replace('\u00a0', ' ');

/** What each call came to; a socket that was refused one makes no other. */
export function callChips(outcome: Outcome, protocol: Section['protocol']): ChipView[] {
  const calls = protocol === 'tcp' ? ['bind', 'listen'] : ['bind'];
  switch (outcome.kind) {
    case 'ok':
      return calls.map(okChip);
    case 'refused':
      return refusedChips(outcome, calls);
    default:
      return [
        {
          mark: outcome.kind === 'skipped' ? 'skipped' : 'unknown',
          tone: 'unsure',
          text: outcomeInWords(outcome, protocol),
        },
      ];
  }
}

const okChip = (text: string): ChipView => ({ mark: 'ok', tone: 'ok', text });

const refusedChips = (
  { call, errno }: Extract<CallOutcome, { kind: 'refused' }>,
  calls: readonly string[],
): ChipView[] => [
  ...calls.slice(0, Math.max(0, calls.indexOf(call))).map(okChip),
  { mark: 'no', tone: 'no', text: `${call} ${errno}` },
];

/** All of one order in sentences. */
export function orderSaid(section: Section, together: TogetherReport, rows: readonly TogetherRow[]): string {
  const { order, family } = together;
  const told = rows.flatMap(({ addresses, seen }) => {
    const one = seen[order];
    if (one === undefined) return [];
    const met = metInWords(one.met);
    const who = met === '' ? '' : `, and a client of it meets ${met}`;
    return [`${endpointsOf(addresses, section.port)}: ${outcomeInWords(one.outcome, section.protocol)}${who}`];
  });
  return `Where ${orderTitle(family, order)} (${plural(together.listeners.length, 'server')}): ${told.join('; ')}.`;
}
