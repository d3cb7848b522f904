/** Where the key of the tests may go. */
export const HOME = 'https://api.judge.example';

export type Outcome =
  /** The key goes there, and nobody is asked. */
  | 'given'
  /** The address is refused, before any key is looked for. */
  | 'fault'
  /** The key stays, unless a person says otherwise for this origin. */
  | { readonly asked: string };

export interface KeyThreat {
  readonly name: string;
  /** `external_base_url` of a spec that somebody else wrote. */
  readonly address: string;
  /** For a job: the service reads the address itself, maybe otherwise than we do. */
  readonly job: Outcome;
  /** For the local runner, which sends the key where it read that it goes. */
  readonly local: Outcome;
}

const asked = (origin: string) => ({ job: { asked: origin }, local: { asked: origin } });
const fault = { job: 'fault', local: 'fault' } as const;
const given = { job: 'given', local: 'given' } as const;

/** What a spec may try, to have a key that was entered for `HOME`. */
export const KEY_THREATS: readonly KeyThreat[] = [
  { name: 'its own address', address: `${HOME}/v1`, ...given },
  { name: 'upper case and the usual port', address: 'HTTPS://API.Judge.Example:443/v1', ...given },
  { name: 'another port', address: `${HOME}:8443/v1`, ...asked(`${HOME}:8443`) },
  {
    name: 'a subdomain',
    address: 'https://x.api.judge.example',
    ...asked('https://x.api.judge.example'),
  },
  { name: 'the domain above', address: 'https://judge.example', ...asked('https://judge.example') },
  {
    name: 'a name that begins like it',
    address: `${HOME}.evil.example`,
    ...asked(`${HOME}.evil.example`),
  },
  { name: 'a dot behind it', address: `${HOME}./v1`, ...asked(`${HOME}.`) },
  { name: 'no encryption', address: 'http://api.judge.example/v1', ...fault },
  {
    name: 'a program on this machine',
    address: 'http://127.0.0.1:9999/v1',
    ...asked('http://127.0.0.1:9999'),
  },
  { name: 'it as the name of a user', address: `${HOME}@evil.example/v1`, ...fault },
  { name: 'a user and a password at it', address: 'https://a:b@api.judge.example/v1', ...fault },
  {
    name: 'a backslash that other parsers read otherwise',
    address: `${HOME}\\@evil.example/v1`,
    job: 'fault',
    local: 'given',
  },
  {
    name: 'a letter of another alphabet',
    address: 'https://аpi.judge.example/v1',
    job: 'fault',
    local: { asked: 'https://xn--pi-6kc.judge.example' },
  },
  {
    name: 'the same, written as the network has it',
    address: 'https://xn--pi-6kc.judge.example/v1',
    ...asked('https://xn--pi-6kc.judge.example'),
  },
  { name: 'no address', address: 'api.judge.example', ...fault },
];
