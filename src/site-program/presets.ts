import { FIRST_QUESTION, type Question } from './question.ts';

/** A question to begin with. */
export interface Preset {
  readonly title: string;
  readonly question: Question;
}

const preset = (title: string, asked: Partial<Question>): Preset => ({
  title,
  question: { ...FIRST_QUESTION, ...asked },
});

export const PRESETS: readonly Preset[] = [
  preset('The tutorial’s three servers', {}),
  preset('The same on FreeBSD', { predict: 'freebsd' }),
  preset('The same with SO_REUSEPORT', { reuse: 'port' }),
  preset('… of two users', { reuse: 'port', uid: '1000/1001' }),
  preset('… where all bind before any listens', { sequence: 'bind-all-first' }),
  preset('IPv4 beside a dual-stack ::', { address: '::,192.168.1.101,fd00:1::101', reuse: 'none' }),
  preset('… with IPV6_V6ONLY', { address: '::,192.168.1.101,fd00:1::101', reuse: 'none', v6only: 'on' }),
  preset('Windows, SO_EXCLUSIVEADDRUSE first', { predict: 'windows', reuse: 'exclusive/addr' }),
  preset('UDP', { protocol: 'udp', port: '5353' }),
];
