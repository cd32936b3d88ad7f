import { spawnSync } from 'node:child_process';
import { type Finished, type Running, type StartOptions, start } from './process.ts';
import type { Able } from './where.ts';

/** nobody: the ordinary user that root can become. */
const NOBODY = 65534;

/** What a private network namespace has beside `lo`, which is up. */
export interface NamespaceOptions extends StartOptions {
  /** As ip-address(8) has it; without `dev` on `lo`, without a prefix as /32 or /128: `10.10.2.102`, `192.0.2.2/24 dev d1`. */
  readonly addresses?: readonly string[];
  /** veth pairs, both ends up and without a link-local address; the other end of `d1` is `d1-peer`. */
  readonly devices?: readonly string[];
  /** `net.ipv4.ip_unprivileged_port_start`: `0` */
  readonly sysctls?: Readonly<Record<string, string>>;
  /**
   * `root`: made by root, and the command is root's. `user`: made by root, and the command runs as an ordinary user without
   * capabilities. `userns`: made by an ordinary user, who is root in a user namespace of its own. Default: `root` for root.
   */
  readonly as?: Who;
}

export type Who = 'root' | 'user' | 'userns';

const isRoot = process.geteuid?.() === 0;
const whoByDefault: Who = isRoot ? 'root' : 'userns';

const AS_NOBODY = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', '--'];

/** What goes before a command so that it runs in a new namespace. */
const enter = (who: Who): readonly string[] => {
  if (who !== 'userns') return ['unshare', '--net', '--'];
  return [...(isRoot ? AS_NOBODY : []), 'unshare', '--user', '--map-root-user', '--net', '--'];
};

const known = new Map<Who, Able>();

/** Whether a private network namespace can be made here in this way, or the reason why not. */
export function canUnshare(who: Who = whoByDefault): Able {
  const answer = known.get(who) ?? tryUnshare(who);
  known.set(who, answer);
  return answer;
}

function tryUnshare(who: Who): Able {
  if (!isRoot && who !== 'userns') return 'needs root: a network namespace without a user namespace';
  const probe = [...enter(who), ...(who === 'user' ? AS_NOBODY : []), 'ip', '-brief', 'link', 'show', 'lo'];
  return tryCommand(probe);
}

/** Whether `argv` ends with 0, or its complaint. */
export function tryCommand(argv: readonly string[]): Able {
  const [command = '', ...args] = argv;
  const { error, status, stderr } = spawnSync(command, args, { encoding: 'utf8', timeout: 120_000 });
  if (error) return `${command} cannot be run: ${error.message}`;
  return status === 0 ? true : `"${argv.join(' ')}" fails: ${stderr.trim()}`;
}

/** Whether commands can run as an ordinary user: only root can become one. */
export const canBecomeUser = (): Able =>
  isRoot ? tryCommand([...AS_NOBODY, process.execPath, '--version']) : 'needs root, to become an ordinary user';

/** What goes before a command so that an ordinary user runs it. */
export const asUser = (argv: readonly string[]): readonly string[] => [...AS_NOBODY, ...argv];

/** The command that runs `argv` in a new namespace. One that cannot be laid out gives code 125. */
export function inNamespace(argv: readonly string[], options: NamespaceOptions = {}): readonly string[] {
  const who = options.as ?? whoByDefault;
  const command = who === 'user' ? asUser(argv) : argv;
  return [...enter(who), ...layOut(options), ...command];
}

/** The command that lays out the namespace in which it runs; what is added to it runs then. */
export const layOut = (options: NamespaceOptions = {}): readonly string[] => [
  'sh',
  '-c',
  SETUP,
  'sh',
  batch(options),
  sysctls(options),
];

/** Starts a command in a private network namespace, which ends with it. */
export const startInNamespace = (argv: readonly string[], options: NamespaceOptions = {}): Running =>
  start(inNamespace(argv, options), options);

/** A private network namespace for others to enter, by the pid of what keeps it; it is there when this resolves. */
export async function hostNamespace(options: NamespaceOptions = {}): Promise<Running> {
  const keeper = startInNamespace(['sh', '-c', 'echo ready; exec sleep infinity'], options);
  await keeper.waitFor(/ready/);
  return keeper;
}

/** Runs a command in a private network namespace to its end. */
export const runInNamespace = (argv: readonly string[], options: NamespaceOptions = {}): Promise<Finished> =>
  startInNamespace(argv, options).finished;

/** $1: lines for `ip -batch`; $2: `PATH VALUE` lines below /proc/sys; then the command, which takes the shell's place. */
const SETUP = `
printf '%s\\n' "$1" | ip -batch - || exit 125
printf '%s' "$2" | while read -r path value; do printf '%s' "$value" > "/proc/sys/$path" || exit 125; done || exit 125
shift 2
[ $# -eq 0 ] || exec "$@"
`;

function batch({ addresses = [], devices = [] }: NamespaceOptions): string {
  return [
    'link set lo up',
    ...devices.flatMap((name) => [
      `link add ${name} type veth peer name ${name}-peer`,
      ...[name, `${name}-peer`].flatMap((end) => [`link set ${end} addrgenmode none`, `link set ${end} up`]),
    ]),
    // nodad: an IPv6 address is tentative for a second or two otherwise, and cannot be bound (RFC 4862, 5.4).
    ...addresses.map(
      (text) => `addr add ${text.includes(' dev ') ? text : `${text} dev lo`}${text.includes(':') ? ' nodad' : ''}`,
    ),
  ].join('\n');
}

const sysctls = ({ sysctls: values = {} }: NamespaceOptions): string =>
  Object.entries(values)
    .map(([name, value]) => `${name.replaceAll('.', '/')} ${value}\n`)
    .join('');
