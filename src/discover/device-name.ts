import { declareLazily } from '../libc/library.ts';

const ifIndexToName = declareLazily<[number, Buffer], string | null>(
  'const char *if_indextoname(unsigned int index, void *name)',
);

/** if_nametoindex(3); 0 for an interface that has gone. A name may be all digits, and is a name all the same. */
export const deviceIndex = declareLazily<[name: string], number>('unsigned int if_nametoindex(const char *name)');

/** Interface names by index, each asked once (if_indextoname(3)); `if7` for one that has gone. */
export function deviceNames(): (index: number) => string {
  const names = new Map<number, string>();
  return (index) => {
    const known = names.get(index);
    if (known !== undefined) return known;
    const name = ifIndexToName(index, Buffer.alloc(16)) ?? `if${index}`;
    names.set(index, name);
    return name;
  };
}
