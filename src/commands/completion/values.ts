import { EXAMPLE, EXAMPLE_NAMES, RUN_EXAMPLES } from '../../config/example-names.ts';
import { PROFILES } from '../../config/profiles.ts';
import { storyNames } from '../../config/story-files.ts';
import { AXES, AXIS_KEYS } from '../../model/axes.ts';
import { SHOWS } from '../../model/experiment.ts';
import { catalogue } from '../../rules/catalogue.ts';
import { OPERATING_SYSTEMS } from '../../rules/index.ts';

/** What only the shell can look up, at the moment when it completes. */
export type Source = 'files' | 'interfaces' | 'namespaces';

/** What may stand at a place of a command line. */
export interface Values {
  readonly words: readonly string[];
  readonly sources: readonly Source[];
}

const of = (words: readonly string[], ...sources: readonly Source[]): Values => ({ words, sources });

/** Nothing that could be offered: a port, a time, a name that is made up. */
const FREE = of([]);

const examples = (names: readonly string[]): readonly string[] => names.map((name) => EXAMPLE + name);

/** The values of each flag that takes any, whichever command has it; those that a flag itself offers (`choices`) come before. */
export const FLAG_VALUES: Readonly<Record<string, Values>> = {
  ...Object.fromEntries(AXIS_KEYS.map((key) => [key, of(AXES[key].words)])),
  device: of(AXES.device.words, 'interfaces'),
  config: of(examples(RUN_EXAMPLES), 'files'),
  output: of([], 'files'),
  in: of(['host', 'sandbox']),
  protocol: of(['tcp', 'udp']),
  family: of(['inet', 'inet6']),
  interface: of([], 'interfaces'),
  address: of(['any4', 'any6', 'each-ipv4', 'each-ipv6']),
  show: of(SHOWS),
  netns: of([], 'namespaces'),
  predict: of(OPERATING_SYSTEMS),
  beside: of([...OPERATING_SYSTEMS, 'windows+exclusive', 'windows+other-user']),
  os: of(OPERATING_SYSTEMS),
  port: FREE,
  seed: FREE,
  only: FREE,
  heading: FREE,
  host: of([], 'files'),
  plan: of([], 'files'),
  name: FREE,
  format: FREE,
  lang: FREE,
  of: FREE,
  'retry-timeout': FREE,
  'retry-every': FREE,
};

/** The values of each command's operand. */
export const OPERAND_VALUES: Readonly<Record<string, () => Values>> = {
  check: () => of(examples(EXAMPLE_NAMES), 'files'),
  why: () => FREE,
  diff: () => of([], 'files'),
  docs: () => of(['write', 'check', 'diff'], 'files'),
  profiles: () => of(Object.keys(PROFILES)),
  rules: () => of(catalogue().map(({ id }) => id)),
  demo: () => of(storyNames()),
  init: () => of([], 'files'),
  completion: () => of(['bash', 'zsh', 'fish', 'man']),
};
