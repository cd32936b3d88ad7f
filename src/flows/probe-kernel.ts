import { discoverKernel } from '../discover/kernel.ts';
import type { HostFacts } from '../model/host.ts';
import { isKernelUntold } from '../rules/index.ts';

/** What trials have told of the kernel. */
export type KernelProbed = NonNullable<HostFacts['kernelProbed']>;

/**
 * Finds out by small trials in a sandbox what the version of this kernel leaves open, such as that of a distribution that
 * takes changes back. Undefined where it leaves nothing open, or no sandbox can be had: what depends on it is unknown then.
 */
export async function probeKernel(signal: AbortSignal): Promise<KernelProbed | undefined> {
  const facts = discoverKernel();
  if (facts.os !== 'linux' || !isKernelUntold(facts)) return undefined;
  const [{ kernelProbes, probedBy }, { runTrials }] = await Promise.all([
    import('../rules/catalogue.ts'),
    import('./sandboxed-trials.ts'),
  ]);
  const probes = kernelProbes(facts);
  if (probes.length === 0) return undefined;
  const ran = await runTrials(probes, { withTables: false }, { signal, progress: () => undefined });
  return ran.ok ? probedBy(ran.value.trials) : undefined;
}

/** The facts of a host with what was found out about its kernel. */
export const withProbed = <Facts extends HostFacts>(facts: Facts, kernelProbed: KernelProbed | undefined): Facts =>
  kernelProbed === undefined ? facts : { ...facts, kernelProbed };
