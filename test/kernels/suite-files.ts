import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { trialsToYaml } from '../../src/config/trial-yaml.ts';
import { catalogue } from '../../src/rules/catalogue.ts';
import type { Group } from './guest/results.ts';

/** Files with trials, by the name of their group. */
const FOLDERS: readonly (readonly [string, string])[] = [
  ['config', 'config'],
  ['config', 'config/examples'],
  ['config', 'config/tutorial'],
  ['fuzzer', 'test/fuzz/regressions'],
  ['kernels', 'test/kernels/trials'],
];

/** Copies every file with trials below `target`, where each kernel can read them, and writes the rules' examples there. */
export function suiteFiles(root: string, target: string): readonly Group[] {
  const groups = new Map<string, string[]>();
  const take = (group: string, name: string, put: (file: string) => void): void => {
    const folder = join(target, group);
    mkdirSync(folder, { recursive: true });
    const file = join(folder, name);
    put(file);
    groups.set(group, [...(groups.get(group) ?? []), file]);
  };
  for (const [group, folder] of FOLDERS) {
    const names = readdirSync(join(root, folder)).filter((name) => name.endsWith('.yaml'));
    for (const name of names) take(group, name, (file) => copyFileSync(join(root, folder, name), file));
  }
  const examples = catalogue().flatMap(({ example }) => example ?? []);
  take('rules', 'examples.yaml', (file) => writeFileSync(file, trialsToYaml(examples)));
  return [...groups].map(([name, files]) => ({ name, files }));
}
