import { describe, expect, it } from 'vitest';
import { BETWEEN_CHANGES } from '../../../src/model/plan-report.ts';
import { serviceRows } from '../../../src/report/picture/plan/rows.ts';
import { planParts } from '../../../src/report/services/markdown.ts';
import { planBlocks } from '../../../src/report/services/terminal.ts';
import { terminal } from '../../../src/report/text/style.ts';
import { judged } from '../../judge/services/cast.ts';
import { SERVICE_CASES, serviceReport } from '../fixtures/services.ts';

const STYLE = { program: 'bindmatrix', columns: 80, colour: false, unicode: true };

const text = (blocks: readonly (readonly string[])[]): string =>
  `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;

describe('a report of services', () => {
  it.each(SERVICE_CASES)('%s is on a terminal and in markdown as the golden files have it', async (name) => {
    const report = serviceReport(name);
    const shown = text(planBlocks(terminal(STYLE), report));
    expect(shown.split('\n').filter((line) => line.length > 80)).toEqual([]);
    await expect(shown).toMatchFileSnapshot(`../golden/${name}.txt`);
    await expect(text(planParts(report))).toMatchFileSnapshot(`../golden/${name}.md`);
  });

  it('has grey calls of a socket that a reload has closed, and says that it is closed', () => {
    const live = { id: 'live', profile: 'nginx', listen: 80, reload: { listen: 81 } };
    const [plan] = [judged(`services: [${JSON.stringify(live)}]`)];
    const rows = serviceRows(plan).flatMap(({ sockets }) => sockets);
    expect(
      rows.map(({ endpoint, chips }) => [endpoint, chips.map(({ tone, text: words }) => `${tone} ${words}`)]),
    ).toEqual([
      ['0.0.0.0:80', ['unsure bind', 'unsure listen', 'unsure closed']],
      ['0.0.0.0:81', ['ok bind', 'ok listen']],
    ]);
  });

  it('begins with the answer', () => {
    const [first] = text(planBlocks(terminal(STYLE), serviceReport('services-refused'))).split('\n');
    expect(first).toMatch(/^NO: edge and admin never both start; whoever is second gets EADDRINUSE at bind/);
  });

  it('has each change of a suggestion that has several on a line of its own', () => {
    const report = serviceReport('services-refused');
    const change = `edge: listen on port 16080 instead of 8080${BETWEEN_CHANGES}admin: listen on port 8081 instead of 8080`;
    const plans = (report.plans ?? []).map((plan) => ({
      ...plan,
      suggestions: [{ change, verdicts: { edge: 'up' as const, admin: 'up' as const }, tried: 'sandbox' as const }],
    }));
    expect(text(planBlocks(terminal(STYLE), { ...report, plans }))).toContain(
      `  1. edge: listen on port 16080 instead of 8080
     admin: listen on port 8081 instead of 8080
     edge up, admin up
`,
    );
  });
});
