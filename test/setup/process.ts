import { type ChildProcess, spawn } from 'node:child_process';

/** How a program ended, and all that it printed. */
export interface Finished {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** True where it had to be killed because its time was over, or left a daemon that holds its output. */
  readonly timedOut: boolean;
}

/** A program under way. It and its children are killed when its time is over, or when its test file ends. */
export interface Running {
  readonly pid: number;
  stdout(): string;
  stderr(): string;
  /** Sends to the program alone, as Ctrl-C or a service manager would. */
  kill(signal: NodeJS.Signals): void;
  /** Resolves once stdout or stderr matches; rejects with what was printed when the program ends first. */
  waitFor(pattern: RegExp): Promise<RegExpExecArray>;
  readonly finished: Promise<Finished>;
}

export interface StartOptions {
  /** Added to a small environment: PATH, HOME, NO_COLOR=1, a UTF-8 locale. An undefined value takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** Written to stdin, which is empty otherwise. */
  readonly input?: string | undefined;
  /** When it is killed as one that hangs; default PATIENCE_MS. */
  readonly timeoutMs?: number;
}

/** Longer than anything takes on the busiest machine: a program that is under way after it hangs. */
const PATIENCE_MS = 600_000;

/** What a program printed is read long before this; only a daemon that left its process group still has the pipe. */
const DRAIN_MS = 60_000;

const groups = new Set<number>();
process.on('exit', killPrograms);

/** Kills every program that is still under way, and its children. */
export function killPrograms(): void {
  for (const pid of groups) killGroup(pid);
}

/** Has the process group of `pid` killed with all others. */
export function killWithTests(pid: number | undefined): void {
  if (pid !== undefined) groups.add(pid);
}

/** Starts `argv` as the leader of a process group of its own. */
export function start(argv: readonly string[], options: StartOptions = {}): Running {
  const [command = '', ...args] = argv;
  const child = spawn(command, args, {
    env: environment(options.env),
    cwd: options.cwd,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // A program that reads nothing may be gone before its input is written.
  child.stdin.on('error', () => {});
  child.stdin.end(options.input ?? '');
  return new Started(child, options.timeoutMs ?? PATIENCE_MS);
}

/** Starts `argv` and waits for its end. */
export const run = (argv: readonly string[], options: StartOptions = {}): Promise<Finished> =>
  start(argv, options).finished;

class Started implements Running {
  readonly pid: number;
  readonly finished: Promise<Finished>;
  readonly #child: ChildProcess;
  readonly #printed = { stdout: '', stderr: '' };
  #timedOut = false;

  constructor(child: ChildProcess, timeoutMs: number) {
    this.#child = child;
    this.pid = child.pid ?? -1;
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream]?.setEncoding('utf8').on('data', (text: string) => {
        this.#printed[stream] += text;
      });
    }
    killWithTests(child.pid);
    let timer = setTimeout(() => {
      this.#timedOut = true;
      killGroup(this.pid);
    }, timeoutMs);
    this.finished = new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('exit', () => {
        killGroup(this.pid);
        clearTimeout(timer);
        timer = setTimeout(() => this.#leavePipes(), DRAIN_MS);
      });
      child.on('close', (code, signal) => {
        clearTimeout(timer);
        groups.delete(this.pid);
        resolve({ code, signal, ...this.#printed, timedOut: this.#timedOut });
      });
    });
  }

  /** Stops to read, so that the program counts as finished and its test can say so. */
  #leavePipes(): void {
    this.#timedOut = true;
    this.#child.stdout?.destroy();
    this.#child.stderr?.destroy();
  }

  stdout(): string {
    return this.#printed.stdout;
  }

  stderr(): string {
    return this.#printed.stderr;
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  async waitFor(pattern: RegExp): Promise<RegExpExecArray> {
    let ended = false;
    const mark = (): void => {
      ended = true;
    };
    this.finished.then(mark, mark);
    for (;;) {
      const match = pattern.exec(this.stdout()) ?? pattern.exec(this.stderr());
      if (match) return match;
      if (ended) throw new Error(`ended before ${pattern} was printed\n${this.stdout()}\n${this.stderr()}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}

/** A negative pid names the group, kill(2); one that is gone already is none of our business. */
function killGroup(pid: number): void {
  if (pid <= 1) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {}
}

/** The small environment of every program that the tests start. */
export function environment(extra: StartOptions['env'] = {}): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  const all = { PATH, HOME, NO_COLOR: '1', LC_ALL: 'C.UTF-8', ...extra };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
