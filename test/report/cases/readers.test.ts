import { error, notice, warning } from '@actions/core';
import { Parser } from 'tap-parser';
import { describe, expect, test, vi } from 'vitest';
import { eventsDocument } from '../../../src/contracts/events.ts';
import { printable } from '../../../src/model/printable.ts';
import { type Case, namer, placeText } from '../../../src/report/cases/case.ts';
import { casesOf } from '../../../src/report/cases/list.ts';
import { gated } from '../../../src/report/text/gate.ts';
import { serviceReport } from '../fixtures/services.ts';
import { EMPTY, MIXED, REPORTS, WICKED, written } from './reports.ts';
import { isSarif } from './sarif-schema.ts';

const ALL = Object.entries(REPORTS);
const GOOD = new Set(['met', 'skipped']);

describe('the list of cases', () => {
  test('is in the order of the files as they were named, and then of their lines', () => {
    const ids = (files: readonly string[]): string[] => casesOf({ ...MIXED, files }).map(({ id }) => id);
    const expectations = ['proxy-beside-web', 'expect-2', 'expect-3', 'expect-4', 'expect-5'];
    const trials = ['restart-plain', 'restart-reuseaddr', 'three-servers', 'other-user', 'who-answers'];
    expect(ids(['restarts.yaml', 'before-deploy.yaml'])).toEqual([...trials, ...expectations]);
    expect(ids(['before-deploy.yaml', 'restarts.yaml'])).toEqual([...expectations, ...trials]);
  });

  test('an unmet trial has the place of its first wrong step', () => {
    expect(
      casesOf(MIXED)
        .filter(({ status }) => status === 'unmet')
        .map(placeText),
    ).toEqual(['before-deploy.yaml:7:5', 'restarts.yaml:15:9']);
  });
});

describe('tap-parser, strict, reads TAP', () => {
  test.each(ALL)('of a report that is %s', (_name, report) => {
    const cases = casesOf(gated(report, true));
    const idOf = namer(cases);
    const parser = new Parser({ strict: true });
    parser.end(written('tap', report));
    const { results } = parser;
    expect(results).toMatchObject({ count: cases.length, failures: expect.any(Array), bailout: false });
    expect(results?.failures.filter((one) => !('name' in one))).toEqual([]);
    expect(results?.fail).toBe(cases.filter(({ status }) => !GOOD.has(status)).length);
    expect(results?.skip).toBe(cases.filter(({ status }) => status === 'skipped').length);
    const named = (one: Case): string => plain(`${idOf(one)}: ${one.name}`);
    const bad = results?.failures.map(({ name, diag }) => [plain(name), String(diag.status).trim()]);
    expect(bad).toEqual(cases.filter(({ status }) => !GOOD.has(status)).map((one) => [named(one), one.status]));
  });
});

const plain = (name: string): string => name.replace(/\s+/g, ' ').trim();

describe('ajv with the schema of SARIF accepts SARIF', () => {
  test.each(ALL)('of a report that is %s', (_name, report) => {
    const log = JSON.parse(written('sarif', report));
    isSarif(log);
    expect(isSarif.errors ?? []).toEqual([]);
    const bad = casesOf(report).filter(({ status }) => !GOOD.has(status));
    const [run] = log.runs;
    expect(run.results).toHaveLength(bad.length);
    for (const result of run.results) expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
  });

  test('and the rule of a service is described by its sentence, not by what was lost', () => {
    const [rule] = JSON.parse(written('sarif', serviceReport('services-reload'))).runs[0].tool.driver.rules;
    expect(rule.id).toBe('linux.wildcard-overlaps-listener');
    expect(rule.shortDescription.text).toMatch(
      /^live \(0\.0\.0\.0:80\) listens, and ANY includes every specific address/,
    );
  });

  test('but not a log without a driver', () => expect(isSarif({ version: '2.1.0', runs: [{ tool: {} }] })).toBe(false));
});

describe('annotations for GitHub', () => {
  const LEVELS = { error, warning, notice };

  /** What @actions/core would write. */
  function official(level: keyof typeof LEVELS, message: string, properties: object): string {
    const stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    LEVELS[level](message, properties);
    const text = stdout.mock.calls.map(([piece]) => piece).join('');
    stdout.mockRestore();
    return text.trimEnd();
  }

  const partsOf = (command: string): unknown => {
    const [, level, properties = '', message] = /^::(\w+) (.*?)::(.*)$/.exec(command) ?? [];
    return [level, properties.split(',').sort(), message];
  };

  test.each(ALL)('of a report that is %s are escaped as @actions/core escapes', (_name, report) => {
    const cases = casesOf(gated(report, true)).filter(({ status }) => status !== 'met');
    const idOf = namer(cases);
    const commands = written('github', report).split('\n').slice(0, -1);
    expect(commands).toHaveLength(cases.length);
    for (const [i, one] of cases.entries()) {
      const level = ({ unmet: 'error', inconclusive: 'warning', skipped: 'notice', met: 'notice' } as const)[
        one.status
      ];
      const message = [[one.status, one.reason].filter(Boolean).join(': '), ...one.detail].join('\n');
      const place = { file: one.file, startLine: one.line, startColumn: one.column };
      const properties = { ...place, title: `${idOf(one)}: ${one.name}` };
      expect(partsOf(commands[i] ?? '')).toEqual(partsOf(official(level, message, properties)));
    }
  });

  test('have no file where there is none: standard input', () => {
    const [one] = MIXED.expectations;
    if (one === undefined) throw new Error('no expectation');
    const source = { file: '<stdin>', line: 1, column: 1 };
    expect(written('github', { ...EMPTY, expectations: [{ ...one, source }] })).toMatch(/^::error title=/);
  });
});

describe('events', () => {
  test.each(ALL)(
    'of a report that is %s are by their schema, one a line, the run first and the summary last',
    (_name, report) => {
      const lines = written('ndjson', report).split('\n');
      expect(lines.pop()).toBe('');
      const events = lines.map((line) => eventsDocument.parse(JSON.parse(line)));
      expect(events.map(({ type }) => type)).toEqual(['run', ...casesOf(report).map(({ kind }) => kind), 'summary']);
    },
  );

  test('have every text as it is, without half characters, and nothing that a terminal would obey', () => {
    const text = written('ndjson', WICKED);
    expect(printable(text.replaceAll('\n', ''))).toBe(text.replaceAll('\n', ''));
    const names = text
      .split('\n')
      .slice(1, -2)
      .map((line) => JSON.parse(line).name);
    expect(names).toEqual(casesOf(WICKED).map(({ name }) => name.replace(/\p{Surrogate}/gu, '\ufffd')));
  });
});
