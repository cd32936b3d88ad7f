import { greatest } from '../../../model/extremes.ts';
import { PAD } from '../frame.tsx';
import { textWidth, wrapped } from '../measure.ts';
import { chipWidth } from '../parts.tsx';
import type { Remark, TimelineStep } from './steps.ts';

const LANE = 26;
export const LINE = 17;
export const SMALL = { size: 12, step: 16 } as const;
const NUMBER = 34;
const DEED = { least: 190, most: 320 } as const;
const CHIP_MOST = 250;
const NAME_MOST = 130;

/** Where the columns of a trial stand. */
export interface Columns {
  /** The names of the sockets, a lane each. */
  readonly lanes: readonly string[];
  readonly lane: number;
  readonly name: number;
  readonly nameWidth: number;
  readonly deed: number;
  readonly deedWidth: number;
  readonly chip: number;
  readonly chipWidth: number;
  readonly right: number;
}

export function columnsOf(steps: readonly TimelineStep[]): Columns {
  const lanes = [...new Set(steps.map(({ who }) => who).filter((who) => who !== ''))];
  const isOutside = steps.some(({ who }) => who === '');
  const nameWidth = Math.min(NAME_MOST, greatest(lanes.map((text) => textWidth(text, 13, 'bold'))));
  const deeds = greatest(steps.map(({ what }) => textWidth(what, 13)));
  const lane = PAD + NUMBER + LANE / 2;
  const name = PAD + NUMBER + (lanes.length + (isOutside ? 1 : 0)) * LANE + 14;
  const deed = name + nameWidth + (nameWidth > 0 ? 16 : 0);
  const deedWidth = Math.min(DEED.most, Math.max(DEED.least, Math.ceil(deeds) + 2));
  const chip = deed + deedWidth + 16;
  const widest = greatest(steps.map((step) => chipWidth(step.chip, CHIP_MOST)));
  return { lanes, lane, name, nameWidth, deed, deedWidth, chip, chipWidth: widest, right: chip + Math.max(widest, 90) };
}

/** The middle of a lane; the one outside of all sockets is the last. */
export const laneAt = ({ lanes, lane }: Columns, who: string): number =>
  lane + (lanes.includes(who) ? lanes.indexOf(who) : lanes.length) * LANE;

/** A step with its lines, and where it stands from the top of all. */
export interface PlacedStep {
  readonly step: TimelineStep;
  readonly prose: readonly string[];
  readonly what: readonly string[];
  readonly remarks: readonly Remark[];
  readonly top: number;
  /** Where its dot is. */
  readonly middle: number;
  readonly bottom: number;
}

export function placed(steps: readonly TimelineStep[], columns: Columns, right: number): PlacedStep[] {
  let top = 0;
  return steps.map((step) => {
    const prose = step.prose === undefined ? [] : wrapped(step.prose, right - columns.name, SMALL.size + 0.5);
    const what = wrapped(step.what, columns.deedWidth, 13);
    const remarks = step.remarks.flatMap(({ text, tone }) =>
      wrapped(text, right - columns.deed, SMALL.size).map((line) => ({ text: line, tone })),
    );
    const start = top + (prose.length === 0 ? 0 : prose.length * SMALL.step + 14);
    const middle = start + 18;
    const below = 2 + (what.length - 1) * LINE + remarks.length * SMALL.step + step.table.length * SMALL.step;
    const bottom = middle + 18 + below + (step.table.length > 0 ? 6 : 0);
    const one = { step, prose, what, remarks, top, middle, bottom };
    top = bottom;
    return one;
  });
}
