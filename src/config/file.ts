import { err, type Result } from '../model/result.ts';
import type { ConfigFile } from './build-file.ts';
import { checkFile, checkPlainText } from './checked-file.ts';
import { type ConfigProblem, problemAt } from './config-problem.ts';
import { fileName, readText } from './read-text.ts';
import { parseYamlText } from './yaml-text.ts';

/** Reads and checks a file, or standard input for `-`. Never throws; the error has the problems of the file. */
export function readConfigFile(path: string): Result<ConfigFile, readonly ConfigProblem[]> {
  const name = fileName(path);
  const text = readText(path);
  return text.ok ? parseConfig(name, text.value) : err([problemAt({ file: name, line: 1, column: 1 }, text.error)]);
}

/** Checks the text of a file; `name` is its name in messages. Of a hundred problems and more the first are told. */
export function parseConfig(name: string, text: string): Result<ConfigFile, readonly ConfigProblem[]> {
  const plain = checkPlainText(name, text);
  if (plain !== undefined) return plain;
  const yaml = parseYamlText(name, text);
  return yaml.ok ? checkFile(yaml.value) : yaml;
}
