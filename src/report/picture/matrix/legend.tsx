import type { VNode } from 'preact';
import { formatOutcome } from '../../../model/outcome.ts';
import type { PairsView } from '../../matrix/view.ts';
import { meaning } from '../../matrix/words.ts';
import type { Section } from '../../sections/view.ts';
import type { Block } from '../frame.tsx';
import { textWidth } from '../measure.ts';
import { TextAt } from '../parts.tsx';
import type { Room } from '../stack.tsx';
import { CellAt, type Look } from './cell.tsx';

const CELL = { width: 34, height: 26 } as const;
/** Of a cell with a corner. */
const TALL = 34;
const BESIDE = 9;
const GAP = 26;
const STEP = 40;

interface Item {
  readonly words: string;
  readonly look: Look;
  readonly itself?: Look;
  readonly inferred?: true;
  readonly differs?: true;
}

/** What each colour and mark of a matrix stands for, as many in a line as fit. */
export function legendBlock(
  { protocol }: Section,
  view: PairsView,
  looks: ReadonlyMap<string, Look>,
  { left, width }: Room,
): Block {
  const items = itemsOf(view, looks, protocol);
  let [x, y] = [left, 0];
  const height = items.some(({ itself }) => itself !== undefined) ? TALL : CELL.height;
  const drawn: VNode[] = [];
  for (const { words, look, itself, inferred, differs } of items) {
    const wide = (itself === undefined ? CELL.width : 52) + BESIDE + textWidth(words, 13);
    if (x > left && x + wide > left + width) [x, y] = [left, y + STEP];
    const cell = itself === undefined ? CELL : { width: 52, height: TALL };
    drawn.push(
      <CellAt
        {...cell}
        x={x}
        y={y + (height - cell.height) / 2}
        look={look}
        inferred={inferred === true}
        differs={differs === true}
        {...(itself === undefined ? {} : { itself })}
      />,
      <TextAt
        x={x + cell.width + BESIDE}
        y={y + height / 2 + 4.5}
        tone="f"
        room={left + width - x - cell.width - BESIDE}
      >
        {words}
      </TextAt>,
    );
    x += wide + GAP;
  }
  return { height: y + height + 2, body: <>{drawn}</> };
}

function itemsOf(view: PairsView, looks: ReadonlyMap<string, Look>, protocol: Section['protocol']): Item[] {
  const cells = view.cells.flat();
  const [first] = [...looks.values()];
  const outcomes = view.legend.flatMap(({ outcome }): Item[] => {
    const look = looks.get(formatOutcome(outcome));
    return look === undefined ? [] : [{ words: meaning(outcome, protocol), look }];
  });
  const blank: Look = { mark: 'skipped', tone: 'unsure', letter: '' };
  const look = first ?? blank;
  return [
    ...outcomes,
    ...(cells.some((cell) => cell.itself !== undefined)
      ? [{ words: 'in the corner: an address with itself', look: { ...look, letter: '' }, itself: blank }]
      : []),
    ...(cells.some((cell) => cell.inferred)
      ? [{ words: 'some of these pairs are inferred, not tried', look, inferred: true } as const]
      : []),
    ...(cells.some((cell) => cell.differs)
      ? [{ words: 'not as the rules predict', look, differs: true } as const]
      : []),
  ];
}
