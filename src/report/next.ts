import type { Report } from '../model/report.ts';
import type { Section } from './sections.ts';
import { uniformRefusal } from './uniform.ts';
import { isDualStack } from './words.ts';

/** A command to copy, and what it would show. */
export interface Suggestion {
  readonly command: string;
  readonly purpose: string;
}

const MOST = 3;
/** config/default.yaml: what a command without these flags does. */
const DEFAULT_PORT = 50005;

/** What is worth running next, given what this run showed; the most telling first. */
export function suggestions(report: Report, all: readonly Section[]): Suggestion[] {
  const [differing] = report.disagreements;
  const found = [
    ...all.filter((s) => uniformRefusal(s)?.endsWith(':EACCES')).map((s) => run(report, s, '--in sandbox', 'the same there, without root')),
    ...all.filter((s) => s.holders?.caution === 'held').flatMap((s) => [
      run(report, s, '--in sandbox', 'the same rules, and nobody is disturbed'),
      run(report, s, '--live', 'the real port, as far as that is harmless'),
    ]),
    ...(differing === undefined ? [] : [{ command: `bindmatrix rules ${differing.rule}`, purpose: 'what the rule says, and its source' }]),
    ...options(report, all),
  ];
  return [...new Map(found.map((one) => [one.command, one])).values()].slice(0, MOST);
}

/** Options that may let more listeners share the port than this run saw. */
function options(report: Report, all: readonly Section[]): Suggestion[] {
  const open = all.find((s) => uniformRefusal(s) === undefined && s.holders?.caution !== 'held');
  if (open === undefined) return [];
  const reuse = (name: 'port' | 'addr'): boolean => all.some((s) => s.reuse.holder.includes(name) || s.reuse.newcomer.includes(name));
  const refused = report.summary.pairs.failed + report.summary.together.failed > 0;
  const dual = all.every((s) => isDualStack(s.v6only, report.host)) && report.selected.includes('::') && report.selected.includes('0.0.0.0');
  return [
    ...(refused && !reuse('port') ? [run(report, open, '--reuse port', 'several at once, of one user')] : []),
    ...(!refused && reuse('port') ? [run(report, open, '--reuse none', 'what is refused without the option')] : []),
    ...(refused && dual ? [run(report, open, '--v6only on', ':: without IPv4')] : []),
    ...(report.where === 'host' ? [run(report, open, '--in sandbox --port 80', 'a private namespace, no root', false)] : []),
  ];
}

/** The run again with one thing changed: what it was besides is kept where it was not the default. */
function run(report: Report, s: Section, change: string, purpose: string, keepPort = true): Suggestion {
  const parts = [
    'bindmatrix run',
    report.where === 'sandbox' && !change.includes('--in') ? '--in sandbox' : '',
    s.protocol === 'tcp' ? '' : `--protocol ${s.protocol}`,
    keepPort && s.port !== DEFAULT_PORT ? `--port ${s.port}` : '',
    change,
  ];
  return { command: parts.filter((part) => part !== '').join(' '), purpose };
}
