import type { Report } from '../../../model/report.ts';
import type { TrialReport } from '../../../model/trial.ts';
import { byStatus } from '../../text/status.ts';
import { plural } from '../../text/text.ts';
import { ranWhere, systemOf, trialCounts } from '../../trials/words.ts';
import { PAD, type Panel } from '../frame.tsx';
import { headOf, onSheet } from '../head.tsx';
import { messagePanel } from '../message.tsx';
import { ChipAt } from '../parts.tsx';
import { statusLook } from '../status.ts';
import { notesBlock } from '../table.tsx';
import { timelineBlock } from './block.tsx';
import { columnsOf } from './layout.ts';
import { stepSaid } from './said.ts';
import { reportedSteps } from './steps.ts';

/** No more trials than this are drawn, those that came out wrong first. */
const MOST = 12;

/** The trials of a check, each with its steps. */
export function trialsPanels(report: Report): Panel[] {
  if (report.trials.length === 0) return [];
  const sorted = byStatus(report.trials).reverse();
  const left = sorted.length - MOST;
  return [
    messagePanel(trialCounts(report), [
      ranWhere(report),
      left > 0 ? `${plural(left, 'further trial')} not drawn: --format html has all` : '',
    ]),
    ...sorted.slice(0, MOST).map(trialPanel),
  ];
}

function trialPanel(trial: TrialReport): Panel {
  const steps = reportedSteps(trial);
  const columns = columnsOf(steps);
  const title = `${systemOf(trial)}${trial.title}`;
  const reason = trial.reason === undefined ? [] : [trial.reason];
  const below = [trial.id, ...(trial.file === undefined ? [] : [trial.file])].join(' · ');
  return {
    title: `${title}: ${trial.status}`,
    said: [`${title}: ${trial.status}.`, ...reason, ...steps.map(stepSaid)],
    width: Math.max(columns.right + PAD, 560),
    draw: (width) => {
      const room = { left: PAD, width: width - 2 * PAD };
      const chip = { ...statusLook(trial.status), text: trial.status };
      return onSheet(
        headOf(title, [below], room.width),
        [
          { height: 26, body: <ChipAt chip={chip} x={PAD} y={13} /> },
          notesBlock(reason, room),
          ...(steps.length === 0 ? [] : [timelineBlock(steps, columns, width - PAD)]),
        ],
        12,
      );
    },
  };
}
