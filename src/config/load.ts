import type { Experiment, Source } from '../model/experiment.ts';
import { err, ok, type Result } from '../model/result.ts';
import type { ServicePlan } from '../model/service-plan.ts';
import type { Trial } from '../model/trial.ts';
import type { ConfigFile } from './build-file.ts';
import { type ConfigProblem, problemAt } from './config-problem.ts';
import { experimentOf } from './experiment-of.ts';
import { parseFlags, type RawFlags } from './flags.ts';
import { fileName, readText } from './read-text.ts';

export interface Loaded {
  readonly experiment: Experiment;
  readonly trials: readonly Trial[];
  /** Absent where the file has no services. */
  readonly plan?: ServicePlan;
  /** Of a file with nothing to check: where that might stand. */
  readonly place?: Source;
}

const NO_FILE: ConfigFile = { run: {}, expect: [], trials: [] };

/**
 * What the user asks for: flags override the file (`-` is standard input), which overrides the defaults. Wrong flags
 * are reported first (exit code 2), then every problem of the file (exit code 78). Without a file no parser is loaded.
 */
export async function loadExperiment(
  file: string | undefined,
  raw: RawFlags,
  text?: string,
): Promise<Result<Loaded, readonly ConfigProblem[]>> {
  const flags = parseFlags(raw);
  if (!flags.ok) return flags;
  const read = file === undefined ? ok(NO_FILE) : await readFile(file, text);
  if (!read.ok) return err(read.error);
  const { trials, plan, place } = read.value;
  return ok({
    experiment: experimentOf(read.value, flags.value, raw.live ?? false),
    trials,
    ...(place === undefined ? {} : { place }),
    ...(plan === undefined ? {} : { plan }),
  });
}

/** `read`: the text of the file, where it was read already. The YAML parser is loaded where the text needs one. */
async function readFile(path: string, read: string | undefined): Promise<Result<ConfigFile, readonly ConfigProblem[]>> {
  const name = fileName(path);
  const text = read === undefined ? readText(path) : ok(read);
  if (!text.ok) return err([problemAt({ file: name, line: 1, column: 1 }, text.error)]);
  const { checkFile, checkPlainText } = await import('./checked-file.ts');
  const plain = checkPlainText(name, text.value);
  if (plain !== undefined) return plain;
  const { parseYamlText } = await import('./yaml-text.ts');
  const yaml = parseYamlText(name, text.value);
  return yaml.ok ? checkFile(yaml.value) : yaml;
}
