import { describe, expect, it } from 'vitest';
import type { Report } from '../../../src/model/report.ts';
import { REPORT_WRITERS } from '../../../src/report/index.ts';
import { reportOf } from '../fixtures/report-of.ts';

const STYLE = { program: 'bindmatrix', columns: 80, colour: false, unicode: true };

const summary = (report: Report): Report => ({ ...report, summaryAlone: true });

const written = (report: Report, format: 'terminal' | 'markdown', columns = 80): string =>
  [...REPORT_WRITERS[format](report, { ...STYLE, columns })].join('');

describe('a summary alone', () => {
  it('of one combination says what it is true of, and its answers', () => {
    const text = written(summary(reportOf()), 'terminal');
    expect(text).toMatch(/^tcp 50005, SO_REUSEADDR on all sockets, this host, Linux 6\.18\.44\n\nON THIS MACHINE\n/);
    expect(text).not.toMatch(/PAIRS|TOGETHER|WHY|next/);
  });

  it('of several is their table, under what they have in common', () => {
    const report = summary(reportOf({ reuse: ['none', 'addr'] }));
    expect(written(report, 'terminal')).toMatch(/^tcp 50005, this host, Linux 6\.18\.44\n\nON THIS MACHINE\n/);
    const markdown = written(report, 'markdown');
    expect(markdown).toMatch(/^\*\*Who can share the port\*\* on Linux 6\.18 \(tcp 50005, this host\):\n\n\| {2}\|/);
    expect(markdown).toContain('\n| SO_REUSEADDR |');
    expect(markdown).not.toMatch(/Pairs|Together|Why|^#/m);
  });

  it('where everything was refused alike is that one finding', () => {
    const report = summary(reportOf({ port: 80, alone: () => 'bind:EACCES', facts: { uid: 1000, capabilities: [] } }));
    expect(written(report, 'markdown')).toContain('bind EACCES on all');
  });
});

describe('the labels of a comparison', () => {
  const report = reportOf({ reuse: ['none', 'addr', 'port', 'addr+port'] });

  it('are in words where these fit the line', () => {
    expect(written(report, 'terminal')).toMatch(/^ {2}both options {2}/m);
  });

  it('are in the spelling of the flags where they do not', () => {
    expect(written(report, 'terminal', 66)).toMatch(/^ {2}addr\+port {2}/m);
  });
});

describe('Markdown of several combinations', () => {
  it('does not say a table again that stands above', () => {
    const text = written(reportOf({ reuse: ['none', 'addr', 'port'] }), 'markdown');
    expect(text).toContain('\n**Pairs**: the same as above: no option.\n');
    expect(text.split('**Pairs**: the row').length - 1).toBe(2);
  });

  it('has its headings at the level that is asked for', () => {
    const at = (heading: '4' | 'none'): string =>
      [...REPORT_WRITERS.markdown(reportOf(), { ...STYLE, heading })].join('');
    expect(at('4')).toMatch(/^#### tcp 50005, /);
    expect(at('none')).toMatch(/^\*\*tcp 50005, /);
  });
});
