import { loadExperiment } from '../config/load.ts';
import { fileName } from '../config/read-text.ts';
import { readSight } from '../discover/sight.ts';
import type { Conduct } from '../flows/conduct.ts';
import { runExperiment } from '../flows/run.ts';
import { readAskedSystems } from '../flows/systems.ts';
import type { Experiment } from '../model/experiment.ts';
import { isMonitoring, showsOnlyCases } from '../model/format.ts';
import type { PortReport, Report } from '../model/report.ts';
import { ok, type Result } from '../model/result.ts';
import { holdLines, portNotes, shellWord } from '../report/index.ts';
import { enterCommand } from '../sandbox/privilege.ts';
import type { RunArguments } from './command-line/options/run.ts';
import { selectedFlags } from './command-line/selected-flags.ts';
import type { Delivery } from './terminal/deliver.ts';
import { deliverJudged } from './terminal/deliver-report.ts';
import { EXIT, problemExit } from './terminal/exit-codes.ts';
import { judging, readJudging } from './terminal/judging.ts';
import { patiently } from './terminal/patiently.ts';
import { complain, complainOfAll, note, printLines } from './terminal/print.ts';
import { printProblem } from './terminal/print-problem.ts';
import { programName } from './terminal/program-name.ts';
import { type Recipient, USER } from './terminal/recipient.ts';
import { type Retry, retried } from './terminal/retry.ts';
import { Signals } from './terminal/signals.ts';
import { flushed } from './terminal/stalled-reader.ts';
import { styleFor } from './terminal/style.ts';
import { usableStdout } from './terminal/usable-stdout.ts';
import { within } from './terminal/within.ts';

/** A run without a parsed command line needs no operands. */
type Arguments = Omit<RunArguments, 'operands' | 'command'>;

/** Pairs that take long enough. */
const MANY = 5000;

/** `bindmatrix run`: gives the exit code. */
export const run = (argv: Arguments, to = USER): Promise<number> =>
  judging(argv.format, () => within(argv.netns, () => runInside(argv, to)));

async function runInside(argv: Arguments, to: Recipient): Promise<number> {
  const loaded = await loadExperiment(argv.config, argv);
  if (!loaded.ok) {
    complainOfAll(loaded.error);
    return loaded.error.some(({ exit }) => exit === 'usage') ? EXIT.usage : EXIT.config;
  }
  const { experiment, trials } = loaded.value;
  const clash = clashing(argv);
  if (clash !== undefined) {
    complain({ message: clash, hint: '$0 run --help lists the flags' });
    return EXIT.usage;
  }
  if (trials.length > 0)
    note(
      `note: run does not run the trials of that file; "${programName()} check ${shellWord(argv.config ?? '-')}" does`,
    );
  if (argv.hold) return hold(experiment);
  return judged(showsOnlyCases(argv.format) ? { ...experiment, show: [] } : experiment, argv, to);
}

/** Flags that ask for two different things. */
function clashing(argv: Arguments): string | undefined {
  const { predict: systems, hold: isHeld, format, output, passive, active, live } = argv;
  const useless = (['hold', 'live', 'exhaustive', 'seed'] as const).find((flag) => argv[flag] ?? false);
  if (systems !== undefined && useless !== undefined) return `--predict opens no socket, so --${useless} has no effect`;
  if (argv.beside !== undefined && (systems !== undefined || isHeld || passive))
    return '--beside tries the listeners here, so --predict, --hold and --passive ask for something else';
  if (argv.beside !== undefined && (showsOnlyCases(format) || format === 'ndjson'))
    return `--format ${format} has no tables, so --beside has no effect`;
  if (isHeld && (format !== 'terminal' || output !== undefined))
    return '--hold makes no report, so --format and --output have no effect';
  if (passive && (active || live || isHeld || systems !== undefined))
    return '--passive opens no socket of this host, so --active, --live, --hold and --predict ask for something else';
  return undefined;
}

function judged(experiment: Experiment, argv: Arguments, to: Recipient): Promise<number> | number {
  if (argv.beside !== undefined && experiment.show.every((one) => one === 'alone')) {
    complain({ message: 'what is shown has no pairs, so --beside has no effect', hint: 'add --show together,matrix' });
    return EXIT.usage;
  }
  const retry = readJudging(argv);
  if (!retry.ok) {
    complain(retry.error);
    return EXIT.usage;
  }
  if (showsOnlyCases(argv.format) && experiment.expect.length === 0)
    note(`note: nothing is expected, so there is nothing to write as ${argv.format}; expect: in a file says what is`);
  if (argv.predict !== undefined) return predict(experiment, argv, to);
  return tryOut(experiment, retry.value, argv, to);
}

/** A run that is repeated every minute may not be what refuses a service its port. */
const isPassive = ({ where }: Experiment, { format, passive, active, live }: Arguments): boolean =>
  where === 'host' && (passive ?? (isMonitoring(format) && !active && !live));

async function tryOut(
  experiment: Experiment,
  retry: Retry | undefined,
  argv: Arguments,
  to: Recipient,
): Promise<number> {
  const besides = await besideOthers(argv);
  if (!besides.ok) {
    complain(besides.error);
    return EXIT.usage;
  }
  const sight = readSight();
  const tell = (ports: readonly PortReport[]): void => {
    for (const line of portNotes(ports, sight, experiment.where)) note(line);
  };
  const work = async (conduct: Conduct, attempt: number) => {
    if (isPassive(experiment, argv)) return (await import('../flows/passive.ts')).judgePassively(experiment);
    const onPorts = attempt === 1 ? tell : () => undefined;
    return runExperiment(experiment, { ...conduct, withLinkFacts: argv.format === 'json', onPorts });
  };
  return to.deliver(
    argv.output,
    (conduct) => retried(retry, conduct.signal, (attempt) => work(patiently(conduct, MANY), attempt)),
    (report) => present(besides.value({ ...report, asked: selectedFlags(argv) }), experiment, argv, to),
  );
}

/** `run --beside`: adds what the rules of other systems say to the report. */
async function besideOthers(argv: Arguments): Promise<Result<(report: Report) => Report>> {
  if (argv.beside === undefined) return ok((report) => report);
  const { readBesideSystems, withBeside } = await import('../flows/beside.ts');
  const systems = readBesideSystems([argv.beside].flat());
  return systems.ok ? ok((report) => withBeside(report, systems.value)) : systems;
}

/** `run --predict`: the same report as the rules of one or more systems would have it. */
async function predict(experiment: Experiment, argv: Arguments, to: Recipient): Promise<number> {
  const { predictExperiment } = await import('../flows/predict.ts');
  const systems = readAskedSystems('--predict', argv.predict ?? []);
  if (systems.ok)
    return to.deliver(
      argv.output,
      () => predictExperiment(experiment, systems.value),
      (report) => present(report, experiment, argv, to),
    );
  complain(systems.error);
  return EXIT.usage;
}

const present = (report: Report, { summaryAlone }: Experiment, argv: Arguments, to: Recipient): Promise<Delivery> =>
  deliverJudged(
    {
      ...report,
      ...(summaryAlone ? { summaryAlone } : {}),
      ...(argv.config === undefined ? {} : { files: [fileName(argv.config)] }),
    },
    argv,
    to,
  );

/** `run --hold`: until Ctrl-C, which is how it is meant to end. */
async function hold(experiment: Experiment): Promise<number> {
  const stdout = usableStdout();
  if (!stdout.ok) {
    complain(stdout.error);
    return EXIT.unknown;
  }
  const flow = await import('../flows/hold.ts');
  const signals = new Signals();
  const style = styleFor();
  let enter = '';
  const held = await flow.hold(experiment, {
    signal: signals.signal,
    tell: (event) => printLines(holdLines(event, style, enter)),
    onSandbox: (pid) => {
      enter = enterCommand(pid);
      printLines(['inside a private network namespace, which only these commands reach:']);
    },
  });
  if (held.ok) return await flushed(EXIT.done);
  printProblem(held.error);
  return problemExit(held.error, signals.number);
}
