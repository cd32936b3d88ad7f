import { type Case, namer, placeText, titleOf } from './case.ts';
import { type CaseReport, casesOf } from './list.ts';

/** Test Anything Protocol 13, as tap-parser and prove read it: version 14 and quoted scalars in YAML are beyond prove. */
export function* tapReport(report: CaseReport): Generator<string> {
  const cases = casesOf(report);
  const idOf = namer(cases);
  yield 'TAP version 13\n';
  yield cases.length === 0 ? '1..0 # SKIP nothing is expected\n' : `1..${cases.length}\n`;
  for (const [i, one] of cases.entries()) {
    const skip = one.status === 'skipped' ? ` # SKIP ${escaped(one.reason ?? '')}`.trimEnd() : '';
    yield `${isGood(one) ? 'ok' : 'not ok'} ${i + 1} - ${escaped(titleOf(one, idOf))}${skip}\n`;
    if (!isGood(one)) yield diagnosis(one);
  }
}

const isGood = ({ status }: Case): boolean => status === 'met' || status === 'skipped';

const escaped = (text: string): string => text.replace(/[\\#]/g, '\\$&');

function diagnosis(one: Case): string {
  const entries = { status: one.status, at: placeText(one), rule: one.rule ?? '', message: one.reason ?? '' };
  const lines = Object.entries({ ...entries, detail: one.detail.join('\n') }).flatMap(([key, text]) =>
    entry(key, text),
  );
  return ['---', ...lines, '...'].map((line) => `  ${line}\n`).join('');
}

/** A plain scalar where nothing in it means something in YAML, else a literal block. */
function entry(key: string, text: string): string[] {
  if (text === '') return [];
  if (/^[A-Za-z][\w./-]*$/.test(text)) return [`${key}: ${text}`];
  return [`${key}: |`, ...text.split('\n').map((line) => `  ${line.trimStart()}`)];
}
