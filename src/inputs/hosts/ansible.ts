import type { SourcedProblem } from '../../model/flow-problem.ts';
import type { Assumption, GatheredHost } from '../../model/gathered-host.ts';
import type { HostFacts, LocalAddress } from '../../model/host.ts';
import { err, ok, type Result } from '../../model/result.ts';
import { ownEntry } from '../own-entry.ts';
import { eachOnce, lacksIpv6, USUAL_LOCALHOST } from './addresses.ts';
import { type AnsibleFacts, readAnsibleInterfaces } from './ansible-interfaces.ts';
import { entryOf, isRecord, type JsonDocument, type JsonRecord, textOf } from './document.ts';

/** Whether a document is what Ansible's `setup` gathered of a host, or says why it could not. */
export function isAnsible({ value }: JsonDocument): boolean {
  if (!isRecord(value)) return false;
  return isFailure(value) || isRecord(entryOf(value, 'ansible_facts')) || factsOf(value) !== undefined;
}

const isFailure = (value: JsonRecord): boolean =>
  (entryOf(value, 'unreachable') === true || entryOf(value, 'failed') === true) && textOf(value, 'msg') !== undefined;

const ASSUMED: readonly Assumption[] = ['sysctls', 'listeners', 'tentative', 'localhost', 'uid'];

/**
 * Facts as `ansible all -m setup --tree DIR` writes them, the cache of facts, or a playbook: with the prefix `ansible_` or
 * without it.
 */
export function readAnsible(document: JsonDocument): Result<GatheredHost, SourcedProblem> {
  const value = document.value as JsonRecord;
  if (isFailure(value))
    return err(document.problemAt(['msg'], { message: `Ansible gathered nothing: ${textOf(value, 'msg')}` }));
  const facts = factsOf(value);
  if (facts === undefined)
    return err(
      document.problemAt(['ansible_facts'], {
        message: 'these facts have no interfaces',
        hint: 'gather the subset "network" too',
      }),
    );
  const read = readAnsibleInterfaces(facts);
  if (!read.ok) return err(document.problemAt([...facts.path, ...read.error.path], read.error.problem));
  const addresses = eachOnce(read.value.addresses);
  const name = facts.text('nodename') ?? facts.text('hostname');
  return ok({
    ...(name === undefined ? {} : { name }),
    shape: 'ansible facts',
    host: { facts: hostFacts(facts), interfaces: read.value.interfaces, addresses, ipv6: true },
    held: [],
    localhost: USUAL_LOCALHOST,
    assumed: assumedOf(facts, addresses),
  });
}

const assumedOf = (facts: AnsibleFacts, addresses: readonly LocalAddress[]): readonly Assumption[] => [
  ...(facts.text('kernel') === undefined ? (['kernel'] as const) : []),
  ...ASSUMED,
  ...(lacksIpv6(addresses) ? (['ipv6'] as const) : []),
];

/** The facts that have interfaces: those of `setup`, or a document that is nothing but facts. */
function factsOf(value: JsonRecord): AnsibleFacts | undefined {
  const inner = entryOf(value, 'ansible_facts');
  const holders: readonly (readonly [JsonRecord, readonly string[]])[] = [
    ...(isRecord(inner) ? [[inner, ['ansible_facts']] as const] : []),
    [value, []],
  ];
  for (const [record, path] of holders)
    for (const prefix of ['ansible_', ''])
      if (isListOfNames(entryOf(record, `${prefix}interfaces`))) {
        const text = (key: string): string | undefined => textOf(record, prefix + key);
        return { record, path, prefix, text };
      }
  return undefined;
}

const isListOfNames = (value: unknown): boolean =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

/** What `uname -s` calls a system, by process.platform. */
const PLATFORMS: Readonly<Record<string, string>> = {
  Linux: 'linux',
  Darwin: 'darwin',
  FreeBSD: 'freebsd',
  OpenBSD: 'openbsd',
  NetBSD: 'netbsd',
  SunOS: 'sunos',
};

function hostFacts(facts: AnsibleFacts): HostFacts {
  const system = facts.text('system') ?? 'Linux';
  const build = facts.text('kernel_version');
  return {
    os: ownEntry(PLATFORMS, system) ?? system,
    hostname: facts.text('nodename') ?? '',
    kernel: facts.text('kernel') ?? '',
    ...(build === undefined ? {} : { kernelBuild: build }),
    uid: 0,
    capabilities: [],
    netns: '',
    sysctls: {},
  };
}
