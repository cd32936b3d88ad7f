import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { LONG } from './long.ts';
import { environment, type Finished, killWithTests } from './process.ts';
import { END, type WarmRequest } from './warm-request.ts';

/**
 * The built program in a process that stays: starting and loading it takes most of the CPU of a call. `npm test` asks the
 * one process, in the namespace of each call; `npm run test:long` starts the program each time, as its users do.
 */
let program: Warm | undefined;

/** Undefined where each call must start the program. */
export function runWarm(request: WarmRequest): Promise<Finished> | undefined {
  if (LONG || !isPlain(request)) return undefined;
  if (request.place !== undefined && process.geteuid?.() !== 0) return undefined;
  if (program === undefined || program.isGone) program = new Warm();
  return program.ask(request);
}

/** These enter namespaces for good, read standard input, or stay until a signal comes. */
const isPlain = ({ args }: WarmRequest): boolean =>
  args[0] !== 'serve' && !args.some((arg) => /^(?:-|--netns.*|--hold|--version|-V)$/.test(arg));

interface Waiting {
  readonly request: WarmRequest;
  readonly resolve: (finished: Finished) => void;
}

class Warm {
  readonly #child: ChildProcess;
  readonly #queue: Waiting[] = [];
  #printed = { stdout: '', stderr: '' };
  #code: number | undefined;
  isGone = false;

  constructor() {
    const home = process.env.STAGED_PROGRAM ?? '';
    const parser = join(home, 'dist', 'commands-command-line-parse.js');
    const script = join(process.env.STAGED_BIN ?? '', 'bindmatrix');
    this.#child = spawn(process.execPath, [process.env.STAGED_WARM ?? '', parser, script], {
      env: environment(),
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
    for (const { request, resolve } of others) void runWarm(request)?.then(resolve);
  }
}
