import { checkFile, readPlainText } from '../../config/checked-file.ts';
import type { ConfigProblem } from '../../config/config-problem.ts';
import type { YamlFile } from '../../config/yaml-file.ts';
import { parseYamlText } from '../../config/yaml-text.ts';
import { ok, type Result } from '../../model/result.ts';
import { type Failure, failed, misused } from './failure.ts';
import { Places } from './places.ts';

/** Reads and checks the text of a file: what it has, with the places. */
export function parsed(text: unknown, name: unknown): Result<YamlFile, Failure> {
  if (typeof text !== 'string') return misused({ message: 'the text of a file must be a string' });
  if (typeof name !== 'string' || name === '') return misused({ message: 'must be text' }, ['name']);
  const plain = readPlainText(name, text);
  const yaml = plain === undefined ? parseYamlText(name, text) : ok(plain);
  if (!yaml.ok) return wrong(yaml.error, new Places(NOTHING));
  const places = new Places(yaml.value);
  const checked = checkFile(places.file);
  return checked.ok ? ok(yaml.value) : wrong(checked.error, places);
}

const wrong = (problems: readonly ConfigProblem[], places: Places) =>
  failed(
    'config',
    problems.map((one) => places.ofConfig(one)),
  );

/** Of a text that is no YAML there are no paths. */
const NOTHING: YamlFile = {
  value: null,
  problems: [],
  sourceOf: () => ({ flag: '' }),
  sourceOfKey: () => ({ flag: '' }),
  isBlamed: () => false,
};
