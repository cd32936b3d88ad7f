/**
 * The first process of the PID namespace of a command: shows its processes under /proc, starts the command, and ends with
 * its code. It is not the command itself, since the kernel keeps signals without a handler from a first process. Where
 * /proc cannot be mounted, as in some containers, that of the host stays. unshare(1) without a namespace only executes:
 * no word is a builtin, an option or a variable, as it might be to the shell or to env(1).
 */
const INIT = 'mount -t proc proc /proc 2>/dev/null\nunshare -- "$@"\nexit $?';

/** How a sandbox is found again: the name of that shell, which stands in /proc. */
const MARK = 'bindmatrix-sandbox:';

/** unshare(1) only starts it in the namespaces that are there, ends it when it ends itself, and gives its exit code. */
export const initOf = (name: string, argv: readonly string[]): [string, ...string[]] => [
  'unshare',
  '--fork',
  '--kill-child',
  '--',
  ...shellOf(name),
  ...argv,
];

const shellOf = (name: string): readonly [string, string, string, string] => ['sh', '-c', INIT, `${MARK}${name}`];

/** The name of the sandbox, and its command, of a process with this command line; undefined where it is none. */
export function readInit(
  argv: readonly string[],
): { readonly name: string; readonly argv: readonly string[] } | undefined {
  const name = argv[3]?.startsWith(MARK) ? argv[3].slice(MARK.length) : undefined;
  if (name === undefined || !isSandboxName(name)) return undefined;
  return shellOf(name).every((word, i) => word === argv[i]) ? { name, argv: argv.slice(4) } : undefined;
}

/** Letters, digits, `.`, `_` and `-`, at most 32, and not a number, which is a pid. */
export const isSandboxName = (text: string): boolean => /^(?!\d+$)[A-Za-z0-9][\w.-]{0,31}$/.test(text);
