import { changeText } from '../../model/host-change.ts';
import type { Report } from '../../model/report.ts';
import { escaped } from '../text/markdown.ts';
import { CONSEQUENCE } from './words.ts';

/** What changed on the host during the run. */
export const changesPart = ({ changes = [] }: Report): string[] =>
  changes.length === 0
    ? []
    : [`**The host changed** ${CONSEQUENCE}:`, '', ...changes.map((change) => `- ${escaped(changeText(change))}`)];
