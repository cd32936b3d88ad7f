import type { FleetReport } from '../../model/fleet.ts';
import { hanging, heading, paragraph } from '../text/lines.ts';
import { statusMark, statusPaint } from '../text/status.ts';
import { type Style, type Terminal, terminal } from '../text/style.ts';
import { type TableCell, table } from '../text/table.ts';
import { blocks } from '../text/text.ts';
import { assumptionsOf, type Finding, findingsOf, namesInWords, notesOf } from './findings.ts';
import { fleetAnswer, hostInWords, hostKernel } from './words.ts';

/** One line a host, then what is unmet and why; hosts with the same finding are told once. */
export function terminalFleet(fleet: FleetReport, style: Style): string {
  const term = terminal(style);
  return `${blocks([
    answerLines(term, fleet),
    hostLines(term, fleet),
    findingLines(term, 'UNMET', 'what is not as expected, and why', findingsOf(fleet, 'unmet')),
    findingLines(term, 'UNKNOWN', 'what could not be judged, and why', findingsOf(fleet, 'inconclusive')),
    assumedLines(term, fleet),
    notesOf(fleet).flatMap((note) => hanging(term, 0, `note: ${note}`, term.paint.faint)),
  ]).join('\n')}\n`;
}

function answerLines(term: Terminal, fleet: FleetReport): string[] {
  const answer = fleetAnswer(fleet);
  const { good, bad, unsure } = term.paint;
  return paragraph(term, 0, answer, answer.startsWith('YES') ? good : answer.startsWith('NO:') ? bad : unsure);
}

function hostLines(term: Terminal, fleet: FleetReport): string[] {
  const rows = fleet.hosts.map((host): TableCell[] => {
    const paint = statusPaint(host.status, term.paint);
    return [
      { text: `${statusMark(host.status, term.glyphs)} ${host.name}`, paint },
      { text: hostKernel(host), paint: term.paint.faint },
      { text: hostInWords(host) },
    ];
  });
  return [
    ...heading(term, 'HOSTS', `${namesInWords(fleet.files)}, by the rules of each kernel; nothing was opened`),
    ...table(rows, { columns: term.columns, indent: 2, gap: 2 }),
  ];
}

function findingLines(term: Terminal, title: string, note: string, findings: readonly Finding[]): string[] {
  if (findings.length === 0) return [];
  return [...heading(term, title, note), ...findings.flatMap((one) => findingText(term, one))];
}

const findingText = (term: Terminal, { hosts, text, varies, why }: Finding): string[] => [
  ...hanging(term, 2, `${namesInWords(hosts)}: ${text}${varies ? ` (on ${hosts[0]}; addresses differ)` : ''}`),
  ...(why === undefined ? [] : hanging(term, 6, why, term.paint.faint)),
];

function assumedLines(term: Terminal, fleet: FleetReport): string[] {
  const lines = assumptionsOf(fleet);
  if (lines.length === 0) return [];
  return [
    ...heading(term, 'ASSUMED', 'what the files do not say'),
    ...lines.flatMap((line) => hanging(term, 2, line, term.paint.faint)),
  ];
}
