import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/file.ts';
import { trialToYaml } from '../../src/config/trial-yaml.ts';
import type { Trial } from '../../src/model/trial.ts';
import { times } from '../setup/long.ts';
import { arbitraryTrial } from './arbitrary-trial.ts';
import { complaintsOf } from './complaints.ts';

/** The trials of a text, without the places where they are written. */
function readTrials(text: string): unknown {
  const result = parseConfig('f.yaml', text);
  expect(complaintsOf(result)).toEqual([]);
  return result.ok
    ? JSON.parse(
        JSON.stringify(result.value.trials, (key, value) =>
          key === 'source' || key === 'stepSources' ? undefined : value,
        ),
      )
    : undefined;
}

describe('trialToYaml', () => {
  it('writes a file that people read: a step a line', () => {
    const trial: Trial = {
      id: 'restart',
      title: 'A server restarts',
      platform: 'linux',
      sandbox: { addresses: ['192.168.1.101/24'], devices: [], sysctls: { 'net.ipv4.tcp_tw_reuse': '1' } },
      steps: [
        {
          op: 'bind',
          socket: 'a',
          open: { protocol: 'tcp', reuseaddr: false },
          address: '::',
          port: 0,
          savePort: 'P',
          expect: ['ok'],
        },
        { op: 'getsockname', socket: 'a', expectPort: '!$P', claim: ['ok'], expect: ['EINVAL', 'ok'], uid: 0 },
      ],
    };
    expect(trialToYaml(trial)).toBe(`version: 1
trials:
  - id: restart
    title: A server restarts
    platform: linux
    sandbox:
      addresses: [ 192.168.1.101/24 ]
      sysctls: { net.ipv4.tcp_tw_reuse: "1" }
    steps:
      - { op: bind, socket: a, protocol: tcp, reuseaddr: false, address: "::", port: 0, savePort: P }
      - { op: getsockname, socket: a, expectPort: "!$P", uid: 0, claim: ok, expect: [ EINVAL, ok ] }
`);
  });

  it('what it writes reads back as the same trial', () => {
    fc.assert(
      fc.property(arbitraryTrial, (trial) => {
        const text = trialToYaml(trial);
        expect(readTrials(text)).toEqual([JSON.parse(JSON.stringify(trial))]);
        const steps = text.split('\n').filter((line) => line.startsWith('      - { op: '));
        expect(steps).toHaveLength(trial.steps.length);
      }),
      { seed: 1, numRuns: times(100, 500) },
    );
  });
});
