import type { FleetReport } from '../../model/fleet.ts';
import { UNICODE } from '../text/glyphs.ts';
import { code, escaped, markdownTable } from '../text/markdown.ts';
import { statusMark } from '../text/status.ts';
import { blocks } from '../text/text.ts';
import { assumptionsOf, type Finding, findingsOf, namesInWords, notesOf } from './findings.ts';
import { fleetAnswer, hostInWords, hostKernel } from './words.ts';

/** A table of the hosts, and lists of what is unmet and what is not known. */
export function markdownFleet(fleet: FleetReport): string {
  const hosts = fleet.hosts.map((host) => [
    statusMark(host.status, UNICODE),
    code(host.name),
    escaped(hostKernel(host)),
    escaped(hostInWords(host)),
  ]);
  return `${blocks([
    ['# Services of hosts'],
    [`**${escaped(fleetAnswer(fleet))}**`],
    [`${fleet.files.map(code).join(', ')}, by the rules of each kernel; nothing was opened.`],
    markdownTable(['', 'host', 'kernel', 'services'], hosts),
    section('Unmet', findingsOf(fleet, 'unmet').map(findingText)),
    section('Unknown', findingsOf(fleet, 'inconclusive').map(findingText)),
    section('Assumed', assumptionsOf(fleet)),
    section('Notes', notesOf(fleet)),
  ]).join('\n')}\n`;
}

const findingText = ({ hosts, text, why }: Finding): string =>
  `${namesInWords(hosts)}: ${text}${why === undefined ? '' : `. ${why}`}`;

const section = (title: string, items: readonly string[]): string[] =>
  items.length === 0 ? [] : [`${title}:`, '', ...items.map((item) => `- ${escaped(item)}`)];
