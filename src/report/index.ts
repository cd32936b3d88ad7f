import type { Report } from '../model/report.ts';
import { jsonInterfaces, jsonReport } from './run/json.ts';
import type { HostView } from './interfaces/words.ts';
import { markdownInterfaces } from './interfaces/markdown.ts';
import { markdownReport } from './run/markdown.ts';
import type { Style } from './text/style.ts';
import { terminalInterfaces } from './interfaces/terminal.ts';
import { terminalReport } from './run/terminal.ts';

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
