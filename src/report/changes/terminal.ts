import { changeText } from '../../model/host-change.ts';
import type { Report } from '../../model/report.ts';
import { hanging, heading } from '../text/lines.ts';
import type { Terminal } from '../text/style.ts';
import { CONSEQUENCE } from './words.ts';

/** What changed on the host during the run. */
export function changesBlock(term: Terminal, { changes = [] }: Report): string[] {
  if (changes.length === 0) return [];
  return [
    ...heading(term, 'THE HOST CHANGED', CONSEQUENCE, term.paint.unsure),
    ...changes.flatMap((change) => hanging(term, 2, changeText(change))),
  ];
}
