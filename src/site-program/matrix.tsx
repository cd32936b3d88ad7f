import type { JSX } from 'preact';
import { type Address, formatAddress } from '../model/address.ts';
import { greatest } from '../model/extremes.ts';
import { gridAt } from '../model/grid.ts';
import { UNKNOWN } from '../model/outcome.ts';
import type { MatrixReport } from '../model/report.ts';
import { Glyph } from './glyph.tsx';
import { type Legend, legendOf } from './legend.ts';
import { cellKind, outcomeWords } from './words.ts';

/** A cell by its row and column. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

interface MatrixProps {
  readonly matrix: MatrixReport;
  /** Absent: the matrix is a picture, and no cell can be chosen. */
  readonly choice?: Choice;
}

interface Choice {
  readonly chosen: Cell;
  readonly onChoose: (cell: Cell) => void;
}

/** A table without anything to reach scrolls with the keys too. */
const REACHABLE = { tabIndex: 0, role: 'group', 'aria-label': 'Matrix' } as const;

/** Every ordered pair as a table. It is one stop of the Tab key: arrow keys go from cell to cell. */
export function Matrix(props: MatrixProps): JSX.Element {
  const { matrix, choice } = props;
  const { addresses, protocol } = matrix;
  const legend = legendOf(matrix);
  const holds = protocol === 'tcp' ? 'listens first' : 'is bound first';
  return (
    <div class="scroll matrix-frame" {...(choice === undefined ? REACHABLE : {})}>
      <table
        class={addresses.length > MANY ? 'matrix many' : 'matrix'}
        style={`--longest: ${longest(addresses)}`}
        {...(choice === undefined ? {} : { onKeyDown: (event) => moveBy(event, choice, addresses.length) })}
      >
        <caption class="hidden">
          The row {holds}, the column tries next. {legend.map(({ words, count }) => `${words}: ${count}.`).join(' ')}
        </caption>
        <thead>
          <tr>
            <td class="corner">
              <span>tries next →</span>
              <span>{holds} ↓</span>
            </td>
            {addresses.map((address, i) => (
              <th key={formatAddress(address)} scope="col" class={gapBefore(addresses, i)}>
                <span>{formatAddress(address)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {addresses.map((address, row) => (
            <tr key={formatAddress(address)} class={gapBefore(addresses, row)}>
              <th scope="row">{formatAddress(address)}</th>
              {addresses.map((newcomer, column) => (
                <td key={formatAddress(newcomer)} class={gapBefore(addresses, column)}>
                  <MatrixCell {...props} legend={legend} cell={{ row, column }} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The cells of more addresses than this are smaller. */
const MANY = 9;

/** The letters of the longest address: the style leaves room for them. */
const longest = (addresses: readonly Address[]): number =>
  greatest(addresses.map((address) => formatAddress(address).length));

/** IPv4 and IPv6 stand apart. */
const gapBefore = (addresses: readonly Address[], i: number): string =>
  i > 0 && addresses[i]?.family !== addresses[i - 1]?.family ? 'apart' : '';

interface CellProps extends MatrixProps {
  readonly legend: readonly Legend[];
  readonly cell: Cell;
}

function MatrixCell({ matrix, legend, cell, choice }: CellProps): JSX.Element {
  const { row, column } = cell;
  const outcome = gridAt(matrix.cells, row, column) ?? UNKNOWN;
  const words = outcomeWords(outcome, matrix.protocol);
  const { mark = '' } = legend.find((one) => one.words === words) ?? {};
  const look = `cell ${cellKind(outcome)}`;
  const inside = (
    <>
      <Glyph kind={cellKind(outcome)} />
      {mark}
    </>
  );
  if (choice === undefined)
    return (
      <span class={look} title={words}>
        {inside}
        <span class="hidden">{words}</span>
      </span>
    );
  const [holder, newcomer] = [matrix.addresses[row], matrix.addresses[column]];
  const isChosen = choice.chosen.row === row && choice.chosen.column === column;
  const label = `${holder && formatAddress(holder)}, then ${newcomer && formatAddress(newcomer)}: ${words}`;
  return (
    <button
      type="button"
      class={look}
      id={cellId(cell)}
      aria-label={label}
      aria-pressed={isChosen}
      title={label}
      tabIndex={isChosen ? 0 : -1}
      onClick={() => choice.onChoose(cell)}
    >
      {inside}
    </button>
  );
}

const cellId = ({ row, column }: Cell): string => `cell-${row}-${column}`;

const STEPS: Readonly<Record<string, (at: Cell, last: number) => Cell>> = {
  ArrowUp: ({ row, column }) => ({ row: Math.max(0, row - 1), column }),
  ArrowDown: ({ row, column }, last) => ({ row: Math.min(last, row + 1), column }),
  ArrowLeft: ({ row, column }) => ({ row, column: Math.max(0, column - 1) }),
  ArrowRight: ({ row, column }, last) => ({ row, column: Math.min(last, column + 1) }),
  Home: ({ row }) => ({ row, column: 0 }),
  End: ({ row }, last) => ({ row, column: last }),
};

function moveBy(event: KeyboardEvent, { chosen, onChoose }: Choice, size: number): void {
  const step = STEPS[event.key];
  if (step === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  const to = step(chosen, size - 1);
  onChoose(to);
  document.getElementById(cellId(to))?.focus();
}

/** What the pictures of the cells stand for. */
export const LegendList = ({ matrix }: { readonly matrix: MatrixReport }): JSX.Element => (
  <ul class="legend">
    {legendOf(matrix).map(({ kind, words, mark, count }) => (
      <li key={words}>
        <span class={`cell ${kind}`}>
          <Glyph kind={kind} />
          {mark}
        </span>
        {words} <span class="count">{count}</span>
      </li>
    ))}
  </ul>
);
