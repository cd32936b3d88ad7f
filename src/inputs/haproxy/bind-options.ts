import type { ServerOption } from '../../model/service.ts';
import type { Word } from './words.ts';

/** Words of `bind` that are followed by a value (configuration manual, 5.1). */
const WITH_VALUE = new Set(
  `accept-netscaler-cip alpn backlog ca-file ca-ignore-err ca-sign-file ca-sign-pass ca-verify-file cc ciphers
  ciphersuites client-sigalgs crl-file crt crt-ignore-err crt-list curves default-crt ecdhe ech expose-fd gid group guid-prefix id
  idle-ping interface ktls label level maxconn mode mss name namespace nbconn nice npn ocsp-update proc process proto quic-cc-algo
  quic-socket severity-output shards sigalgs ssl-max-ver ssl-min-ver tcp-md5sig tcp-ss tcp-ut thread tls-ticket-keys uid user
  verify`.split(/\s+/),
);

/** Words of `bind` that stand alone. */
const ALONE = new Set(
  `accept-proxy allow-0rtt defer-accept expose-experimental force-sslv3 force-tlsv10 force-tlsv11 force-tlsv12 force-tlsv13
  generate-certificates no-alpn no-ca-names no-sslv3 no-strict-sni no-tls-tickets no-tlsv10 no-tlsv11 no-tlsv12 no-tlsv13
  prefer-client-ciphers quic-force-retry ssl strict-sni tfo tls-tickets transparent v4v6 v6only`.split(/\s+/),
);

/** Words that change the socket. */
const FLAGS = ['v4v6', 'v6only', 'transparent'];

/** The names of all words, for a hint. */
export const BIND_WORDS: readonly string[] = [...WITH_VALUE, ...ALONE];

export interface BindOptions {
  /** In the words of the profile: `interface: NAME`, `v4v6`, `v6only`, `transparent`. */
  readonly options: Readonly<Record<string, ServerOption>>;
  /** The network namespace of the socket, if it is another. */
  readonly namespace?: string;
  /** A word that no release of HAProxy has. */
  readonly unknown?: Word;
  /** A word whose value is missing. */
  readonly unfinished?: Word;
}

/** Reads what follows the addresses of a `bind` line. */
export function bindOptions(words: readonly Word[]): BindOptions {
  const options: Record<string, ServerOption> = {};
  let found: Omit<BindOptions, 'options'> = {};
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as Word;
    if (WITH_VALUE.has(word.text)) found = { ...found, ...valued(word, words[++i], options) };
    else if (FLAGS.includes(word.text)) options[word.text] = true;
    else if (!ALONE.has(word.text)) found = { unknown: word, ...found };
  }
  return { options, ...found };
}

/** What a word with a value says; an interface goes to the options. */
function valued(
  word: Word,
  value: Word | undefined,
  options: Record<string, ServerOption>,
): Omit<BindOptions, 'options'> {
  if (value === undefined) return { unfinished: word };
  if (word.text === 'interface') options.interface = value.text;
  return word.text === 'namespace' ? { namespace: value.text } : {};
}
