import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { LONG } from './long.ts';
import { asUser } from './namespace.ts';
import { environment, type Finished, killWithTests } from './process.ts';
import { END, type WarmRequest } from './warm-request.ts';

/**
 * The built program in a process that stays: starting and loading it takes most of the CPU of a call. `npm test` asks the
 * one process, in the namespace of each call; `npm run test:long` starts the program each time, as its users do.
 */
const programs = new Map<Caller, Warm>();

type Caller = 'self' | 'nobody';

/** Undefined where each call must start the program. `nobody`: an ordinary user without capabilities. */
export function runWarm(request: WarmRequest, caller: Caller = 'self'): Promise<Finished> | undefined {
  if (LONG || !isPlain(request)) return undefined;
  if (request.place !== undefined && process.geteuid?.() !== 0) return undefined;
  const known = programs.get(caller);
  const program = known === undefined || known.isGone ? new Warm(caller) : known;
  programs.set(caller, program);
  return program.ask(request);
}

/** The next call starts another: what is told to end may still seem to be there for a moment. */
export const forgetWarm = (): void => programs.clear();

/** These enter a namespace for good, stay until a signal comes, or are answered before anything is loaded. */
const isPlain = ({ args }: WarmRequest): boolean =>
  args[0] !== 'serve' && !args.some((arg) => /^(?:--netns.*|--hold|--version|-V)$/.test(arg));

/** What an ordinary user of a test has. */
export const NO_HOME = { HOME: '/nonexistent' };

interface Waiting {
  readonly request: WarmRequest;
  readonly resolve: (finished: Finished) => void;
}

class Warm {
  readonly #child: ChildProcess;
  readonly #caller: Caller;
  readonly #queue: Waiting[] = [];
  #printed = { stdout: '', stderr: '' };
  #code: number | undefined;
  isGone = false;

  constructor(caller: Caller) {
    this.#caller = caller;
    const home = process.env.STAGED_PROGRAM ?? '';
    const bundle = join(home, 'dist', 'commands-command-line-call.js');
    const script = join(process.env.STAGED_BIN ?? '', 'bindmatrix');
    const argv = [process.execPath, process.env.STAGED_WARM ?? '', bundle, script];
    const [command = '', ...args] = caller === 'nobody' ? asUser(argv) : argv;
    this.#child = spawn(command, args, {
      env: environment(caller === 'nobody' ? NO_HOME : {}),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    killWithTests(this.#child.pid);
    for (const stream of ['stdout', 'stderr'] as const) {
      this.#child[stream]?.setEncoding('utf8').on('data', (text: string) => {
        this.#printed[stream] += text;
        this.#settle();
      });
    }
    this.#child.on('message', (message) => {
      this.#code = (message as { code: number }).code;
      this.#settle();
    });
    this.#child.on('close', (code, signal) => this.#end(code, signal));
  }

  ask(request: WarmRequest): Promise<Finished> {
    return new Promise((resolve) => {
      this.#queue.push({ request, resolve });
      if (this.#queue.length === 1) this.#child.send(request);
    });
  }

  /** Both streams have their end, and the code came: the next one may start. */
  #settle(): void {
    const { stdout, stderr } = this.#printed;
    if (this.#code === undefined || !stdout.endsWith(END) || !stderr.endsWith(END)) return;
    const code = this.#code;
    this.#printed = { stdout: '', stderr: '' };
    this.#code = undefined;
    const done = this.#queue.shift();
    const [next] = this.#queue;
    if (next !== undefined) this.#child.send(next.request);
    const cut = (text: string): string => text.slice(0, -END.length);
    done?.resolve({ code, signal: null, stdout: cut(stdout), stderr: cut(stderr), timedOut: false });
  }

  /** A program that ends by itself, as after an exception, has not answered the first; the others it has not begun. */
  #end(code: number | null, signal: NodeJS.Signals | null): void {
    this.isGone = true;
    const [first, ...others] = this.#queue.splice(0);
    first?.resolve({ code, signal, ...this.#printed, timedOut: false });
    for (const { request, resolve } of others) void runWarm(request, this.#caller)?.then(resolve);
  }
}
