/**
 * The examples that come with the program, `example:NAME` where a file may be named: those of config/examples/, which a test
 * compares with these. Here are those that describe a run.
 */
export const RUN_EXAMPLES = ['before-deploy', 'three-servers', 'compare-reuse', 'ci-verdict'] as const;

/** Those that are trials alone. */
const TRIAL_EXAMPLES = ['groups', 'wider', 'kernel-bind-selftests'] as const;

/** Plans, below config/examples/services/. */
export const PLAN_EXAMPLES = [
  'apache-and-nginx',
  'compose-port-taken',
  'dnsmasq-and-stub',
  'haproxy-then-nginx',
  'named-after-dnsmasq',
  'nginx-and-haproxy',
  'nginx-reuseport-and-haproxy',
  'nginx-two-lines',
  'node-and-nginx',
  'restart-over-time-wait',
  'two-haproxy',
  'two-postgres',
  'two-sshd',
] as const;

/** Everything that `check` takes, by the names behind `example:`. */
export const EXAMPLE_NAMES: readonly string[] = [...PLAN_EXAMPLES, ...RUN_EXAMPLES, ...TRIAL_EXAMPLES];

/** What stands before the name of an example. */
export const EXAMPLE = 'example:';
