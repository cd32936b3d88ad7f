import { describe, expect, it } from 'vitest';
import { suggestions } from '../../../src/report/next/view.ts';
import { sections } from '../../../src/report/sections/view.ts';
import { commandText } from '../../../src/report/text/command.ts';
import { held, TWO_INTERFACES } from '../fixtures/hosts.ts';
import { reportOf, type Setup } from '../fixtures/report-of.ts';

function commands(setup: Setup): string[] {
  const report = reportOf(setup);
  return suggestions(report, sections(report), 'bindmatrix').map(({ command }) => commandText(command));
}

describe('what to run next', () => {
  it.each<[string, Setup, string[]]>([
    ['a refusal', {}, ['bindmatrix run --reuse port', 'bindmatrix run --v6only on']],
    ['a privileged port', { port: 80, alone: () => 'bind:EACCES' }, ['bindmatrix run --in sandbox --port 80']],
    ['a privileged port where no sandbox works', { port: 80, alone: () => 'bind:EACCES', sandboxWorks: false }, []],
    [
      'a held port where no sandbox works',
      { port: 8080, protocol: 'udp', reuse: ['none'], heldBy: [held({ protocol: 'udp' })], sandboxWorks: false },
      ['bindmatrix run --protocol udp --port 8080 --live'],
    ],
    [
      'a held port',
      { port: 8080, protocol: 'udp', reuse: ['none'], heldBy: [held({ protocol: 'udp' })] },
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

  it('keeps the flags of this run, quoted for a shell', () => {
    const asked = { show: 'matrix', interface: '*,!docker*', reuse: 'none,addr', in: 'sandbox', port: '80' };
    const report = { ...reportOf({ port: 80, where: 'sandbox' }), asked };
    expect(suggestions(report, sections(report), 'bindmatrix').map(({ command }) => commandText(command))).toEqual([
      "bindmatrix run --in sandbox --port 80 --show matrix --interface '*,!docker*' --reuse port",
      "bindmatrix run --in sandbox --port 80 --show matrix --interface '*,!docker*' --reuse none,addr --v6only on",
    ]);
  });

  it('asks why where a held port refused something, and leaves --live where it was tried', () => {
    const report = reportOf({ port: 8080, alone: () => 'bind:EADDRINUSE', heldBy: [held({})] });
    const live = {
      ...report,
      asked: { port: '8080', live: '' },
      ports: report.ports.map((p) => ({ ...p, caution: 'live' as const })),
    };
    expect(suggestions(live, sections(live), 'bindmatrix').map(({ command }) => commandText(command))).toEqual([
      'bindmatrix why 8080',
      'bindmatrix run --in sandbox --port 8080',
    ]);
  });
});
