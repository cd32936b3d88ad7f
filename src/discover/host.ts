import { hostname } from 'node:os';
import type { Host, Unread } from '../model/host.ts';
import { ok, type Result } from '../model/result.ts';
import { listInterfaces } from './interfaces.ts';
import { hasIpv6 } from './ipv6.ts';
import { discoverKernel } from './kernel.ts';
import { besideAddresses } from './local-routes.ts';
import { platformView } from './platform.ts';

/**
 * Reads what this host is and which addresses it has, in the network namespace of the calling thread. Changes nothing.
 * Synchronous, so that it also works in a namespace that only this thread has entered. Fails only if getifaddrs(3) does;
 * what the platform does not show is left out.
 */
export function discoverHost(): Result<Host> {
  const listed = listInterfaces();
  if (!listed.ok) return listed;
  const view = platformView();
  const initialPidNamespace = view.initialPidNamespace();
  const { unread = [], ...capabilities } = view.capabilities();
  const sysctls = view.sysctls();
  const missing: readonly Unread[] =
    view.tellsSysctls && Object.keys(sysctls).length === 0 ? [...unread, 'sysctls'] : unread;
  const facts = {
    hostname: hostname(),
    ...discoverKernel(),
    uid: process.geteuid?.() ?? -1,
    ...capabilities,
    ...(missing.length === 0 ? {} : { unread: missing }),
    ...(initialPidNamespace === undefined ? {} : { initialPidNamespace }),
    netns: view.netns(),
    sysctls,
  };
  const table = view.localTable();
  const local =
    table === 'none'
      ? ({ noLocalTable: true } as const)
      : table === undefined
        ? {}
        : besideAddresses(table, listed.value);
  return ok({ facts, ...listed.value, ipv6: hasIpv6(), ...local });
}
