import { readListeners } from '../flows/asked-listener.ts';
import { listHeldPorts } from '../flows/held-ports.ts';
import { askWhy } from '../flows/why.ts';
import type { AskedListener } from '../model/asked-listener.ts';
import { HELD_WRITERS, WHY_WRITERS } from '../report/index.ts';
import type { WhyArguments } from './command-line/options/why.ts';
import { deliver } from './terminal/deliver.ts';
import { answersExit, EXIT } from './terminal/exit-codes.ts';
import { complain } from './terminal/print.ts';
import { styleFor } from './terminal/style.ts';
import { within } from './terminal/within.ts';

/** `bindmatrix why`: gives the exit code. */
export function why(argv: WhyArguments): Promise<number> {
  const asked = readListeners(argv.operands, argv);
  if (!asked.ok) {
    complain(asked.error);
    return Promise.resolve(EXIT.usage);
  }
  const { value } = asked;
  return within(argv.netns, () => (value === undefined ? held(argv) : answered(value, argv)));
}

const held = ({ passive = false, ...argv }: WhyArguments): Promise<number> =>
  deliver(
    argv.output,
    ({ signal }) => listHeldPorts({ signal, passive }),
    (ports) => ({ text: HELD_WRITERS[argv.format](ports, styleFor(argv)), code: EXIT.done }),
  );

const answered = (
  asked: readonly [AskedListener, ...AskedListener[]],
  { netns, live = false, passive = false, ...argv }: WhyArguments,
): Promise<number> =>
  deliver(
    argv.output,
    ({ signal }) => askWhy(asked, { signal, passive, live, netns }),
    (answers) => ({ text: WHY_WRITERS[argv.format](answers, styleFor(argv)), code: answersExit(answers) }),
  );
