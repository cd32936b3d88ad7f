import type { Protocol, Reuse, V6only } from './words.ts';

/** A listener that {@link why} is asked about; `asked` of an answer and `bind` of its alternatives are such objects. */
export interface BindInput {
  /** `0.0.0.0`, `::`, `fe80::1%eth0` */
  readonly address: string;
  /** 1 to 65535. */
  readonly port: number;
  /** Default: tcp. */
  readonly protocol?: Protocol | undefined;
  /** Default: `addr` for TCP, `none` for UDP. */
  readonly reuse?: Exclude<Reuse, 'exclusive'> | undefined;
  /** IPV6_V6ONLY, of IPv6 sockets. Default: system. */
  readonly v6only?: V6only | undefined;
  /** SO_BINDTODEVICE: the name of an interface. Default: none. */
  readonly device?: string | undefined;
  /** IP_FREEBIND. Default: false. */
  readonly freebind?: boolean | undefined;
}
