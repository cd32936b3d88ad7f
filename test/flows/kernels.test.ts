import { expect, test } from 'vitest';
import { readConfigFile } from '../../src/config/file.ts';
import { predictCheck } from '../../src/flows/predict.ts';
import { readAskedSystems } from '../../src/flows/systems.ts';
import type { Report } from '../../src/model/report.ts';
import type { Result } from '../../src/model/result.ts';
import { formatStep } from '../../src/model/step-outcome.ts';
import type { TrialReport } from '../../src/model/trial.ts';
import { contrastLines } from '../../src/report/kernel/side-by-side.ts';
import { catalogue, kernelProbes, probedBy } from '../../src/rules/catalogue.ts';

const value = <T>(result: Result<T, unknown>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

const example = (id: string) => catalogue().flatMap((rule) => (rule.id === id && rule.example ? [rule.example] : []));

/** The report of trials by the rules of several systems. */
const predicted = async (names: string, trials: Parameters<typeof predictCheck>[0]['trials']): Promise<Report> =>
  value(
    await predictCheck({ experiments: [], trials, plans: [] }, value(readAskedSystems('--predict', names)), {
      signal: new AbortController().signal,
      progress: () => undefined,
    }),
  );

test('kernels side by side: only the steps in which they differ are named', async () => {
  const report = await predicted('linux@5.10,linux@6.1,linux@6.18', example('linux.reuse-cached'));
  expect(contrastLines(report)).toEqual([
    'linux.reuse-cached, step 3: bind second: ok on Linux 5.10.262, Linux 6.1.192; EADDRINUSE on Linux 6.18.44',
  ]);
  expect(contrastLines(await predicted('linux@6.12,linux@6.18', example('linux.no-overlap')))).toEqual([]);
});

const RHEL = { kernel: '5.14.0-427.el9.x86_64' };

test('a kernel whose version tells all is not tried; of another each open change is, by a trial of its name', () => {
  expect(kernelProbes({ kernel: '6.1.176' })).toEqual([]);
  expect(kernelProbes(RHEL).map(({ id }) => id)).toContain('sockets-in-bhash2-alone');
  expect(kernelProbes(RHEL)).toHaveLength(9);
});

test.each(['5.10.46', '6.1.176', '6.12.113', '7.2.7'])(
  'the trials of an open version tell what Linux %s is',
  async (version) => {
    const { trials } = await predicted(`linux@${version}`, kernelProbes(RHEL));
    const told = probedBy(trials as readonly TrialReport[]);
    expect(told['sockets-in-bhash2-alone']).toBe(!['5.10.46', '6.1.176'].includes(version));
    expect(told['udp-wildcard-check']).toBe(version !== '5.10.46');
    expect(told['mapped-in-bhash2']).toBe(version === '6.1.176');
    expect(told['local-port-range']).toBe(version !== '5.10.46');
    expect(told['port-released']).toBe(version === '7.2.7');
  },
);

test('whether a port in TIME_WAIT is reused at once is chance on a kernel that counts seconds', async () => {
  const file = readConfigFile('config/tutorial/tw-reuse-for-the-initiator.yaml');
  const trials = file.ok ? file.value.trials.filter(({ id }) => id === 'tw-reuse-1') : [];
  const report = await predicted('linux@6.1.192,linux@6.18.44', trials);
  expect(report.trials.map(({ steps }) => steps[8]?.predicted.map(formatStep).sort())).toEqual([
    ['EADDRNOTAVAIL', 'ok'],
    ['EADDRNOTAVAIL'],
  ]);
});
