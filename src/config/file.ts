import { err, ok, type Result } from '../model/result.ts';
import { buildFile, type ConfigFile } from './build-file.ts';
import { byPosition, type ConfigProblem, problemAt } from './config-problem.ts';
import { configFile } from './file-schema.ts';
import { genericMessage } from './generic-message.ts';
import { readText } from './read-text.ts';
import { schemaProblems } from './schema-problems.ts';
import { checkTrials } from './trial-checks.ts';
import { parseYaml } from './yaml-file.ts';

const MOST_PROBLEMS = 100;

/** Reads and checks a file, or standard input for `-`. Never throws; the error has every problem of the file. */
export function readConfigFile(path: string): Result<ConfigFile, readonly ConfigProblem[]> {
  const name = path === '-' ? '<stdin>' : path;
  const text = readText(path);
  return text.ok ? parseConfig(name, text.value) : err([problemAt({ file: name, line: 1, column: 1 }, text.error)]);
}

/** Checks the text of a file; `name` is its name in messages. */
export function parseConfig(name: string, text: string): Result<ConfigFile, readonly ConfigProblem[]> {
  const yaml = parseYaml(name, text);
  if (!yaml.ok) return err(inOrder(yaml.error));
  const file = yaml.value;
  if (file.value === null) {
    return err([problemAt(file.sourceOf([]), { message: 'the file is empty', hint: 'write at least "version: 1"' })]);
  }
  const checked = configFile.safeParse(file.value, { error: genericMessage });
  const wrong = checked.success ? [] : schemaProblems(checked.error.issues, file);
  const problems = [...file.problems, ...wrong, ...checkTrials(file, checked.error?.issues ?? [])];
  return problems.length > 0 || !checked.success ? err(inOrder(problems)) : ok(buildFile(checked.data, file));
}

function inOrder(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  const distinct = [...new Map(problems.map((p) => [p.message, p])).values()].sort(byPosition);
  const more = distinct[MOST_PROBLEMS];
  if (more === undefined) return distinct;
  const left = distinct.length - MOST_PROBLEMS;
  return [
    ...distinct.slice(0, MOST_PROBLEMS),
    problemAt(more.source, { message: `and ${left} more problems from here on` }),
  ];
}
