import { printable } from '../../model/printable.ts';
import { outOfFiles } from './exhaustion.ts';

/** The stack of a defect of this program, for stderr, or what ran out. Its message may quote what others chose. */
export function crashText(error: Error): string {
  const lack = outOfFiles(error);
  if (lack !== undefined) return `bindmatrix: ${lack.message}\n  ${lack.hint}\n`;
  const lines = (error.stack ?? '').split('\n').map((line) => printable(line));
  return `${lines.join('\n')}\n`;
}
