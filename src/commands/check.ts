import { existsSync } from 'node:fs';
import { fileName } from '../config/read-text.ts';
import type { CheckTask, runCheck } from '../flows/check.ts';
import { pickTrials, readCheckFiles } from '../flows/check-files.ts';
import type { Conduct } from '../flows/conduct.ts';
import type { Report } from '../model/report.ts';
import type { Problem } from '../model/result.ts';
import { ownLines, shellWord } from '../report/index.ts';
import type { Purpose } from '../sandbox/process.ts';
import { SpareSandbox } from '../sandbox/spare.ts';
import type { CheckArguments } from './command-line/options/check.ts';
import { type Delivery, deliver } from './terminal/deliver.ts';
import { deliverJudged } from './terminal/deliver-report.ts';
import { deliverEvents, runWithEvents } from './terminal/event-stream.ts';
import { EXIT } from './terminal/exit-codes.ts';
import { judging, readJudging } from './terminal/judging.ts';
import { patiently } from './terminal/patiently.ts';
import { complain, complainOfAll, note } from './terminal/print.ts';
import { programName } from './terminal/program-name.ts';
import { type Recipient, USER } from './terminal/recipient.ts';
import { type Retry, retried } from './terminal/retry.ts';

/** Trials, or services, that take long enough. */
const MANY = 100;

/** `bindmatrix check`: gives the exit code. */
export const check = (argv: CheckArguments, to = USER): Promise<number> =>
  judging(argv.format, () => checkFiles(argv, to));

async function checkFiles(argv: CheckArguments, to: Recipient): Promise<number> {
  if (argv.init === true) return init(argv);
  const wrong = wrongFiles(argv.operands);
  if (wrong !== undefined) return complained(wrong);
  const retry = readJudging(argv);
  if (!retry.ok) return complained(retry.error);
  const { task, problems, aboutHost } = await readCheckFiles(argv.operands);
  complainOfAll(problems);
  if (task === undefined) return EXIT.config;
  const picked = argv.only === undefined ? undefined : pickTrials(task, argv.only);
  if (picked?.ok === false) return complained(picked.error);
  if (argv.predict !== undefined) return predict(picked?.value ?? task, argv.predict, argv, to);
  if (picked === undefined) for (const file of aboutHost) note(sandboxNote(file));
  return tryOut(picked?.value ?? task, retry.value, argv, to);
}

/** The sandbox starts while the code that is needed is loaded, and while the rules are asked. */
async function tryOut(task: CheckTask, retry: Retry | undefined, argv: CheckArguments, to: Recipient): Promise<number> {
  const spare = argv.in === 'sandbox' ? new SpareSandbox(purposeOf(task)) : undefined;
  const left: Problem[] = [];
  const complete = (delivery: Delivery): Delivery => {
    complainOfAll(left);
    return left.length > 0 && delivery.code === EXIT.done ? { ...delivery, code: EXIT.unknown } : delivery;
  };
  try {
    const checkTask = await checkerOf(task);
    const checked = (conduct: Conduct): ReturnType<typeof runCheck> => {
      left.length = 0;
      return checkTask(task, argv.in, { ...conduct, ...(spare && { spare }) }, (problem) => void left.push(problem));
    };
    if (argv.format === 'ndjson' && argv.output === undefined && retry === undefined)
      return await deliver(
        undefined,
        (conduct) => runWithEvents(conduct, checked),
        (report) => complete(deliverEvents(report)),
      );
    return await to.deliver(
      argv.output,
      (conduct) => retried(retry, conduct.signal, () => checked(patiently(conduct, MANY))),
      async (report) => complete(await present(report, argv, to)),
    );
  } finally {
    spare?.end();
  }
}

/** What is tried first. */
const purposeOf = ({ plans, experiments }: CheckTask): Purpose =>
  plans.length === 0 && experiments.length > 0 ? 'other' : 'trials';

/** What checks a task. Services alone need less code than trials and expectations. */
async function checkerOf({ experiments, trials }: CheckTask): Promise<typeof runCheck> {
  if (experiments.length + trials.length === 0) return (await import('../flows/services/check-plans.ts')).checkPlans;
  return (await import('../flows/check.ts')).runCheck;
}

/** `check --init`: a plan of what listens on this host now. */
async function init({ operands, output }: CheckArguments): Promise<number> {
  if (operands.length > 0)
    return complained({ message: 'check --init: reads no file', hint: '$0 check --init -o plan.yaml' });
  if (output !== undefined && existsSync(output))
    return complained({ message: `check --init: ${output} is there already`, hint: 'name another file, or remove it' });
  const { planOfHost } = await import('../flows/services/plan-of-host.ts');
  return deliver(output, planOfHost, (text) => ({ text: [ownLines(text)], code: EXIT.done }));
}

/** `check --predict`: the same by the rules of one or more systems. */
async function predict(
  task: CheckTask,
  names: string | readonly string[],
  argv: CheckArguments,
  to: Recipient,
): Promise<number> {
  const { predictCheck, readAskedSystems } = await import('../flows/predict.ts');
  const systems = readAskedSystems('--predict', names);
  if (!systems.ok) return complained(systems.error);
  return to.deliver(
    argv.output,
    (conduct) => predictCheck(task, systems.value, patiently(conduct, MANY)),
    (report) => present(report, argv, to),
  );
}

const present = (report: Report, argv: CheckArguments, to: Recipient): Promise<Delivery> =>
  deliverJudged({ ...report, files: argv.operands.map(fileName) }, argv, to);

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
