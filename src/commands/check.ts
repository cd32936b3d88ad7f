import { type CheckTask, runCheck } from '../flows/check.ts';
import { pickTrials, readCheckFiles } from '../flows/check-files.ts';
import { readAskedSystems } from '../flows/systems.ts';
import type { Problem } from '../model/result.ts';
import { ownLines, REPORT_WRITERS, shellWord } from '../report/index.ts';
import type { CheckArguments } from './command-line/options/check.ts';
import { deliver } from './terminal/deliver.ts';
import { deliverReport } from './terminal/deliver-report.ts';
import { EXIT } from './terminal/exit-codes.ts';
import { complain, complainOfAll, note } from './terminal/print.ts';
import { programName } from './terminal/program-name.ts';
import { styleFor } from './terminal/style.ts';

/** `bindmatrix check`: gives the exit code. */
export async function check(argv: CheckArguments): Promise<number> {
  if (argv.init === true) return init(argv);
  const wrong = wrongFiles(argv.operands);
  if (wrong !== undefined) return complained(wrong);
  const { task, problems, aboutHost } = await readCheckFiles(argv.operands);
  complainOfAll(problems);
  if (task === undefined) return EXIT.config;
  const picked = argv.only === undefined ? undefined : pickTrials(task, argv.only);
  if (picked?.ok === false) return complained(picked.error);
  if (argv.predict !== undefined) return predict(picked?.value ?? task, argv.predict, argv);
  if (picked === undefined) for (const file of aboutHost) note(sandboxNote(file));
  const left: Problem[] = [];
  return deliver(
    argv.output,
    (conduct) => runCheck(picked?.value ?? task, argv.in, conduct, (problem) => left.push(problem)),
    (report) => {
      complainOfAll(left);
      const delivery = deliverReport(report, REPORT_WRITERS[argv.format](report, styleFor(argv.output)));
      return left.length > 0 && delivery.code === EXIT.done ? { ...delivery, code: EXIT.unknown } : delivery;
    },
  );
}

/** `check --init`: a plan of what listens on this host now. */
async function init({ operands, output }: CheckArguments): Promise<number> {
  if (operands.length > 0)
    return complained({ message: 'check --init: reads no file', hint: '$0 check --init -o plan.yaml' });
  const { planOfHost } = await import('../flows/services/plan-of-host.ts');
  return deliver(output, planOfHost, (text) => ({ text: [ownLines(text)], code: EXIT.done }));
}

/** `check --predict`: the same by the rules of one or more systems. */
async function predict(task: CheckTask, names: string | readonly string[], argv: CheckArguments): Promise<number> {
  const { predictCheck } = await import('../flows/predict.ts');
  const systems = readAskedSystems('--predict', names);
  if (!systems.ok) return complained(systems.error);
  return deliver(
    argv.output,
    (conduct) => predictCheck(task, systems.value, conduct),
    (report) => deliverReport(report, REPORT_WRITERS[argv.format](report, styleFor(argv.output))),
  );
}

/** A sandbox has the addresses of the host and none of its sockets, so that what is met there may fail here. */
const sandboxNote = (file: string): string =>
  `note: ${file} expects something of this host (in: host); check tries it in a sandbox, where no other process holds a port. ` +
  `To try it here: ${programName()} run -c ${shellWord(file)}`;

function wrongFiles(files: readonly string[]): Problem | undefined {
  if (files.length === 0)
    return { message: 'check: no file is named', hint: '$0 check FILE…, or - for standard input' };
  if (files.filter((file) => file === '-').length > 1)
    return { message: 'check: - is standard input, which can be read only once', hint: 'name it once' };
  return undefined;
}

function complained(problem: Problem): number {
  complain(problem);
  return EXIT.usage;
}
