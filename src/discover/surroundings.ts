import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import type { Namespace, Surroundings } from '../model/why.ts';
import { readVrfs } from './vrf.ts';

/** Where ip-netns(8) keeps namespaces that have a name. */
const NAMED = '/run/netns';

/** What decides about a bind beside addresses and settings. Changes nothing; what cannot be read is left out. */
export const readSurroundings = (interfaces: readonly { readonly name: string }[]): Surroundings => ({
  vrfs: readVrfs(),
  ipv6DisabledOn: interfaces.map(({ name }) => name).filter(isIpv6Disabled),
  namespace: readNamespace(),
});

/** The network namespace of this process: its id, its name, and whether it is that of process 1. */
function readNamespace(): Namespace {
  const id = linkOf('/proc/self/ns/net') ?? '';
  const first = linkOf('/proc/1/ns/net');
  const name = entriesOf(NAMED).find((one) => `net:[${inodeOf(`${NAMED}/${one}`)}]` === id);
  return {
    id,
    ...(name === undefined ? {} : { name }),
    ...(first === undefined ? {} : { initial: first === id }),
  };
}

/** An interface's name may hold a dot, so this is a path and no sysctl(8) name. */
function isIpv6Disabled(name: string): boolean {
  try {
    return readFileSync(`/proc/sys/net/ipv6/conf/${name}/disable_ipv6`, 'latin1').trim() === '1';
  } catch {
    return false;
  }
}

function linkOf(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

const inodeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.ino ?? 0;

function entriesOf(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
