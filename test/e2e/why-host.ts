import type { Probe } from '../discover/build-probe.ts';
import { asUser, type NamespaceOptions, startInNamespace } from '../setup/namespace.ts';
import { type Finished, type Running, run } from '../setup/process.ts';
import { PROGRAM, runProgramBeside } from '../setup/program.ts';

/** The built program, where an ordinary user can read it too. */
export const CLI = PROGRAM;

/** A network namespace in which some ports are held. */
export class HeldHost {
  readonly #holder: Running;

  private constructor(holder: Running) {
    this.#holder = holder;
  }

  static async start(probe: Probe, held: readonly string[], options: NamespaceOptions = {}): Promise<HeldHost> {
    const holder = startInNamespace(probe.command(...held), { as: 'root', ...options });
    await holder.waitFor(/ready/);
    return new HeldHost(holder);
  }

  /** The process that holds them. */
  get pid(): number {
    return this.#holder.pid;
  }

  /** Runs a command in the namespace. */
  run(argv: readonly string[]): Promise<Finished> {
    return run(this.inside(argv));
  }

  inside(argv: readonly string[]): string[] {
    return ['nsenter', '--target', String(this.pid), '--net', ...argv];
  }

  /** `bindmatrix why` in it; for a terminal of 80 columns. */
  why(...args: string[]): Promise<Finished> {
    return runProgramBeside(this.pid, ['why', ...args]);
  }

  whyAsUser(...args: string[]): Promise<Finished> {
    return this.run(asUser([...CLI, 'why', ...args]));
  }

  /** What the holder says at its end. */
  async finish(): Promise<string> {
    this.#holder.kill('SIGTERM');
    return (await this.#holder.finished).stdout;
  }

  stop(): void {
    this.#holder.kill('SIGKILL');
  }
}
