import { hostname, release } from 'node:os';
import { listHostFiles } from '../config/host-files.ts';
import { fileName } from '../config/read-text.ts';
import { readCheckFiles } from '../flows/check-files.ts';
import { checkFleet } from '../flows/fleet/check-fleet.ts';
import type { FleetReport } from '../model/fleet.ts';
import { type FormatOf, isDrawn } from '../model/format.ts';
import type { Problem } from '../model/result.ts';
import { FLEET_WRITERS, fleetPluginState } from '../report/index.ts';
import type { CheckArguments } from './command-line/options/check.ts';
import { type Delivery, deliver } from './terminal/deliver.ts';
import { EXIT } from './terminal/exit-codes.ts';
import { judging, readJudging } from './terminal/judging.ts';
import { pluginExit } from './terminal/plugin.ts';
import { complain, complainOfAll, note } from './terminal/print.ts';
import { styleFor } from './terminal/style.ts';

/** `bindmatrix check PLAN --host FILE`: gives the exit code. */
export const checkFleetOf = (argv: CheckArguments, hosts: string | readonly string[]): Promise<number> =>
  judging(argv.format, () => checkHosts(argv, [hosts].flat()));

async function checkHosts(argv: CheckArguments, paths: readonly string[]): Promise<number> {
  const wrong = wrongCall(argv, paths);
  if (wrong !== undefined) return complained(wrong);
  const readable = readJudging(argv);
  if (!readable.ok) return complained(readable.error);
  const { task, problems } = await readCheckFiles(argv.operands);
  complainOfAll(problems);
  if (task === undefined) return EXIT.config;
  if (task.plans.length === 0) {
    complainOfAll(argv.operands.map(withoutServices));
    return EXIT.config;
  }
  if (task.trials.length + task.experiments.length > 0)
    note('note: expectations and trials of the files are left out: hosts are judged for services');
  const files = listHostFiles(paths);
  if (!files.ok) return complained(files.error);
  const here = { hostname: hostname(), os: process.platform, kernel: release() };
  const clashes: Problem[] = [];
  return deliver(
    argv.output,
    (conduct) => checkFleet({ plans: task.plans, files: files.value, here }, conduct, (one) => clashes.push(one)),
    (report) => {
      complainOfAll(clashes);
      return present({ ...report, files: argv.operands.map(fileName) }, argv);
    },
  );
}

const withoutServices = (file: string): Problem => ({
  message: `${fileName(file)}:1:1: no services, for which --host judges hosts`,
  hint: 'write services: in it',
});

function present(report: FleetReport, argv: CheckArguments): Delivery {
  const format = argv.format as FormatOf<'fleet'>;
  const text = FLEET_WRITERS[format](report, styleFor(argv));
  return { text, code: format === 'nagios' ? pluginExit(fleetPluginState(report)) : fleetExit(report) };
}

/** 1 beats 3 beats 0. */
function fleetExit({ hosts }: FleetReport): number {
  if (hosts.some(({ status }) => status === 'unmet')) return EXIT.unmet;
  return hosts.some(({ status }) => status === 'inconclusive') ? EXIT.unknown : EXIT.done;
}

/** Flags that ask for something else than to look at what files say. */
function wrongCall(argv: CheckArguments, paths: readonly string[]): Problem | undefined {
  if (argv.init === true) return { message: 'check --init: reads no file', hint: '$0 check --init -o plan.yaml' };
  if (argv.operands.length === 0)
    return {
      message: 'check --host: no plan is named',
      hint: '$0 check PLAN --host FILE… ; all words after --host are hosts',
    };
  const other = ['predict', 'only', 'retry-timeout', 'retry-every'] as const;
  const given = other.find((name) => argv[name] !== undefined);
  if (given !== undefined)
    return { message: `--host judges each host by the rules of its kernel, so --${given} has no effect` };
  if (isDrawn(argv.format))
    return {
      message: `check --host: hosts have no ${argv.format}; it is of services in one place`,
      hint: '--format markdown',
    };
  if (argv.in === 'host')
    return { message: '--host opens no socket, and --in host would', hint: 'leave one of the two out' };
  if ([...argv.operands, ...paths].filter((path) => path === '-').length > 1)
    return { message: 'check: - is standard input, which can be read only once', hint: 'name it once' };
  return undefined;
}

function complained(problem: Problem): number {
  complain(problem);
  return EXIT.usage;
}
