import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withPlans } from '../../../src/judge/with-plans.ts';
import type { PlanReport } from '../../../src/model/plan-report.ts';
import type { Report } from '../../../src/model/report.ts';
import { planParts } from '../../../src/report/services/markdown.ts';
import { planBlocks } from '../../../src/report/services/terminal.ts';
import { terminal } from '../../../src/report/text/style.ts';
import { judged } from '../../judge/services/cast.ts';
import { reportOf } from '../fixtures/report-of.ts';

const STYLE = { program: 'bindmatrix', columns: 80, colour: false, unicode: true };

const example = (name: string): string =>
  readFileSync(`config/examples/services/${name}.yaml`, 'utf8').replace(/^version: 1$/m, '');

const many = (n: number): string =>
  `services:\n${Array.from({ length: n }, (_, i) => `  - { id: s${i}, profile: plain, listen: ${8000 + i} }`).join('\n')}`;

/** Plans by the name of their golden files. */
const PLANS: Readonly<Record<string, string>> = {
  'services-refused':
    'services:\n  - { id: edge, profile: nginx, listen: 80 }\n  - { id: admin, profile: haproxy, listen: "10.10.2.102:80" }\nserves:\n  - { endpoint: "10.10.2.102:80", by: admin }\n  - { endpoint: "[::1]:80", nobody: true }',
  'services-shared': example('named-after-dnsmasq'),
  'services-degraded': example('two-postgres'),
  'services-together':
    'start: together\nservices:\n  - { id: a, profile: nginx, listen: 80 }\n  - { id: b, profile: haproxy, listen: "127.0.0.1:80" }',
  'services-reload': 'services:\n  - { id: live, profile: nginx, listen: 80, reload: { listen: "192.168.1.101:80" } }',
  'services-many': many(40),
};

const CHANGE = { change: 'admin: listen on port 8080 instead of 80', tried: 'sandbox' } as const;

function reported(name: string): Report {
  const plan = judged(PLANS[name] ?? '');
  const more: Partial<PlanReport> =
    name === 'services-refused'
      ? {
          suggestions: [{ ...CHANGE, verdicts: { edge: 'up', admin: 'up' } }],
          skipped: ['nginx.conf:3:9: listen unix:/run/x: a UNIX socket has no port'],
          notes: ['198.51.100.7 is no address of this host; here it was added'],
        }
      : {};
  return withPlans({ ...reportOf(), where: 'sandbox' }, [{ ...plan, ...more }]);
}

const text = (blocks: readonly (readonly string[])[]): string =>
  `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;

describe('a report of services', () => {
  it.each(Object.keys(PLANS))('%s is on a terminal and in markdown as the golden files have it', async (name) => {
    const report = reported(name);
    const shown = text(planBlocks(terminal(STYLE), report));
    expect(shown.split('\n').filter((line) => line.length > 80)).toEqual([]);
    await expect(shown).toMatchFileSnapshot(`../golden/${name}.txt`);
    await expect(text(planParts(report))).toMatchFileSnapshot(`../golden/${name}.md`);
  });

  it('begins with the answer', () => {
    const [first] = text(planBlocks(terminal(STYLE), reported('services-refused'))).split('\n');
    expect(first).toMatch(/^NO: edge and admin never both start; whoever is second gets EADDRINUSE at bind/);
  });
});
