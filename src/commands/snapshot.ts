import { takeSnapshot } from '../flows/snapshot.ts';
import { SNAPSHOT_WRITERS } from '../report/index.ts';
import type { SnapshotArguments } from './command-line/options/snapshot.ts';
import { deliver } from './terminal/deliver.ts';
import { EXIT } from './terminal/exit-codes.ts';
import { styleFor } from './terminal/style.ts';
import { within } from './terminal/within.ts';

/** `bindmatrix snapshot`: gives the exit code. */
export const snapshot = ({ format, netns, output, passive = false }: SnapshotArguments): Promise<number> =>
  within(netns, () =>
    deliver(
      output,
      ({ signal }) => takeSnapshot({ signal, passive }),
      (kept) => ({ text: SNAPSHOT_WRITERS[format ?? usual(output)](kept, styleFor({ output })), code: EXIT.done }),
    ),
  );

/** A file or a program gets the document, a person a summary of it. */
const usual = (output: string | undefined): 'terminal' | 'json' =>
  output === undefined && process.stdout.isTTY ? 'terminal' : 'json';
