// Boots other kernels than the one that is here, and compares what they do with the rules and with each other:
// `npm run kernels`.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../../src/model/result.ts';
import type { Task } from './booted.ts';
import { figures } from './compare.ts';
import { type Outcome, tables, writeTables } from './document.ts';
import { type Flags, readFlags, USAGE } from './flags.ts';
import type { Answer } from './guest/order.ts';
import type { SuiteOrder, SuiteResults } from './guest/results.ts';
import { fillGuestFolder, type GuestFolder } from './guest-folder.ts';
import { keep, kept } from './kept.ts';
import { KERNELS, type Kernel } from './kernels.ts';
import { CACHE, obtain } from './obtained.ts';
import { bootQemu } from './qemu.ts';
import { suiteFiles } from './suite-files.ts';
import { bootUml } from './uml.ts';

const ROOT = process.env.PROJECT_ROOT ?? process.cwd();
const DOCUMENT = join(ROOT, 'docs', 'kernels.md');

/** Ends with 0 where all agree, 1 at a disagreement, 2 at a wrong flag, 3 where a kernel could not be run. */
async function main(): Promise<void> {
  const flags = readFlags(process.argv.slice(2));
  if (typeof flags === 'string') {
    console.error(`${flags}\n${USAGE}`);
    process.exitCode = 2;
  } else if (flags.list)
    for (const { name, how, suite } of KERNELS) console.log(`${name.padEnd(10)}${how.padEnd(6)}${suite}`);
  else if (flags.tables) writeTables(DOCUMENT, tables(KERNELS.flatMap((kernel) => kept(kernel) ?? [])));
  else await inFolder((guest) => (flags.command.length > 0 ? runCommand(flags, guest) : runSuites(flags, guest)));
}

/** A booted kernel has its own /tmp and /run, and sees nothing of what is there on the host. */
async function inFolder(act: (guest: GuestFolder) => Promise<void>): Promise<void> {
  if (/^\/(?:tmp|run)\//.test(CACHE)) {
    console.error(
      `${CACHE}: a booted kernel has its own /tmp and /run; set HOME or XDG_CACHE_HOME to a folder elsewhere`,
    );
    process.exitCode = 3;
    return;
  }
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, 'run-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));
  await act(await fillGuestFolder(ROOT, folder));
}

async function runCommand({ kernels, command, update }: Flags, guest: GuestFolder): Promise<void> {
  const [kernel] = kernels;
  if (kernel === undefined) return;
  const answer = await boot(kernel, update, {
    ...taskIn(guest, kernel),
    argv: command,
    cwd: process.env.INIT_CWD ?? ROOT,
  });
  if (!answer.ok) {
    console.error(answer.error.message);
    process.exitCode = 3;
    return;
  }
  process.stdout.write(answer.value.stdout);
  process.stderr.write(answer.value.stderr);
  process.exitCode = answer.value.code ?? 3;
}

async function runSuites(flags: Flags, guest: GuestFolder): Promise<void> {
  const groups = suiteFiles(ROOT, join(guest.folder, 'trials'));
  const order: SuiteOrder = { program: guest.program, groups, fuzz: { trials: flags.random, seed: flags.seed } };
  writeFileSync(join(guest.folder, 'suite.json'), JSON.stringify(order));
  const outcomes = new Map<Kernel, Outcome>();
  const waiting = [...flags.kernels];
  const worker = async (): Promise<void> => {
    for (let kernel = waiting.shift(); kernel !== undefined; kernel = waiting.shift()) {
      outcomes.set(kernel, await runSuite(kernel, flags.update, guest));
    }
  };
  await Promise.all(Array.from({ length: flags.jobs }, worker));
  const ordered = flags.kernels.flatMap((kernel) => outcomes.get(kernel) ?? []);
  console.log(`\n${tables(ordered)}`);
  // Of a kernel that was not run now, the tables have its last run.
  if (flags.write)
    writeTables(DOCUMENT, tables(KERNELS.flatMap((kernel) => outcomes.get(kernel) ?? kept(kernel) ?? [])));
  const isWrong = ordered.some((one) => 'results' in one && figures(one.results).disagreements.length > 0);
  process.exitCode = isWrong ? 1 : ordered.some((one) => 'reason' in one) ? 3 : 0;
}

async function runSuite(kernel: Kernel, update: boolean, guest: GuestFolder): Promise<Outcome> {
  const start = performance.now();
  const task = { ...taskIn(guest, kernel), argv: [process.execPath, guest.suite, join(guest.folder, 'suite.json')] };
  const answer = await boot(kernel, update, task);
  const outcome = outcomeOf(kernel, answer);
  keep(outcome);
  report(outcome, (performance.now() - start) / 1000);
  return outcome;
}

function outcomeOf(kernel: Kernel, answer: Result<Answer>): Outcome {
  if (!answer.ok)
    return {
      kernel,
      reason: [answer.error.message, answer.error.hint].filter((text) => text !== undefined).join('; '),
    };
  const { code, stdout, stderr, complaints } = answer.value;
  if (code !== 0) return { kernel, reason: `the suite ended with ${code}: ${[...complaints, stderr].join('\n')}` };
  const results = JSON.parse(stdout) as SuiteResults;
  const [failure] = results.failures;
  return failure === undefined ? { kernel, results } : { kernel, reason: failure };
}

function report(outcome: Outcome, seconds: number): void {
  const time = `${seconds.toFixed(0)} s`;
  if ('reason' in outcome) console.log(`${outcome.kernel.name}: not run (${time}): ${outcome.reason}`);
  else {
    const { version, disagreements } = figures(outcome.results);
    console.log(`${outcome.kernel.name} (${version}, ${time}): ${disagreements.length} disagreements`);
    for (const text of disagreements) console.log(`  ${text}`);
    for (const { yaml } of outcome.results.fuzz.disagreements) console.log(yaml);
  }
}

function taskIn({ folder, init }: GuestFolder, kernel: Kernel): Task {
  const own = join(folder, `boot-${kernel.name}`);
  mkdirSync(own, { recursive: true });
  const files = ['dist', 'node_modules', 'package.json', 'suite.mjs', 'suite.json', 'trials'].map((name) =>
    join(folder, name),
  );
  return { argv: [], cwd: folder, folder: own, init, files };
}

function boot(kernel: Kernel, update: boolean, task: Task): Promise<Result<Answer>> {
  const obtained = obtain(kernel, update);
  if (!obtained.ok) return Promise.resolve(obtained);
  return (kernel.how === 'uml' ? bootUml : bootQemu)(obtained.value)(task);
}

await main();
