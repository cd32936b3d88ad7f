import type { HeldPorts } from '../../../model/why.ts';
import { lastingKernelName } from '../../lasting/report.ts';
import { code, escaped, markdownTable } from '../../text/markdown.ts';
import { remarks } from './remarks.ts';
import { HEAD, headingOf, heldRows } from './view.ts';

/** A table of every port in use, to paste into a ticket. */
export function markdownHeldPorts(held: HeldPorts): string[] {
  const rows = heldRows(held).map(([protocol, endpoint, ...more]) => [protocol, code(endpoint), ...more.map(escaped)]);
  return [
    `${escaped(headingOf(held))}; ${escaped(lastingKernelName(held.host))}:\n\n`,
    ...(rows.length === 0 ? [] : [`${markdownTable([...HEAD], rows).join('\n')}\n`]),
    ...remarks(held).map((remark) => `\n${escaped(remark)}\n`),
  ];
}
