import { describe, expect, it } from 'vitest';
import { agreement, agreementSentence } from '../../../src/report/conclusions/agreement.ts';
import { reportOf } from '../fixtures/report-of.ts';

const report = (disagreements: number, unknown: number) => {
  const made = reportOf({ show: [] });
  return { ...made, summary: { ...made.summary, disagreements, unknown } };
};

describe('how the outcomes compare with the rules', () => {
  it.each([
    [0, 0, 'every outcome matched the rules'],
    [1, 0, '1 outcome differed from the rules'],
    [2, 0, '2 outcomes differed from the rules'],
    [0, 3, 'no outcome differed from the rules; 3 could not be predicted'],
    [2, 1200, '2 outcomes differed from the rules; 1,200 could not be predicted'],
  ])('with %i that differ and %i unknown: %j', (disagreements, unknown, text) => {
    expect(agreement(report(disagreements, unknown))).toBe(text);
  });

  it('is a sentence with a capital letter and a full stop', () => {
    expect(agreementSentence(report(0, 0))).toBe('Every outcome matched the rules.');
  });
});
