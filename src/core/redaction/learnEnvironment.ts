import { knownKeys } from './knownKeys.js';

/** Names of variables that hold keys. */
const SECRET = /(^|_)(API_?KEY|ACCESS_KEY|SECRET|SECRET_KEY|TOKEN|PASSWORD)$|^GAVEL_SECRET_/i;
const ADDRESS = /_(PROXY|URL)$/i;

/** Learns the keys of an environment by the names of its variables, and the passwords of addresses. */
export function learnEnvironment(env: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(env)) {
    if (SECRET.test(name)) knownKeys.learn(value, name);
    if (ADDRESS.test(name)) learnAddress(value, name);
  }
}

/** Learns the password of an address such as `http://user:password@proxy:3128`, where it has one. */
export function learnAddress(address: string | undefined, name: string): void {
  if (address === undefined || !URL.canParse(address)) return;
  const { username, password } = new URL(address);
  for (const text of [password, password === '' ? username : '', `${username}:${password}`]) {
    knownKeys.learn(text, name);
    knownKeys.learn(decoded(text), name);
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
