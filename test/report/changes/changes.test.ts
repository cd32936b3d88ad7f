import { expect, test } from 'vitest';
import { reportDocument } from '../../../src/contracts/report.ts';
import { REPORT_WRITERS } from '../../../src/report/index.ts';
import { address } from '../../plan/host.ts';
import { reportOf } from '../fixtures/report-of.ts';

const STYLE = { columns: 80, unicode: true, colour: false, program: 'bindmatrix' } as const;
const CHANGED = {
  ...reportOf(),
  changes: [
    {
      kind: 'address-went',
      address: { address: address('192.0.2.2'), interface: 'eth0', prefix: 24, state: 'ok', link: 'up' },
    },
    { kind: 'link', interface: 'eth\u001B1', before: 'up', now: 'down' },
  ],
} as const;

const written = (format: keyof typeof REPORT_WRITERS): string => [...REPORT_WRITERS[format](CHANGED, STYLE)].join('');

test('what changed on the host during the run is named in every format', () => {
  expect(written('terminal')).toContain(
    'THE HOST CHANGED   during the run: the rules are not asked where that may have',
  );
  expect(written('terminal')).toContain('\n  192.0.2.2 of eth0 went\n');
  expect(written('terminal')).not.toContain('\u001B');
  expect(written('markdown')).toContain('\n- 192.0.2.2 of eth0 went\n');
  const json = reportDocument.parse(JSON.parse(written('json')));
  expect(json.changes?.[0]).toEqual({ kind: 'address-went', what: '192.0.2.2 of eth0 went' });
});
