import { declareLazily } from './library.ts';

const ifNameToIndex = declareLazily<[name: string], number>('unsigned int if_nametoindex(const char *name)');
const ifIndexToName = declareLazily<[index: number, name: Buffer], string | null>(
  'const char *if_indextoname(unsigned int index, void *name)',
);

/** IF_NAMESIZE, net/if.h: the longest name of an interface, with its NUL. */
export const IF_NAMESIZE = 16;

/** if_nametoindex(3): the index of an interface; 0 if no interface has that name. A name may be all digits. */
export const interfaceIndex = (name: string): number => ifNameToIndex(name);

/** if_indextoname(3): the name of an interface; undefined if no interface has that index. */
export const interfaceName = (index: number): string | undefined =>
  ifIndexToName(index, Buffer.alloc(IF_NAMESIZE)) ?? undefined;

/**
 * The scope id of a zone (RFC 4007): the index of the interface of that name; a number that is no interface's name is
 * an index itself. 0 if neither exists.
 */
export function scopeId(zone: string): number {
  const named = interfaceIndex(zone);
  if (named !== 0 || !/^\d+$/.test(zone)) return named;
  return Number(zone) <= 0xffffffff ? Number(zone) : 0;
}
