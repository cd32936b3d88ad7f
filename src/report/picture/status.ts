import type { Status } from '../../model/report.ts';
import type { ChipView } from './parts.tsx';

const LOOKS: Readonly<Record<Status, Pick<ChipView, 'mark' | 'tone'>>> = {
  met: { mark: 'ok', tone: 'ok' },
  unmet: { mark: 'no', tone: 'no' },
  inconclusive: { mark: 'unknown', tone: 'unsure' },
  skipped: { mark: 'skipped', tone: 'unsure' },
};

/** How a verdict on something expected looks. */
export const statusLook = (status: Status): Pick<ChipView, 'mark' | 'tone'> => LOOKS[status];
