// The first process of a kernel that was booted for tests: mounts what programs need, loads modules, sets `lo` up, runs one
// command, leaves its output and exit code, and turns the machine off. There is no shell and no service manager.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errnoName } from '../../../src/libc/errno.ts';
import { declareLazily, errno } from '../../../src/libc/library.ts';
import { configureNamespace } from '../../../src/netns/configure.ts';
import { ANSWER, type Answer, type AnswerPath, END, type Order } from './order.ts';

type Mount = [source: string, target: string, type: string, flags: number, data: string | null];
const mount = declareLazily<Mount, number>(
  'int mount(const char *source, const char *target, const char *type, unsigned long flags, const char *data)',
);
/** init_module(2): the image of a module. */
const initModule = declareLazily<[image: Buffer, length: number, parameters: string], number>(
  'int init_module(void *image, unsigned long length, const char *parameters)',
);
const reboot = declareLazily<[how: number], number>('int reboot(int how)');

/** linux/reboot.h */
const POWER_OFF = 0x4321fedc;

/** More than any command here prints, in bytes. */
const MOST_OUTPUT = 256e6;

const SYSTEMS = [
  ['proc', '/proc', 'proc'],
  ['sysfs', '/sys', 'sysfs'],
  ['devtmpfs', '/dev', 'devtmpfs'],
  ['tmpfs', '/tmp', 'tmpfs'],
  ['tmpfs', '/run', 'tmpfs'],
] as const;

function main(order: Order): void {
  for (const [source, target, type] of SYSTEMS) mount(source, target, type, 0, null);
  const complaints = order.modules.flatMap(load);
  const configured = configureNamespace({ devices: [], loopback: [], sysctls: {} });
  if (!configured.ok) complaints.push(configured.error.message);
  give(order.answer, { ...run(order), complaints });
}

function load(file: string): readonly string[] {
  const image = readFileSync(file);
  if (initModule(image, image.length, '') === 0) return [];
  const name = errnoName(errno());
  return name === 'EEXIST' ? [] : [`${file}: ${name}`];
}

function run({ argv, cwd }: Order): Omit<Answer, 'complaints'> {
  const [command = '', ...args] = argv;
  const env = { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', HOME: '/tmp', LANG: 'C.UTF-8', NO_COLOR: '1' };
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: MOST_OUTPUT,
  });
  // All are null where it could not be started.
  return {
    code: status,
    stdout: stdout ?? '',
    stderr: error === undefined ? stderr : `${stderr ?? ''}${error.message}`,
  };
}

function give(to: AnswerPath, answer: Answer): void {
  const text = JSON.stringify(answer);
  if ('device' in to) {
    writeFileSync(to.device, text + END);
    return;
  }
  // A file system of user-mode Linux: a folder of its host.
  const target = '/run/host';
  mkdirSync(target);
  mount('none', target, 'hostfs', 0, to.folder);
  writeFileSync(join(target, ANSWER), text);
}

try {
  main(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Order);
} catch (error) {
  // The console is all that there is to complain to.
  console.error(error);
} finally {
  reboot(POWER_OFF);
}
