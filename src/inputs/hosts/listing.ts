import type { SourcedProblem } from '../../model/flow-problem.ts';
import type { Assumption, GatheredHost } from '../../model/gathered-host.ts';
import type { AddressState, HostFacts, Interface, LocalAddress } from '../../model/host.ts';
import { err, ok, type Result } from '../../model/result.ts';
import { lacksIpv6, readLocalAddress, USUAL_LOCALHOST } from './addresses.ts';
import { entryOf, isRecord, type JsonDocument, type JsonRecord, listOf, textOf } from './document.ts';

/** Whether a document is what `interfaces --format json` prints. */
export const isListing = ({ value }: JsonDocument): boolean =>
  isRecord(value) && textOf(value, 'schema') === 'bindmatrix/interfaces@1';

const ASSUMED: readonly Assumption[] = ['listeners', 'localhost'];

/** What `interfaces --format json` prints: all but the sockets. */
export function readListing(document: JsonDocument): Result<GatheredHost, SourcedProblem> {
  const value = document.value as JsonRecord;
  const facts = entryOf(value, 'host');
  if (!isRecord(facts)) return err(document.problemAt([], { message: 'it has no host' }));
  const interfaces = listOf(value, 'interfaces').flatMap(interfaceOf);
  const byName = new Map(interfaces.map((one) => [one.name, one]));
  const addresses: LocalAddress[] = [];
  for (const [i, one] of listOf(value, 'addresses').entries()) {
    const on = isRecord(one) ? byName.get(textOf(one, 'interface') ?? '') : undefined;
    if (!isRecord(one) || on === undefined)
      return err(document.problemAt(['addresses', i], { message: 'an address of no interface' }));
    const state = (textOf(one, 'state') ?? 'ok') as AddressState;
    const read = readLocalAddress({ text: entryOf(one, 'address'), prefix: entryOf(one, 'prefix'), state }, on);
    if (!read.ok) return err(document.problemAt(['addresses', i], read.error));
    addresses.push(read.value);
  }
  const host = hostFacts(facts);
  const assumed: readonly Assumption[] = [
    ...(host.kernel === '' ? (['kernel'] as const) : []),
    ...(Object.keys(host.sysctls).length === 0 ? (['sysctls'] as const) : []),
    ...ASSUMED,
    ...(lacksIpv6(addresses) ? (['ipv6'] as const) : []),
  ];
  return ok({
    ...(host.hostname === '' ? {} : { name: host.hostname }),
    shape: 'bindmatrix/interfaces@1',
    host: { facts: host, interfaces, addresses, ipv6: true },
    held: [],
    localhost: USUAL_LOCALHOST,
    assumed,
  });
}

function interfaceOf(one: unknown): Interface[] {
  const name = isRecord(one) ? textOf(one, 'name') : undefined;
  if (!isRecord(one) || name === undefined) return [];
  const link = textOf(one, 'link');
  return [
    {
      name,
      index: Number(entryOf(one, 'index')) || 0,
      link: link === 'down' || link === 'no-carrier' ? link : 'up',
      loopback: entryOf(one, 'loopback') === true,
    },
  ];
}

function hostFacts(facts: JsonRecord): HostFacts {
  const build = textOf(facts, 'kernelBuild');
  const probed = textsOf(entryOf(facts, 'kernelProbed'), (value) => typeof value === 'boolean');
  return {
    os: textOf(facts, 'os') ?? 'linux',
    hostname: textOf(facts, 'hostname') ?? '',
    kernel: textOf(facts, 'kernel') ?? '',
    ...(build === undefined ? {} : { kernelBuild: build }),
    ...(Object.keys(probed).length === 0 ? {} : { kernelProbed: probed as Readonly<Record<string, boolean>> }),
    uid: 0,
    capabilities: [],
    netns: '',
    sysctls: textsOf(entryOf(facts, 'sysctls'), (value) => typeof value === 'string') as Readonly<
      Record<string, string>
    >,
  };
}

const textsOf = (value: unknown, fits: (one: unknown) => boolean): JsonRecord =>
  Object.fromEntries(Object.entries(isRecord(value) ? value : {}).filter(([, one]) => fits(one)));
