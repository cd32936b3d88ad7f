import { formatAddress } from '../../../model/address.ts';
import { hasCell } from '../../../model/cell-set.ts';
import { formatOutcome, formatPrediction, type Outcome } from '../../../model/outcome.ts';
import type { MatrixReport, Report } from '../../../model/report.ts';
import { conclusions } from '../../conclusions/view.ts';
import { type PairsView, pairsView } from '../../matrix/view.ts';
import { pairsNote, sampleInWords } from '../../matrix/words.ts';
import type { Section } from '../../sections/view.ts';
import { combinationInWords, wildcardInWords } from '../../sections/words.ts';
import { foldAddresses, groupBy } from '../../text/fold.ts';
import { UNICODE } from '../../text/glyphs.ts';
import { outcomeInWords } from '../../text/outcomes.ts';
import { whereInWords } from '../../text/systems.ts';
import { count } from '../../text/text.ts';

/** `tcp port 80` */
export const portInWords = ({ protocol, port }: Pick<Section, 'protocol' | 'port'>): string =>
  `${protocol} port ${port}`;

/** `24 of 49 ordered pairs can share tcp port 80` */
export function pairsAnswer(section: Section, view: PairsView): string {
  const of = (kind: Outcome['kind']): number =>
    view.legend.reduce((n, code) => n + (code.outcome.kind === kind ? code.count : 0), 0);
  const [ok, refused] = [of('ok'), of('refused')];
  const port = portInWords(section);
  if (ok + refused === 0) return `No pair could be tried on ${port}`;
  if (ok === 0) return `No two listeners can share ${port}`;
  if (refused === 0) return `All ${count(ok)} ordered pairs can share ${port}`;
  return `${count(ok)} of ${count(ok + refused)} ordered pairs can share ${port}`;
}

/** What a section is true of, in one line, without its port: `SO_REUSEADDR on all sockets · sandbox · Linux 6.18.44`. */
export const truthOf = (section: Section, report: Report): string =>
  [...combinationInWords(section).slice(1), ...whereInWords(section, report)].join(' · ');

/** How the rows and columns are read, where that does not go without saying. */
export const orderNote = (section: Section): string => (isInTurn(section) ? '' : pairsNote(section));

/** What `::` is, where it is among the addresses. */
export function wildcardNote(section: Section): string[] {
  const hasAny6 = section.matrix?.addresses.some(({ ip }) => ip === '::') === true;
  return hasAny6 && isInTurn(section) ? [`:: is ${wildcardInWords(section)}`] : [];
}

const isInTurn = ({ sequence, protocol }: Section): boolean => sequence === 'listen-each' || protocol === 'udp';

/** What the holder of a pair does before the newcomer tries. */
export const holds = (section: Section): string =>
  section.protocol === 'udp' || !isInTurn(section) ? 'binds first' : 'listens first';

/** What a cell stands for, and why: `0.0.0.0 listens first, then 127.0.0.1 tries: bind EADDRINUSE …`. */
export function pairInWords(section: Section, matrix: MatrixReport, at: number): string {
  const [row, column] = [Math.floor(at / matrix.cells.columns), at % matrix.cells.columns];
  const [holder, newcomer] = [matrix.addresses[row], matrix.addresses[column]];
  if (holder === undefined || newcomer === undefined) return '';
  const outcome = matrix.cells.codes[matrix.cells.cells[at] ?? 0];
  const came = outcome === undefined ? '' : outcomeInWords(outcome, section.protocol);
  return `${formatAddress(holder)} ${holds(section)}, then ${row === column ? 'the same' : formatAddress(newcomer)} tries: ${came}`;
}

/** The rule behind a pair, and what it was expected to do where it did otherwise. */
export function pairReason(matrix: MatrixReport, at: number, sentences: Report['reasons']): string {
  const outcome = matrix.cells.codes[matrix.cells.cells[at] ?? 0];
  const predicted = matrix.predicted.codes[matrix.predicted.cells[at] ?? 0];
  const rule = matrix.rules.codes[matrix.rules.cells[at] ?? 0] ?? '';
  const isInferred = matrix.sample !== undefined && !hasCell(matrix.sample.tried, at);
  const differs =
    outcome !== undefined && predicted !== undefined && formatOutcome(outcome) !== formatPrediction(predicted);
  const sentence = outcome?.kind === 'ok' ? undefined : sentences?.[rule];
  return [
    ...(isInferred ? ['Inferred, not tried.'] : []),
    ...(differs ? [`The rules predicted ${formatPrediction(predicted)}.`] : []),
    ...(rule === '' ? [] : [`Rule ${rule}${sentence === undefined ? '.' : `, as where ${sentence}.`}`]),
  ].join(' ');
}

/** The whole matrix in sentences: what it comes to, then each kind of addresses as holder. */
export function matrixSaid(section: Section, matrix: MatrixReport, report: Report): string[] {
  const view = pairsView(matrix, UNICODE, 0);
  return [
    `${pairsAnswer(section, view)}: ${truthOf(section, report)}.`,
    ...conclusions(section).map(({ label, answer }) => `${label}: ${answer}.`),
    ...view.cells.map((_, row) => rowSaid(section, matrix, view, row)),
    ...sampleInWords(matrix),
  ];
}

/** `Where 0.0.0.0 listens first: ::1, fd00::2 listens; 0.0.0.0 itself, 127.0.0.1, :: bind EADDRINUSE.` */
function rowSaid(section: Section, matrix: MatrixReport, view: PairsView, row: number): string {
  const outcome = (at: number): string => {
    const code = matrix.cells.codes[matrix.cells.cells[at] ?? 0];
    return code === undefined ? '' : outcomeInWords(code, section.protocol);
  };
  const own = view.classes[row] ?? [];
  const met = (view.cells[row] ?? []).flatMap((cell, column) => {
    const names = foldAddresses(view.classes[column] ?? [], UNICODE.dots);
    if (column !== row) return [{ came: outcome(cell.at), name: names }];
    const itself = { came: outcome(cell.itself ?? cell.at), name: own.length > 1 ? 'each itself' : 'itself' };
    return own.length > 1 ? [itself, { came: outcome(cell.at), name: 'any other of these' }] : [itself];
  });
  const groups = groupBy(met, ({ came }) => came).map(
    (list) => `${list.map(({ name }) => name).join(', ')}: ${list[0].came}`,
  );
  return `Where ${foldAddresses(own, UNICODE.dots)} ${holds(section)}, next ${groups.join('; ')}.`;
}
