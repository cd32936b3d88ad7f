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
  const found = [
    ...all
      .filter((s) => uniformRefusal(s)?.endsWith(':EACCES'))
      .map((s) => sandboxed(s, 'the same port, no root needed')),
    ...all
      .filter((s) => s.holders?.caution === 'held')
      .flatMap((s) => [sandboxed(s, 'disturbs nobody'), again(report, s, '--live', 'as far as harmless')]),
    ...furtherOptions(report, all),
  ];
  return [...new Map(found.map((one) => [one.command, one])).values()].slice(0, MOST);
}

/** Options that may let more listeners share the port than this run saw. */
function furtherOptions(report: Report, all: readonly Section[]): Suggestion[] {
  const open = all.find((s) => uniformRefusal(s) === undefined && s.holders?.caution !== 'held');
  if (open === undefined) return [];
  const { pairs, together } = report.summary;
  const refused = pairs.failed + together.failed > 0;
  const reuseport = all.some((s) => s.reuse.holder.includes('port') || s.reuse.newcomer.includes('port'));
  const dual =
    all.every((s) => isDualStack(s.v6only, report.host)) &&
    ['::', '0.0.0.0'].every((any) => report.selected.includes(any));
  return [
    ...(refused && !reuseport ? [again(report, open, '--reuse port', "one user's servers share it")] : []),
    ...(!refused && reuseport ? [again(report, open, '--reuse none', 'what is refused without it')] : []),
    ...(refused && dual ? [again(report, open, '--v6only on', 'keeps :: out of IPv4')] : []),
    ...(report.where === 'host'
      ? [{ command: 'bindmatrix run --in sandbox --port 80', purpose: 'any port, no root needed' }]
      : []),
  ];
}

/** The run again with `change`: what it was besides is kept where it was not the default. */
function again(report: Report, s: Section, change: string, purpose: string): Suggestion {
  const where = report.where === 'sandbox' ? ' --in sandbox' : '';
  return { command: `bindmatrix run${where}${endpointFlags(s)} ${change}`, purpose };
}

const sandboxed = (s: Section, purpose: string): Suggestion => ({
  command: `bindmatrix run --in sandbox${endpointFlags(s)}`,
  purpose,
});

const endpointFlags = (s: Section): string =>
  (s.protocol === 'tcp' ? '' : ` --protocol ${s.protocol}`) + (s.port === DEFAULT_PORT ? '' : ` --port ${s.port}`);
