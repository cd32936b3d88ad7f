import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Group, PROGRAM } from './group.ts';

const PROFILES = ['nginx', 'haproxy', 'node', 'postgres', 'redis', 'caddy'];

/** Two hundred services of six kinds, each on a port of its own. */
function planFile(folder: string): string {
  const path = join(folder, 'plan.yaml');
  const services = Array.from(
    { length: 200 },
    (_, i) => `  - { id: s${i}, profile: ${PROFILES[i % PROFILES.length]}, listen: "127.0.0.1:${3000 + i}" }\n`,
  );
  writeFileSync(path, `version: 1\nservices:\n${services.join('')}`);
  return path;
}

/**
 * Three times `--version` is what is aimed at and not reached: one service takes 3 of it by the rules and 6 in the sandbox,
 * whose process is a second Node, and most of that is loading.
 */
export const plans: Group = {
  name: 'plans',
  namespace: { devices: ['d1'], addresses: ['192.0.2.2/24 dev d1', 'fd00::2/64 dev d1'] },
  able: () => true,
  comparisons: (folder) => {
    const path = planFile(folder);
    const common = { other: [...PROGRAM, '--version'], pairs: 9, limit: 3 };
    return [
      { name: 'a plan of 200, predicted : --version', ours: [...PROGRAM, 'check', '--in', 'predict', path], ...common },
      { name: 'a plan of 200, in the sandbox : --version', ours: [...PROGRAM, 'check', path], ...common },
    ];
  },
};
