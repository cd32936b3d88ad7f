import { describe, expect, it } from 'vitest';
import { OK, refused, UNKNOWN } from '../../../src/model/outcome.ts';
import type { StepReport } from '../../../src/model/trial.ts';
import { REPORT_WRITERS } from '../../../src/report/index.ts';
import { callBefore, observedInWords, wasPredicted } from '../../../src/report/trials/words.ts';
import { PLAYED } from '../fixtures/stories.ts';

const STYLE = { program: 'bindmatrix', columns: 80, colour: false, unicode: true };
const STEP: StepReport = {
  op: 'bind',
  socket: 'server',
  address: null,
  port: null,
  expected: ['ok'],
  observed: OK,
  predicted: [OK],
  rule: '',
  why: '',
  met: true,
};

describe('a step that a call before its own refused', () => {
  it.each(['terminal', 'markdown'] as const)('is shown with that call in the %s', (format) => {
    const text = [...REPORT_WRITERS[format](PLAYED.report, STYLE)].join('');
    expect(text).toContain('setsockopt EPERM');
  });

  it('has the bare errno in JSON, and the call beside it', () => {
    const { trials } = JSON.parse([...REPORT_WRITERS.json(PLAYED.report, STYLE)].join(''));
    expect(
      trials[0].steps.map(({ observed, call, predicted }: Record<string, unknown>) => [observed, call, predicted]),
    ).toEqual([
      ['ok', undefined, 'ok'],
      ['EPERM', 'setsockopt', 'EPERM'],
      ['ok', undefined, 'ok'],
    ]);
  });

  it('is known by its call: setsockopt of a setsockopt step is its own', () => {
    expect(callBefore('bind', refused('setsockopt', 'EPERM'))).toBe('setsockopt');
    expect(callBefore('bind', refused('socket', 'EMFILE'))).toBe('socket');
    expect(callBefore('setsockopt', refused('setsockopt', 'EPERM'))).toBeUndefined();
    expect(callBefore('bind', refused('bind', 'EACCES'))).toBeUndefined();
  });
});

describe('the words of a step', () => {
  it('say how long a call waited that timed out', () => {
    expect(observedInWords({ ...STEP, op: 'accept', observed: refused('accept', 'EAGAIN') })).toBe(
      'EAGAIN (nothing came within 3 s)',
    );
    expect(observedInWords({ ...STEP, observed: refused('bind', 'EADDRINUSE') })).toBe('EADDRINUSE');
  });

  it('call it predicted where one of the forecasts came true, or nothing could be predicted', () => {
    const observed = refused('bind', 'EADDRINUSE');
    expect(wasPredicted({ ...STEP, observed, predicted: [OK, observed] })).toBe(true);
    expect(wasPredicted({ ...STEP, observed, predicted: [UNKNOWN] })).toBe(true);
    expect(wasPredicted({ ...STEP, observed, predicted: [OK] })).toBe(false);
  });
});
