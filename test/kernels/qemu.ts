import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ok, problem, type Result } from '../../src/model/result.ts';
import { type Boot, runMachine, type Task } from './booted.ts';
import { type Answer, END, type Order } from './guest/order.ts';
import { Initramfs } from './initramfs.ts';
import { modulesIn } from './modules.ts';
import type { Obtained } from './obtained.ts';

const QEMU = 'qemu-system-x86_64';

/** unshare(1) makes the namespaces of the sandbox, and cat(1) holds what a trial's fork has. */
const PROGRAMS = [process.execPath, '/usr/bin/unshare', '/usr/bin/cat'] as const;

/** A whole machine, emulated instruction by instruction, for kernels that come in no other form. */
export const bootQemu =
  ({ image, modules }: Obtained): Boot =>
  async (task) => {
    if (spawnSync(QEMU, ['--version']).status !== 0) return problem(`there is no ${QEMU}`, 'install qemu-system-x86');
    const initrd = join(task.folder, 'initrd');
    pack(initrd, task, modules);
    try {
      const failed = await runMachine(machine(image, initrd, task), join(task.folder, 'qemu'), process.env);
      return failed === undefined ? answerIn(task) : problem(failed);
    } finally {
      rmSync(initrd, { force: true });
    }
  };

const orderIn = ({ folder }: Task): string => join(folder, 'order.json');

/** All that is needed there: Node, the guest's folder, and what is built as a module. */
function pack(file: string, task: Task, modules: string): void {
  const { argv, cwd, init, files } = task;
  const root = new Initramfs(file);
  for (const program of PROGRAMS) root.addProgram(program);
  for (const path of [init, ...files].filter((one) => existsSync(one))) root.add(path);
  const images = modulesIn(modules).map(({ name, image }) => ({ path: `/modules/${name}.ko`, image }));
  for (const { path, image } of images) root.put(path, image);
  const order: Order = { argv, cwd, modules: images.map(({ path }) => path), answer: { device: '/dev/ttyS1' } };
  root.put(orderIn(task), Buffer.from(JSON.stringify(order)));
  root.end();
}

/** Two serial lines: what the kernel says, and the answer. */
const machine = (image: string, initrd: string, task: Task): readonly string[] => [
  QEMU,
  ...['-machine', 'q35', '-accel', 'tcg', '-cpu', 'max', '-m', '1536', '-smp', '1'],
  ...['-display', 'none', '-monitor', 'none', '-nic', 'none', '-no-reboot'],
  ...['-serial', `file:${join(task.folder, 'console')}`, '-serial', `file:${join(task.folder, 'answer')}`],
  ...['-kernel', image, '-initrd', initrd],
  // The machine is lost where its first process is: it restarts at once, which -no-reboot makes an end.
  ...['-append', `console=ttyS0 panic=-1 mitigations=off rdinit=${process.execPath} -- ${task.init} ${orderIn(task)}`],
];

function answerIn({ folder }: Task): Result<Answer> {
  const file = join(folder, 'answer');
  // A serial line adds a carriage return to each end of a line.
  const text = existsSync(file) ? readFileSync(file, 'utf8').replaceAll('\r', '') : '';
  if (text.endsWith(END)) return ok(JSON.parse(text.slice(0, -END.length)) as Answer);
  const said = readFileSync(join(folder, 'console'), 'utf8').trim().split('\n').slice(-20).join('\n');
  return problem(`it ended without an answer; the last that it said:\n${said}`);
}
