import type { VNode } from 'preact';
import { formatAddress } from '../../../model/address.ts';
import { greatest } from '../../../model/extremes.ts';
import type { TogetherReport } from '../../../model/report.ts';
import type { Section } from '../../sections/view.ts';
import { outcomeInWords } from '../../text/outcomes.ts';
import type { Seen, TogetherRow } from '../../together/view.ts';
import { metInWords } from '../../together/words.ts';
import { type Block, PAD } from '../frame.tsx';
import { textWidth, wrapped } from '../measure.ts';
import { CHIP, ChipAt, chipWidth, LinesAt, MarkAt, TextAt } from '../parts.tsx';
import { round } from '../round.ts';

import { Answer } from './answer.tsx';
import { inOrder, type PlacedRow } from './rows.ts';
import { callChips, endpointsOf, orderTitle } from './words.ts';

const ROW = 42;
const HEADING = 34;
const WIDEST = 392;
const STEP = 16;

/** Where the columns of the lines begin. */
export interface Columns {
  readonly label: number;
  readonly labelWidth: number;
  readonly calls: number;
  readonly callsWidth: number;
  /** Where the answers end: the dots before the addresses of clients. */
  readonly target: number;
  readonly right: number;
}

/** Between the calls and the addresses of clients, where lines cross. */
const FAN = 190;

export function columnsOf(
  section: Section,
  rows: readonly TogetherRow[],
  together: readonly TogetherReport[],
): Columns {
  const lines = rows.flatMap(({ addresses }) => labelLines(addresses, section.port));
  const labelWidth = greatest(lines.map((line) => textWidth(line, 13, 'mono')));
  const places = together.flatMap((one) => inOrder(rows, one).map((placed) => placeWidth(placed.places)));
  const label = PAD + greatest(places) + 10;
  const calls = label + labelWidth + 34;
  const callsWidth = greatest(rows.flatMap(({ seen }) => Object.values(seen).map((one) => chipsWidth(one, section))));
  const target = calls + callsWidth + FAN;
  return { label, labelWidth, calls, callsWidth, target, right: target + 14 + labelWidth };
}

/** The same in more room: the lines between servers and addresses become longer. */
export const stretched = (columns: Columns, right: number): Columns => {
  const more = Math.min(120, Math.max(0, right - columns.right));
  return { ...columns, target: columns.target + more, right: columns.right + more };
};

const labelLines = (addresses: TogetherRow['addresses'], port: number): string[] =>
  wrapped(endpointsOf(addresses, port), WIDEST, 13, 'mono');

const chipsWidth = ({ outcome }: Seen, { protocol }: Section): number =>
  callChips(outcome, protocol).reduce((sum, chip, i) => sum + chipWidth(chip) + (i > 0 ? CHIP.gap : 0), 0);

/** One order of starting: each server with its calls, and by lines who answers at each address. */
export function orderBlock(
  section: Section,
  { family, order }: TogetherReport,
  rows: readonly PlacedRow[],
  columns: Columns,
  isNext: boolean,
): Block {
  const top = HEADING + (isNext ? 14 : 0);
  const heights = rows.map(({ row }) => Math.max(ROW, labelLines(row.addresses, section.port).length * STEP + 16));
  const middles = heights.map((height, i) => top + heights.slice(0, i).reduce((sum, one) => sum + one, 0) + height / 2);
  const ends = rows.map(({ row }, i): [number, number] => [endOf(row.seen[order], section, columns), middles[i] ?? 0]);
  const endsOf = new Map<string, [number, number]>(
    rows.flatMap(({ row }, i) =>
      row.addresses.map((address): [string, [number, number]] => [formatAddress(address), ends[i] ?? [0, 0]]),
    ),
  );
  const sends = section.protocol === 'tcp' ? 'a local client then connects to' : 'a local client then sends to';
  return {
    height: top + heights.reduce((sum, one) => sum + one, 0),
    body: (
      <>
        {isNext ? <path class="bm-rule" d={`M${PAD} .5H${round(columns.right)}`} /> : null}
        <TextAt x={PAD} y={top - 16} face="bold">
          {orderTitle(family, order)}
        </TextAt>
        <TextAt x={columns.right} y={top - 16} anchor="end" tone="f">
          {sends}
        </TextAt>
        {rows.map(({ row, places }, i) => {
          const seen = row.seen[order];
          const y = middles[i] ?? 0;
          return (
            <>
              <Server section={section} row={row} places={places} seen={seen} columns={columns} y={y} />
              {seen === undefined ? null : (
                <Answer seen={seen} columns={columns} end={ends[i] ?? [0, 0]} endsOf={endsOf} />
              )}
            </>
          );
        })}
      </>
    ),
  };
}

/** Where the calls of a server end. */
const endOf = (seen: Seen | undefined, section: Section, { calls }: Columns): number =>
  calls + (seen === undefined ? 0 : chipsWidth(seen, section)) + 8;

interface ServerProps {
  readonly section: Section;
  readonly row: TogetherRow;
  readonly places: readonly number[];
  readonly seen: Seen | undefined;
  readonly columns: Columns;
  readonly y: number;
}

/** The place of a server, its endpoint, its calls, and the endpoint once more as an address of clients. */
function Server({ section, row, places, seen, columns, y }: ServerProps): VNode {
  const lines = labelLines(row.addresses, section.port);
  const first = y + 4.5 - ((lines.length - 1) * STEP) / 2;
  const wire = columns.label + greatest(lines.map((line) => textWidth(line, 13, 'mono'))) + 8;
  return (
    <>
      <Place places={places} y={y} />
      <LinesAt lines={lines} x={columns.label} y={first} step={STEP} face="mono" />
      {wire < columns.calls - 14 ? (
        <path class="bm-mark bm-rule" stroke-width="1.5" d={`M${round(wire)} ${y}H${round(columns.calls - 6)}`} />
      ) : null}
      {seen === undefined ? null : <Calls section={section} seen={seen} x={columns.calls} y={y} />}
      <LinesAt lines={lines} x={columns.target + 14} y={first} step={STEP} face="mono" />
    </>
  );
}

/** In a circle the place in the order of starting; of several servers the first and the last. */
function Place({ places, y }: { readonly places: readonly number[]; readonly y: number }): VNode {
  const width = placeWidth(places);
  return (
    <>
      <rect class="bm-badge" x={PAD} y={y - 11} width={round(width)} height="22" rx="11" />
      <TextAt x={PAD + width / 2} y={y + 4.2} size={12} anchor="middle" tone="f">
        {placeText(places)}
      </TextAt>
    </>
  );
}

function placeText(places: readonly number[]): string {
  const [first = 0] = places;
  const last = places.at(-1) ?? first;
  return first === last ? String(first) : `${first}–${last}`;
}

const placeWidth = (places: readonly number[]): number => Math.max(22, textWidth(placeText(places), 12) + 12);

interface CallsProps {
  readonly section: Section;
  readonly seen: Seen;
  readonly x: number;
  readonly y: number;
}

function Calls({ section, seen, x, y }: CallsProps): VNode {
  const chips = callChips(seen.outcome, section.protocol);
  const met = metInWords(seen.met);
  const title = [
    outcomeInWords(seen.outcome, section.protocol),
    ...(seen.differs ? [`the rules predicted ${outcomeInWords(seen.predicted, section.protocol)}`] : []),
    ...(met === '' ? [] : [`a client meets ${met}`]),
  ].join('; ');
  let at = x;
  return (
    <>
      {chips.map((chip) => {
        const here = at;
        at += chipWidth(chip) + CHIP.gap;
        return <ChipAt chip={chip} x={here} y={y} title={title} />;
      })}
      {seen.differs ? (
        <>
          <circle class="bm-alarm-fill" cx={round(at - CHIP.gap)} cy={y - CHIP.height / 2 + 2} r="7" />
          <MarkAt mark="alarm" x={at - CHIP.gap} y={y - CHIP.height / 2 + 2.2} tone="alarm-mark" scale={0.85} />
        </>
      ) : null}
    </>
  );
}
