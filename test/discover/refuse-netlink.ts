import { loadKoffi } from '../../src/libc/koffi.ts';
import { declare } from '../../src/libc/library.ts';
import { LINUX_ONLY } from '../../src/libc/linux-only.ts';

/** linux/prctl.h, linux/seccomp.h, linux/bpf_common.h, asm/unistd.h */
const PR_SET_NO_NEW_PRIVS = 38;
const PR_SET_SECCOMP = 22;
const SECCOMP_MODE_FILTER = 2;
const SECCOMP_RET_ALLOW = 0x7fff0000;
const SECCOMP_RET_ERRNO = 0x00050000;
const EAFNOSUPPORT = 97;
const LOAD_WORD = 0x20;
const JUMP_IF_EQUAL = 0x15;
const RETURN = 0x06;
const SYS_SOCKET = process.arch === 'arm64' ? 198 : 41;

/** struct sock_filter { u16 code; u8 jt, jf; u32 k } */
const PROGRAM: readonly (readonly [code: number, ifTrue: number, ifFalse: number, k: number])[] = [
  [LOAD_WORD, 0, 0, 0],
  [JUMP_IF_EQUAL, 0, 3, SYS_SOCKET],
  [LOAD_WORD, 0, 0, 16],
  [JUMP_IF_EQUAL, 0, 1, LINUX_ONLY.AF_NETLINK],
  [RETURN, 0, 0, SECCOMP_RET_ERRNO | EAFNOSUPPORT],
  [RETURN, 0, 0, SECCOMP_RET_ALLOW],
];

/** From now on this thread gets EAFNOSUPPORT for AF_NETLINK, as a service with RestrictAddressFamilies= does. */
export function refuseNetlink(): void {
  const filter = Buffer.alloc(PROGRAM.length * 8);
  for (const [index, [code, ifTrue, ifFalse, k]] of PROGRAM.entries()) {
    filter.writeUInt16LE(code, index * 8);
    filter.set([ifTrue, ifFalse], index * 8 + 2);
    filter.writeUInt32LE(k, index * 8 + 4);
  }
  const program = Buffer.alloc(16);
  program.writeUInt16LE(PROGRAM.length, 0);
  program.writeBigUInt64LE(loadKoffi().address(filter), 8);
  const prctl = declare<(option: number, a: number, b: Buffer | null, c: number, d: number) => number>(
    'int prctl(int option, unsigned long a, void *b, unsigned long c, unsigned long d)',
  );
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, null, 0, 0) !== 0) throw new Error('PR_SET_NO_NEW_PRIVS is refused');
  if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, program, 0, 0) !== 0) throw new Error('PR_SET_SECCOMP is refused');
}
