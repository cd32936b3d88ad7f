import { CALLS } from '../../libc/calls.ts';
import { LINUX } from '../../libc/linux.ts';
import { ioctl } from '../../libc/linux-calls.ts';
import { LINUX_ONLY } from '../../libc/linux-only.ts';

/** struct ifreq: the name, then a union; sizeof is 40 on 64-bit systems. netdevice(7) */
const IFREQ = { name: 0, value: 16, size: 40 } as const;

/**
 * The MTU of each interface, in bytes, by SIOCGIFMTU. Not from /sys/class/net, which shows
 * the namespace that sysfs was mounted in. An interface that no longer exists is left out.
 */
export function readMtus(names: readonly string[]): ReadonlyMap<string, number> {
  const mtus = new Map<string, number>();
  const fd = CALLS.socket(LINUX.AF_INET, LINUX.SOCK_DGRAM | LINUX.SOCK_CLOEXEC, 0);
  if (fd < 0) return mtus;
  for (const name of names) {
    const ifreq = Buffer.alloc(IFREQ.size);
    ifreq.write(name, IFREQ.name);
    if (ioctl(fd, LINUX_ONLY.SIOCGIFMTU, 'void *', ifreq) === 0) mtus.set(name, ifreq.readInt32LE(IFREQ.value));
  }
  CALLS.close(fd);
  return mtus;
}
