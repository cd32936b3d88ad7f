import { greatest } from '../../model/extremes.ts';
import type { ExpectationReport, Report } from '../../model/report.ts';
import { becauseInWords, counterexample, namedExpectation, triedWhere } from '../expectations/words.ts';
import { byStatus, statusCounts } from '../text/status.ts';
import { plural } from '../text/text.ts';
import { type Block, PAD, type Panel } from './frame.tsx';
import { headOf, onSheet } from './head.tsx';
import { wrapped } from './measure.ts';
import { ChipAt, type ChipView, chipWidth, LinesAt } from './parts.tsx';
import { statusLook } from './status.ts';
import { notesBlock } from './table.tsx';

/** No more expectations than this are drawn, the unmet ones first. */
const MOST = 40;

/** The verdict on each expectation; nothing where nothing is expected. */
export function expectationsPanels(report: Report): Panel[] {
  const { expectations } = report;
  if (expectations.length === 0) return [];
  const title = `Expectations: ${statusCounts(expectations)}`;
  const sorted = byStatus(expectations).reverse();
  const left = sorted.length - MOST;
  const notes = left > 0 ? [`${plural(left, 'further expectation')} not drawn: --format html has all.`] : [];
  return [
    {
      title,
      said: [`${title}.`, ...triedWhere(report), ...sorted.slice(0, MOST).map(said), ...notes],
      width: 720,
      draw: (width) => {
        const room = { left: PAD, width: width - 2 * PAD };
        const chips = greatest(sorted.map((one) => chipWidth(chipOf(one))));
        const rows = sorted.slice(0, MOST).map((one) => rowBlock(one, chips, room.width));
        return onSheet(headOf(title, triedWhere(report), room.width), [...rows, notesBlock(notes, room)], 10);
      },
    },
  ];
}

const chipOf = ({ status }: ExpectationReport): ChipView => ({ ...statusLook(status), text: status });

const said = (one: ExpectationReport): string =>
  `${[`${namedExpectation(one)}: ${one.status}`, ...againstIt(one)].join('; ')}.`;

const againstIt = (one: ExpectationReport): string[] =>
  one.status === 'met' ? [] : [counterexample(one), becauseInWords(one)].filter((text) => text !== '');

function rowBlock(one: ExpectationReport, chips: number, width: number): Block {
  const left = PAD + chips + 16;
  const room = width - chips - 16;
  const lines = wrapped(namedExpectation(one), room, 13);
  const against = againstIt(one).flatMap((text) => wrapped(text, room, 12.5));
  return {
    height: Math.max(26, 8 + lines.length * 18 + against.length * 17),
    body: (
      <>
        <ChipAt chip={chipOf(one)} x={PAD} y={13} />
        <LinesAt lines={lines} x={left} y={17.5} step={18} />
        <LinesAt lines={against} x={left} y={17.5 + lines.length * 18} step={17} size={12.5} tone="f" />
      </>
    ),
  };
}
