import { describe, expect, it } from 'vitest';
import { suggestions } from '../../src/report/next.ts';
import { sections } from '../../src/report/sections.ts';
import { held, TWO_INTERFACES } from './fixtures/hosts.ts';
import { reportOf, type Setup } from './fixtures/report-of.ts';

function commands(setup: Setup): string[] {
  const report = reportOf(setup);
  return suggestions(report, sections(report)).map((one) => one.command);
}

describe('what to run next', () => {
  it.each<[string, Setup, string[]]>([
    [
      'a refusal',
      {},
      ['bindmatrix run --reuse port', 'bindmatrix run --v6only on', 'bindmatrix run --in sandbox --port 80'],
    ],
    ['a privileged port', { port: 80, alone: () => 'bind:EACCES' }, ['bindmatrix run --in sandbox --port 80']],
    [
      'a held port',
      { port: 8080, protocol: 'udp', heldBy: [held({ protocol: 'udp' })] },
      ['bindmatrix run --in sandbox --protocol udp --port 8080', 'bindmatrix run --protocol udp --port 8080 --live'],
    ],
    ['nothing refused', { reuse: ['port'], where: 'sandbox' }, ['bindmatrix run --in sandbox --reuse none']],
    [
      'IPv4 alone',
      { addresses: TWO_INTERFACES.slice(0, 2), where: 'sandbox' },
      ['bindmatrix run --in sandbox --reuse port'],
    ],
    ['both options tried', { reuse: ['none', 'port'], v6only: ['off', 'on'], where: 'sandbox' }, []],
  ])('after %s', (_, setup, expected) => {
    expect(commands(setup)).toEqual(expected);
  });
});
