import { loadExperiment } from '../config/load.ts';
import { readSight } from '../discover/sight.ts';
import { runExperiment } from '../flows/run.ts';
import { readAskedSystems } from '../flows/systems.ts';
import type { Experiment } from '../model/experiment.ts';
import type { Report } from '../model/report.ts';
import { holdLines, portNotes, REPORT_WRITERS, shellWord } from '../report/index.ts';
import { enterCommand } from '../sandbox/privilege.ts';
import type { RunArguments } from './command-line/options/run.ts';
import { selectedFlags } from './command-line/selected-flags.ts';
import { deliver } from './terminal/deliver.ts';
import { deliverReport } from './terminal/deliver-report.ts';
import { EXIT, problemExit } from './terminal/exit-codes.ts';
import { complain, complainOfAll, note, printLines } from './terminal/print.ts';

import { printProblem } from './terminal/print-problem.ts';
import { programName } from './terminal/program-name.ts';
import { Signals } from './terminal/signals.ts';
import { flushed } from './terminal/stalled-reader.ts';
import { styleFor } from './terminal/style.ts';
import { usableStdout } from './terminal/usable-stdout.ts';
import { within } from './terminal/within.ts';

/** A run without a parsed command line needs no operands. */
type Arguments = Omit<RunArguments, 'operands'>;

/** `bindmatrix run`: gives the exit code. */
export const run = (argv: Arguments): Promise<number> => within(argv.netns, () => runInside(argv));

async function runInside(argv: Arguments): Promise<number> {
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
  if (argv.predict !== undefined) return predict(experiment, argv.predict, argv);
  return argv.hold ? hold(experiment) : tryOut(experiment, argv);
}

/** Flags that ask for two different things. */
function clashing(argv: Arguments): string | undefined {
  const { predict: systems, hold: isHeld, format, output } = argv;
  const useless = (['hold', 'live', 'exhaustive', 'seed'] as const).find((flag) => argv[flag] ?? false);
  if (systems !== undefined && useless !== undefined) return `--predict opens no socket, so --${useless} has no effect`;
  if (isHeld && (format !== 'terminal' || output !== undefined))
    return '--hold makes no report, so --format and --output have no effect';
  return undefined;
}

function tryOut(experiment: Experiment, argv: Arguments): Promise<number> {
  const sight = readSight();
  return deliver(
    argv.output,
    (conduct) =>
      runExperiment(experiment, {
        ...conduct,
        withLinkFacts: argv.format === 'json',
        onPorts: (ports) => {
          for (const line of portNotes(ports, sight, experiment.where)) note(line);
        },
      }),
    (report) => present({ ...report, asked: selectedFlags(argv) }, argv),
  );
}

/** `run --predict`: the same report as the rules of one or more systems would have it. */
async function predict(experiment: Experiment, names: string | readonly string[], argv: Arguments): Promise<number> {
  const { predictExperiment } = await import('../flows/predict.ts');
  const systems = readAskedSystems('--predict', names);
  if (systems.ok)
    return deliver(
      argv.output,
      () => predictExperiment(experiment, systems.value),
      (report) => present(report, argv),
    );
  complain(systems.error);
  return EXIT.usage;
}

const present = (report: Report, { format, output }: Arguments) =>
  deliverReport(report, REPORT_WRITERS[format](report, styleFor(output)));

/** `run --hold`: until Ctrl-C, which is how it is meant to end. */
async function hold(experiment: Experiment): Promise<number> {
  const stdout = usableStdout();
  if (!stdout.ok) {
    complain(stdout.error);
    return EXIT.unknown;
  }
  const flow = await import('../flows/hold.ts');
  const signals = new Signals();
  const style = styleFor(undefined);
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
