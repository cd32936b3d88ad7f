import { readListener } from '../flows/asked-listener.ts';
import { listHeldPorts } from '../flows/held-ports.ts';
import { askWhy } from '../flows/why.ts';
import { HELD_WRITERS, WHY_WRITERS } from '../report/index.ts';
import type { WhyArguments } from './command-line/options/why.ts';
import { deliver } from './terminal/deliver.ts';
import { answerExit, EXIT } from './terminal/exit-codes.ts';
import { complain } from './terminal/print.ts';
import { styleFor } from './terminal/style.ts';

/** `bindmatrix why`: gives the exit code. */
export async function why(argv: WhyArguments): Promise<number> {
  const { operands, format, output } = argv;
  const [endpoint] = operands;
  const passive = argv.passive === true;
  if (endpoint === undefined)
    return await deliver(
      output,
      ({ signal }) => listHeldPorts({ signal, passive }),
      (held) => ({ text: HELD_WRITERS[format](held, styleFor(output)), code: EXIT.done }),
    );
  const asked = readListener(endpoint, argv);
  if (asked.ok)
    return await deliver(
      output,
      ({ signal }) => askWhy(asked.value, { signal, passive }),
      (answer) => ({ text: WHY_WRITERS[format](answer, styleFor(output)), code: answerExit(answer) }),
    );
  complain(asked.error);
  return EXIT.usage;
}
