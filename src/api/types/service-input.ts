import type { Protocol } from './words.ts';

/** An entry of `services:`: a server that is started. */
export interface ServiceInput {
  /** Its name, one of a kind in the file. */
  readonly id: string;
  /** How it opens its sockets: a name that "bindmatrix profiles" lists, or one of profiles:. */
  readonly profile?: string | undefined;
  /**
   * Where it listens, one line or a list: 80 (the server is told no address), 0.0.0.0:80, [::]:80, localhost:80,
   * each-ipv4 80, 8000-8002. Default: that of the profile.
   */
  readonly listen?:
    | string
    | number
    | {
        /** 80 (the server is told no address), 0.0.0.0:80, [::]:80, localhost:80, each-ipv4 80, 8000-8002. */
        readonly endpoint: string | number;
        /** Default: those of the profile. */
        readonly protocol?: Protocol | undefined;
        /** The server's own words, true to switch one on. */
        readonly options?: Readonly<Record<string, string | number | boolean>> | undefined;
      }
    | readonly (
        | string
        | number
        | {
            /** 80 (the server is told no address), 0.0.0.0:80, [::]:80, localhost:80, each-ipv4 80, 8000-8002. */
            readonly endpoint: string | number;
            /** Default: those of the profile. */
            readonly protocol?: Protocol | undefined;
            /** The server's own words, true to switch one on. */
            readonly options?: Readonly<Record<string, string | number | boolean>> | undefined;
          }
      )[]
    | undefined;
  /** The server's own words, for every line. */
  readonly options?: Readonly<Record<string, string | number | boolean>> | undefined;
  /** The user who opens the sockets. Default: root. */
  readonly uid?: number | undefined;
  /** A verdict (up, degraded, shares, exits), an errno of a call, or a list. Default: up. */
  readonly expect?: string | readonly string[] | undefined;
  /** It ran before the others and is gone; its connections are left in this state. */
  readonly ended?:
    | {
        /** The state of its connections. */
        readonly leaves: 'nothing' | 'TIME_WAIT' | 'ESTABLISHED' | 'FIN_WAIT2';
      }
    | undefined;
  /** The same process takes new lines; nothing is closed before. */
  readonly reload?:
    | {
        /** The lines of its next configuration. */
        readonly listen:
          | string
          | number
          | {
              /** 80 (the server is told no address), 0.0.0.0:80, [::]:80, localhost:80, each-ipv4 80, 8000-8002. */
              readonly endpoint: string | number;
              /** Default: those of the profile. */
              readonly protocol?: Protocol | undefined;
              /** The server's own words, true to switch one on. */
              readonly options?: Readonly<Record<string, string | number | boolean>> | undefined;
            }
          | readonly (
              | string
              | number
              | {
                  /** 80 (the server is told no address), 0.0.0.0:80, [::]:80, localhost:80, each-ipv4 80, 8000-8002. */
                  readonly endpoint: string | number;
                  /** Default: those of the profile. */
                  readonly protocol?: Protocol | undefined;
                  /** The server's own words, true to switch one on. */
                  readonly options?: Readonly<Record<string, string | number | boolean>> | undefined;
                }
            )[];
      }
    | undefined;
  /** The server's own file, which has the lines: nginx.conf, compose.yaml, a .socket unit, sshd -T, haproxy.cfg. */
  readonly from?:
    | string
    | {
        /** A file of this server. */
        readonly nginx?: string | undefined;
        /** A file of this server. */
        readonly haproxy?: string | undefined;
        /** A file of this server. */
        readonly compose?: string | undefined;
        /** A file of this server. */
        readonly systemd?: string | undefined;
        /** A file of this server. */
        readonly sshd?: string | undefined;
      }
    | undefined;
  /** The systemd unit whose sockets are those of this service. */
  readonly unit?: string | undefined;
  /** The hosts that this is for; on others it is left out. Default: all. */
  readonly when?:
    | {
        /** A glob of names of hosts, such as "web-*", or a list of them. */
        readonly host: string | readonly string[];
      }
    | undefined;
}

/** An entry of `serves:`: who should answer where once all services have started. */
export interface ServesInput {
  /** 80 (the server is told no address), 0.0.0.0:80, [::]:80, localhost:80, each-ipv4 80, 8000-8002. */
  readonly endpoint: string | number;
  /** Default: tcp. */
  readonly protocol?: Protocol | undefined;
  /** The id of a service. Default: any. */
  readonly by?: string | undefined;
  /** Nobody should answer. */
  readonly nobody?: true | undefined;
  /** The hosts that this is for; on others it is left out. Default: all. */
  readonly when?:
    | {
        /** A glob of names of hosts, such as "web-*", or a list of them. */
        readonly host: string | readonly string[];
      }
    | undefined;
}
