import { describe, expect, it } from 'vitest';
import { LOOPBACK } from '../../../src/model/address.ts';
import type { Report } from '../../../src/model/report.ts';
import type { StepReport } from '../../../src/model/trial.ts';
import type { TableRow } from '../../../src/model/trial-observation.ts';
import { REPORT_WRITERS, STORY_WRITERS } from '../../../src/report/index.ts';
import { kernelSeries, lastingReport } from '../../../src/report/lasting/report.ts';
import { lastingStories } from '../../../src/report/lasting/stories.ts';
import type { PlayedStories } from '../../../src/report/story/view.ts';
import { CASE_NAMES, reportOfCase } from '../fixtures/cases.ts';
import { PLAYED } from '../fixtures/stories.ts';

const STYLE = { program: 'bindmatrix', columns: 80, colour: false, unicode: true };

/** A thousand addresses take seconds, and nothing of them changes. */
const SMALL = CASE_NAMES.filter((name) => name !== 'a-thousand-addresses');

/** A text in which every number of the first run is another. */
const OTHER: readonly (readonly [RegExp, string])[] = [
  [/"pid":(\d+)/g, '"pid":9$1'],
  [/\(pid (\d+)/g, '(pid 9$1'],
  [/"parent":(\d+)/g, '"parent":9$1'],
  [/"expires":[\d.]+/g, '"expires":7.5'],
];

/** The same report of another user, kernel release, version and moment. */
function another(report: Report): Report {
  const ports = OTHER.reduce((text, [from, to]) => text.replaceAll(from, to), JSON.stringify(report.ports));
  const reasons = OTHER.reduce((text, [from, to]) => text.replaceAll(from, to), JSON.stringify(report.reasons));
  return {
    ...report,
    version: '7.8.9',
    started: '2031-01-01T00:00:00.000Z',
    seconds: 99,
    host: {
      ...report.host,
      uid: 4711,
      hostname: 'elsewhere',
      kernel: `${kernelSeries(report.host.kernel)}.99+deb14-amd64`,
      kernelBuild: '#2 SMP PREEMPT_DYNAMIC',
      netns: 'net:[1]',
    },
    ports: JSON.parse(ports),
    ...(report.reasons === undefined ? {} : { reasons: JSON.parse(reasons) }),
  };
}

const markdown = (report: Report): string => [...REPORT_WRITERS.markdown(report, STYLE)].join('');

describe('what lasts of a report', () => {
  it.each(SMALL)('of %s is the same for another user, release and kernel patch, in every format', (name) => {
    const report = reportOfCase(name);
    const [one, other] = [lastingReport(report), lastingReport(another(report))];
    for (const format of ['terminal', 'markdown', 'json', 'tap', 'junit'] as const)
      expect([...REPORT_WRITERS[format](other, STYLE)].join('')).toBe([...REPORT_WRITERS[format](one, STYLE)].join(''));
    expect(lastingReport(one)).toEqual(one);
  });

  it('is what Markdown shows without being asked', () => {
    const report = reportOfCase('held-port');
    expect(markdown(another(report))).toBe(markdown(report));
    expect(markdown(report)).toContain('On Linux 6.18, this host.');
    expect(markdown(report)).toContain('pid 1001');
    expect(markdown(report)).not.toMatch(/6\.18\.44|uid 0|0\.1\.0/);
  });

  it('has the name of the kernel that it is told', () => {
    const report = lastingReport(reportOfCase('two-interfaces'), '6.12');
    expect(markdown(report)).toContain('On Linux 6.12, this host.');
  });
});

describe('what lasts of a story', () => {
  it('has 40001 for the first port that the kernel chose, in the table and in what is said of it', () => {
    const text = [...STORY_WRITERS.markdown(connected(51234, 51240), STYLE)].join('');
    expect(text).toContain('127.0.0.1:80 -> 127.0.0.1:40001');
    expect(text).toContain('the holder 127.0.0.1:40001 says so, port=40002');
    expect(text).not.toMatch(/512\d\d/);
  });

  it('is the same whichever ports the kernel chose, and in whichever order it lists them', () => {
    const [one, other] = [connected(51234, 51240), connected(60001, 32768, true)];
    for (const format of ['terminal', 'markdown'] as const)
      expect([...STORY_WRITERS[format](lastingStories(other), STYLE)].join('')).toBe(
        [...STORY_WRITERS[format](lastingStories(one), STYLE)].join(''),
      );
  });
});

const end = (port: number) => ({ address: LOOPBACK.inet, port });

/** A client connects, then another; `client` and `second` are the ports that the kernel gave them. */
function connected(client: number, second: number, backwards = false): PlayedStories {
  const tcp = { protocol: 'tcp', state: 'ESTABLISHED' } as const;
  const rows: TableRow[] = [
    { ...tcp, local: end(80), peer: end(client) },
    { ...tcp, local: end(client), peer: end(80) },
  ];
  const later: TableRow[] = [...rows, { ...tcp, local: end(80), peer: end(second) }];
  const [played] = PLAYED.stories;
  const [trial] = played?.trials ?? [];
  const [first, second_, third] = trial?.report.steps ?? [];
  if (
    played === undefined ||
    trial === undefined ||
    first === undefined ||
    second_ === undefined ||
    third === undefined
  )
    throw new Error('the story has three steps');
  const ordered = (list: TableRow[]): TableRow[] => (backwards ? list.reverse() : list);
  const refused: StepReport = {
    ...second_,
    why: `the holder 127.0.0.1:${client} says so, port=${second}`,
    table: ordered(later),
  };
  const report = { ...trial.report, steps: [{ ...first, table: ordered(rows) }, refused, third] };
  const { against } = played;
  return {
    report: { ...PLAYED.report, trials: [report] },
    stories: [
      {
        ...played,
        ...(against === undefined ? {} : { against: { ...against, step: refused } }),
        trials: [{ ...trial, report }],
      },
    ],
  };
}
