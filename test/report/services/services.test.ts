import { describe, expect, it } from 'vitest';
import { planParts } from '../../../src/report/services/markdown.ts';
import { planBlocks } from '../../../src/report/services/terminal.ts';
import { terminal } from '../../../src/report/text/style.ts';
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

  it('begins with the answer', () => {
    const [first] = text(planBlocks(terminal(STYLE), serviceReport('services-refused'))).split('\n');
    expect(first).toMatch(/^NO: edge and admin never both start; whoever is second gets EADDRINUSE at bind/);
  });
});
