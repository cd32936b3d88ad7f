import { printable } from '../../model/printable.ts';

/** The stack of a defect of this program, for stderr: its message may quote what others chose. */
export const crashText = ({ stack = '' }: Error): string =>
  `${stack
    .split('\n')
    .map((line) => printable(line))
    .join('\n')}\n`;
