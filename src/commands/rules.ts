import { ruleExamples, showRules } from '../flows/rules.ts';
import type { Problem } from '../model/result.ts';
import { ownLines, RULES_WRITERS } from '../report/index.ts';
import type { RulesArguments } from './command-line/options/rules.ts';
import type { Delivery } from './terminal/deliver.ts';
import { EXIT } from './terminal/exit-codes.ts';
import { complain } from './terminal/print.ts';
import { type Recipient, USER } from './terminal/recipient.ts';

/** `bindmatrix rules`: the rules, one of them, or their examples as a file that `check` reads. Gives the exit code. */
export function rules(argv: RulesArguments, to = USER): Promise<number> {
  const { operands, os, format, output } = argv;
  const choice = { id: operands[0], systems: os };
  if (argv.example === true) {
    const examples = ruleExamples(choice);
    return examples.ok ? write(to, output, () => [ownLines(examples.value)]) : complained(examples.error);
  }
  const shown = showRules(choice);
  return shown.ok
    ? write(to, output, () => RULES_WRITERS[format](to.ofRules(shown.value), to.style(argv)))
    : complained(shown.error);
}

const write = (to: Recipient, output: string | undefined, text: () => Delivery['text']): Promise<number> =>
  to.deliver(
    output,
    () => ({ ok: true, value: undefined }),
    () => ({ text: text(), code: EXIT.done }),
  );

function complained({ message, hint }: Problem): Promise<number> {
  complain({ message: `rules: ${message}`, ...(hint === undefined ? {} : { hint }) });
  return Promise.resolve(EXIT.usage);
}
