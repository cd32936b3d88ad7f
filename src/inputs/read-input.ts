import { readCompose } from './compose/read.ts';
import type { InputFormat } from './detect.ts';
import { readHaproxy } from './haproxy/read.ts';
import { readNginx } from './nginx/read.ts';
import { readSshd } from './sshd/read.ts';
import type { InputReader } from './surroundings.ts';
import { readSystemd } from './systemd/read.ts';

/** The reader of each format. */
export const INPUT_READERS: Readonly<Record<InputFormat, InputReader>> = {
  nginx: readNginx,
  compose: readCompose,
  systemd: readSystemd,
  sshd: readSshd,
  haproxy: readHaproxy,
};
