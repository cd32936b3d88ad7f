import { release } from 'node:os';
import type { HostFacts } from '../model/host.ts';
import { platformView } from './platform.ts';

/** The version of the kernel, as far as it tells it. */
export function discoverKernel(): Pick<HostFacts, 'os' | 'kernel' | 'kernelBuild'> {
  const { kernelBuild } = platformView();
  const build = kernelBuild === undefined ? {} : { kernelBuild: kernelBuild() };
  return { os: process.platform, kernel: release(), ...build };
}
