import { statSync } from 'node:fs';
import type { Namespace } from '../../model/evidence.ts';
import { namesIn, readLink } from './files.ts';

/** Where ip-netns(8) keeps namespaces that have a name. */
const NAMED = '/run/netns';

/** The network namespace of this process: `net:[4026531840]`, see namespaces(7); empty where /proc does not show it. */
export const namespaceId = (): string => readLink('/proc/self/ns/net') ?? '';

/** The network namespace of this process: its id, its name, and whether it is that of process 1. */
export function readNamespace(): Namespace {
  const id = namespaceId();
  const first = readLink('/proc/1/ns/net');
  const name = nameOf(id);
  return {
    id,
    ...(name === undefined ? {} : { name }),
    ...(first === undefined ? {} : { initial: first === id }),
  };
}

/** The name that ip-netns(8) keeps of a network namespace. */
export const nameOf = (id: string): string | undefined =>
  namesIn(NAMED).find((one) => `net:[${inodeOf(`${NAMED}/${one}`)}]` === id);

const inodeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.ino ?? 0;
