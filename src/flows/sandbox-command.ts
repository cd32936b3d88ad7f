import { loadExperiment } from '../config/load.ts';
import { discoverHost } from '../discover/host.ts';
import { nativePart } from '../libc/library.ts';
import { type Address, formatAddress } from '../model/address.ts';
import { cannot, type FlowProblem, wrongInput } from '../model/flow-problem.ts';
import { ok, type Result } from '../model/result.ts';
import type { SandboxLayout } from '../model/sandbox.ts';
import { sandboxLayout } from '../plan/sandbox-layout.ts';
import { joinSandbox, type SandboxCommand, startInSandbox } from '../sandbox/command.ts';
import { isSandboxName } from '../sandbox/init.ts';
import { type RunningSandbox, runningSandboxes } from '../sandbox/running.ts';

/** A sandbox as it is asked for: `address` as --address of `run` is written, `argv` what runs in it. */
export interface AskedSandbox {
  readonly address?: string | readonly string[] | undefined;
  readonly name?: string | undefined;
  readonly argv: readonly string[];
}

type Started = Promise<Result<SandboxCommand, FlowProblem>>;

/** Starts a command in a sandbox of its own; `onStart` is told its name and addresses just before the command begins. */
export async function openSandbox(
  asked: AskedSandbox,
  onStart: (name: string, addresses: readonly string[]) => void,
): Started {
  const running = runningSandboxes();
  const name = asked.name ?? freeName(running);
  if (!isSandboxName(name)) return wrongName('is no name for a sandbox', NAME_HINT);
  if (running.some((one) => one.name === name))
    return wrongName(`a sandbox is called ${name} already`, `choose another name, or $0 sandbox --join --name ${name}`);
  const layout = await layoutOf(asked.address);
  if (!layout.ok) return layout;
  const request = { kind: 'command', name, layout: layout.value, argv: asked.argv } as const;
  return ok(startInSandbox(request, () => onStart(name, addressesOf(layout.value))));
}

const NAME_HINT = 'write letters, digits, . _ and -, at most 32, and not a number alone';

const wrongName = (message: string, hint: string): ReturnType<typeof wrongInput> =>
  wrongInput([{ message, hint, source: { flag: '--name' } }]);

/** `sandbox`, or `sandbox-2` where that is taken. */
function freeName(running: readonly RunningSandbox[]): string {
  const taken = new Set(running.map(({ name }) => name));
  for (let number = 1; ; number++) {
    const name = number === 1 ? 'sandbox' : `sandbox-${number}`;
    if (!taken.has(name)) return name;
  }
}

async function layoutOf(address: AskedSandbox['address']): Promise<Result<SandboxLayout, FlowProblem>> {
  const native = nativePart();
  if (!native.ok) return cannot(native.error);
  const loaded = await loadExperiment(undefined, { in: 'sandbox', address });
  if (!loaded.ok) {
    const source = { flag: '--address' };
    return wrongInput(loaded.error.map(({ message, hint }) => ({ ...bare(message), ...optional(hint), source })));
  }
  const host = discoverHost();
  return host.ok ? ok(sandboxLayout(loaded.value.experiment, host.value)) : cannot(host.error);
}

/** The flag stands before the message already. */
const bare = (message: string): { message: string } => ({ message: message.replace(/^--address: /, '') });

const optional = (hint: string | undefined): { hint?: string } => (hint === undefined ? {} : { hint });

const addressesOf = ({ loopback, devices }: SandboxLayout): string[] =>
  [...devices.flatMap(({ addresses }) => addresses), ...loopback].map((a: Address) => formatAddress(a));

/** Starts a command in the sandbox that is named, by name or pid, or in the only one that runs. */
export function enterSandbox(
  name: string | undefined,
  argv: readonly string[],
  folder: string,
): Result<SandboxCommand, FlowProblem> {
  const running = runningSandboxes();
  const fitting = running.filter((one) => name === undefined || one.name === name || String(one.pid) === name);
  const [only] = fitting;
  if (only === undefined)
    return cannot({
      message: name === undefined ? 'no sandbox of yours is running' : `no sandbox of yours is called "${name}"`,
      hint: running.length === 0 ? '$0 sandbox starts one' : `there are: ${listed(running)}`,
    });
  if (fitting.length > 1)
    return wrongInput([
      {
        message: `${fitting.length} sandboxes are running`,
        hint: `add --name, with a name or a pid: ${listed(fitting)}`,
        source: { flag: '--join' },
      },
    ]);
  return ok(joinSandbox(only, argv, folder));
}

const listed = (sandboxes: readonly RunningSandbox[]): string =>
  sandboxes.map(({ name, pid, argv }) => `${name} (pid ${pid}, ${argv.join(' ')})`).join('; ');
