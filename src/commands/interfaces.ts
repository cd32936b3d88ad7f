import { listInterfaces } from '../flows/interfaces.ts';
import { INTERFACES_WRITERS } from '../report/index.ts';
import type { InterfacesArguments } from './command-line/options/interfaces.ts';
import { deliver } from './terminal/deliver.ts';
import { EXIT } from './terminal/exit-codes.ts';
import { styleFor } from './terminal/style.ts';
import { within } from './terminal/within.ts';

/** `bindmatrix interfaces`: gives the exit code. */
export const interfaces = ({ netns, ...argv }: InterfacesArguments): Promise<number> =>
  within(netns, () =>
    deliver(argv.output, listInterfaces, (host) => ({
      text: INTERFACES_WRITERS[argv.format](host, styleFor(argv)),
      code: EXIT.done,
    })),
  );
