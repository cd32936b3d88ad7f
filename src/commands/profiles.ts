import { listProfiles } from '../flows/profiles.ts';
import { PROFILES_WRITERS } from '../report/index.ts';
import type { ProfilesArguments } from './command-line/options/profiles.ts';
import { deliver } from './terminal/deliver.ts';
import { EXIT } from './terminal/exit-codes.ts';
import { complain } from './terminal/print.ts';
import { styleFor } from './terminal/style.ts';

/** `bindmatrix profiles`: how servers open their sockets, all of them or one. Gives the exit code. */
export function profiles({ operands: [name], ...argv }: ProfilesArguments): Promise<number> {
  const found = listProfiles(name);
  if (!found.ok) {
    complain({ ...found.error, message: `profiles: ${found.error.message}` });
    return Promise.resolve(EXIT.usage);
  }
  return deliver(
    argv.output,
    () => found,
    (list) => ({ text: PROFILES_WRITERS[argv.format](list, styleFor(argv)), code: EXIT.done }),
  );
}
