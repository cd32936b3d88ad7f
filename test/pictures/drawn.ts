import type { LocalAddress } from '../../src/model/host.ts';
import type { PlayedStories } from '../../src/report/index.ts';
import { REPORT_DRAWINGS, STORIES_DRAWINGS, STORY_DRAWINGS } from '../../src/report/pictures.ts';
import { CASE_NAMES, reportOfCase } from '../report/fixtures/cases.ts';
import { harmed } from '../report/fixtures/hostile.ts';
import { local, manyAddresses } from '../report/fixtures/hosts.ts';
import { reportOf } from '../report/fixtures/report-of.ts';
import { SERVICE_CASES, serviceReport } from '../report/fixtures/services.ts';
import { PLAYED } from '../report/fixtures/stories.ts';

const STYLE = { program: 'bindmatrix', columns: 80, colour: false, unicode: true };

type Format = 'svg' | 'html';

/** Addresses of full length, as many as are asked for. */
const longAddresses = (n: number): LocalAddress[] =>
  Array.from({ length: n }, (_, i) =>
    local(`2001:db8:1234:5678:9abc:def0:1234:${(0x1000 + i).toString(16)}`, 'eth0', 64),
  );

/** Names as long, and as odd, as somebody may have them. */
const ODD = {
  seed: 7,
  share: 2,
  texts: [
    'x'.repeat(300),
    ']]><script>alert(1)</script>',
    '套接字选项'.repeat(12),
    '"><b onclick=1>',
    '\x1b[31m\u202egnp',
  ],
};

/** Every kind of picture by a name, with sizes and names that put layouts to the test. */
const SUBJECTS: Readonly<Record<string, (format: Format) => string>> = {
  ...Object.fromEntries(
    CASE_NAMES.map((name) => [name, (format: Format) => text(REPORT_DRAWINGS[format](reportOfCase(name), STYLE))]),
  ),
  ...Object.fromEntries(
    SERVICE_CASES.map((name) => [name, (format: Format) => text(REPORT_DRAWINGS[format](serviceReport(name), STYLE))]),
  ),
  story: (format) => text(STORY_DRAWINGS[format](PLAYED, STYLE)),
  stories: (format) => text(STORIES_DRAWINGS[format](PLAYED, STYLE)),
  'odd-story': (format) => text(STORY_DRAWINGS[format](harmed<PlayedStories>(PLAYED, ODD), STYLE)),
  'odd-plan': (format) => text(REPORT_DRAWINGS[format](harmed(serviceReport('services-refused'), ODD), STYLE)),
  'odd-trials': (format) => text(REPORT_DRAWINGS[format](harmed(reportOfCase('trials'), ODD), STYLE)),
  'odd-expectations': (format) => text(REPORT_DRAWINGS[format](harmed(reportOfCase('expectations'), ODD), STYLE)),
  summary: (format) => text(REPORT_DRAWINGS[format]({ ...reportOfCase('three-options'), summaryAlone: true }, STYLE)),
  ...Object.fromEntries(
    [1, 2, 38, 100].map((n) => [
      `${n}-addresses`,
      (format: Format) => text(REPORT_DRAWINGS[format](reportOf({ addresses: manyAddresses(n) }), STYLE)),
    ]),
  ),
  ...Object.fromEntries(
    [1, 12, 39].map((n) => [
      `${n}-long-addresses`,
      (format: Format) => text(REPORT_DRAWINGS[format](reportOf({ addresses: longAddresses(n) }), STYLE)),
    ]),
  ),
};

const text = (pieces: Iterable<string>): string => [...pieces].join('');

export const DRAWN_NAMES = Object.keys(SUBJECTS);

/** A picture or a page by its name. */
export const drawn = (name: string, format: Format): string => SUBJECTS[name]?.(format) ?? '';
