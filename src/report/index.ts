import type { Report } from '../model/report.ts';
import { jsonInterfaces, jsonReport } from './json.ts';
import type { HostView } from './interfaces-words.ts';
import { markdownInterfaces } from './markdown/interfaces.ts';
import { markdownReport } from './markdown.ts';
import type { Style } from './style.ts';
import { terminalInterfaces } from './terminal/interfaces.ts';
import { terminalReport } from './terminal.ts';

export type Format = 'terminal' | 'json' | 'markdown';

/** The report in one of its forms, in pieces to be written in order. Only the terminal's form has a style. */
export function renderReport(report: Report, format: Format, style: Style): Iterable<string> {
  if (format === 'json') return jsonReport(report);
  return [format === 'markdown' ? markdownReport(report) : terminalReport(report, style)];
}

/** What `interfaces` prints. */
export function renderInterfaces(host: HostView, format: Format, style: Style): Iterable<string> {
  if (format === 'json') return jsonInterfaces(host);
  return [format === 'markdown' ? markdownInterfaces(host) : terminalInterfaces(host, style)];
}
