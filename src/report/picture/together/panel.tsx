import { formatAddress } from '../../../model/address.ts';
import type { TogetherFamily } from '../../../model/plan.ts';
import type { Report, TogetherReport } from '../../../model/report.ts';
import type { Section } from '../../sections/view.ts';
import { bothFamilies } from '../../together/both.ts';
import { foldAlike, rowsByAddress, sameInBoth, type TogetherRow, togetherRows } from '../../together/view.ts';
import { againstInWords, startInWords } from '../../together/words.ts';
import { PAD, type Panel } from '../frame.tsx';
import { headOf, onSheet } from '../head.tsx';
import { truthOf } from '../matrix/words.ts';
import { notesBlock } from '../table.tsx';
import { columnsOf, orderBlock, stretched } from './order.tsx';
import { inOrder } from './rows.ts';
import { orderSaid, togetherAnswer } from './words.ts';

/** What happened where all servers of a family were started one after the other; nothing where none were. */
export function togetherPanels(section: Section, report: Report): Panel[] {
  const tried = section.together.filter(({ listeners }) => listeners.length > 0);
  const of = (family: TogetherFamily): TogetherReport[] => tried.filter((one) => one.family === family);
  const [v4, v6] = [togetherRows(tried, 'inet'), togetherRows(tried, 'inet6')];
  const same = sameInBoth(v4, v6);
  const both = bothFamilies(tried);
  const alone = both?.rows.length === 0 ? ['Both families started together: each address as by itself.'] : [];
  const alike = same ? [`IPv6 is the same: ${againstInWords(v6, (all) => all.map(formatAddress).join(', '))}.`] : [];
  return [
    ...panelOf(section, report, of('inet'), v4, [...alike, ...alone]),
    ...(same ? [] : panelOf(section, report, of('inet6'), v6, alone)),
    ...(both === undefined || both.rows.length === 0
      ? []
      : panelOf(section, report, of('both'), foldAlike(rowsByAddress(tried, 'both')), [])),
  ];
}

function panelOf(
  section: Section,
  report: Report,
  together: readonly TogetherReport[],
  rows: readonly TogetherRow[],
  notes: readonly string[],
): Panel[] {
  if (rows.length === 0) return [];
  const columns = columnsOf(section, rows, together);
  const title = togetherAnswer(section, together);
  const truth = truthOf(section, report);
  return [
    {
      title,
      said: [
        `${title}: ${truth}.`,
        ...together.map((one) =>
          orderSaid(
            section,
            one,
            inOrder(rows, one).map(({ row }) => row),
          ),
        ),
        ...notes,
      ],
      width: columns.right + PAD,
      draw: (width) => {
        const room = { left: PAD, width: width - 2 * PAD };
        const wide = stretched(columns, width - PAD);
        const blocks = together.map((one, i) => orderBlock(section, one, inOrder(rows, one), wide, i > 0));
        const head = headOf(title, [`${truth} · ${startInWords(section)}`], room.width);
        return onSheet({ ...head, height: head.height + 10 }, [...blocks, notesBlock(notes, room)], 18);
      },
    },
  ];
}
