import { type ExperimentFailure, trialBench, trialsReport } from '../experiment.ts';
import { parseAddress } from '../model/address.ts';
import type { Report } from '../model/report.ts';
import { err, type Problem, type Result } from '../model/result.ts';
import type { SandboxLayout } from '../model/sandbox.ts';
import type { Trial, TrialSandbox } from '../model/trial.ts';
import type { TrialResult } from '../model/trial-observation.ts';
import { FreshNamespaces } from '../netns/fresh-namespaces.ts';
import { writeSysctl } from '../netns/configure.ts';
import { dieWithParent } from '../net/process.ts';
import type { TrialsRequest } from './messages.ts';

/** Sent together, so that a message costs little, but not so many that they pile up. */
const BATCH = 32;
/** The loop gets its turn at least so often. Milliseconds. */
const LONGEST_STRETCH = 40;

/** Sends findings to the parent; done when they are on their way, so that no more are made than it takes. */
export type SendFindings = (findings: readonly TrialResult[], done: number) => Promise<void>;

/**
 * Runs each trial in a network namespace of its own, which this thread enters and leaves. What came of them is sent as
 * it comes, and judged by the parent meanwhile; the result is a report of this host without them.
 */
export async function runTrials(
  { trials, version, withTables }: TrialsRequest,
  send: SendFindings,
): Promise<Result<Report, ExperimentFailure>> {
  const bench = trialBench();
  if (!bench.ok) return cannot(bench.error);
  const spaces = FreshNamespaces.open();
  if (!spaces.ok) return cannot(spaces.error);
  withSmallTables();
  let batch: TrialResult[] = [];
  let last = performance.now();
  for (const [i, trial] of trials.entries()) {
    batch.push(wrongPlatform(trial) ?? inItsNamespace(trial, spaces.value, () => bench.value(trial, withTables)));
    // A uid that a step took on has cleared it.
    dieWithParent();
    if (batch.length < BATCH && performance.now() - last < LONGEST_STRETCH) continue;
    await send(batch, i + 1);
    batch = [];
    last = performance.now();
  }
  await send(batch, trials.length);
  spaces.value.close();
  return trialsReport(version);
}

function wrongPlatform({ platform }: Trial): TrialResult | undefined {
  if (platform === undefined || platform === process.platform) return undefined;
  return { status: 'skipped', reason: `it is for ${platform}, and this is ${process.platform}` };
}

function inItsNamespace({ sandbox }: Trial, spaces: FreshNamespaces, act: () => TrialResult): TrialResult {
  const done = spaces.run(layoutOf(sandbox), act);
  return done.ok ? done.value : { status: 'inconclusive', reason: done.error.message };
}

/** Every address lies on `lo`, whatever prefix is written. */
export function layoutOf({ addresses, devices, sysctls }: TrialSandbox): SandboxLayout {
  return {
    devices: devices.map((name) => ({ name, link: 'up', addresses: [] })),
    loopback: addresses.flatMap((text) => {
      const address = parseAddress(text.replace(/\/.*$/, ''));
      return address.ok ? [address.value] : [];
    }),
    sysctls,
  };
}

/**
 * Namespaces made from this one get tables of connections of their own (Linux 6.1): a look at the sockets of one
 * then walks over a thousand buckets, and not over the quarter of a million that the host has. Older kernels refuse.
 */
function withSmallTables(): void {
  writeSysctl('net.ipv4.tcp_child_ehash_entries', '1024');
  writeSysctl('net.ipv4.udp_child_hash_entries', '1024');
}

const cannot = (problem: Problem): Result<never, ExperimentFailure> => err({ kind: 'cannot', problem });
