import assert from 'node:assert/strict';

/** A name that every object and function of the process has, and that snaps when it is read. */
export const SNARE_NAME = 'hostSnare';

// Taken before they are snared themselves.
const { apply, construct } = Reflect;

/** What was touched since the work under watch began; undefined: nothing is under watch. */
let touched: string[] | undefined;

/** What code that works on data alone never calls or reads, by the object that has it. */
const CALLED: readonly (readonly [name: string, owner: object, parts: readonly string[]])[] = [
  [
    'globalThis',
    globalThis,
    [
      ...['Function', 'eval', 'fetch', 'queueMicrotask', 'structuredClone', 'Proxy', 'WebSocket'],
      ...['setTimeout', 'setInterval', 'setImmediate'],
    ],
  ],
  [
    'process',
    process,
    [
      ...['exit', 'abort', 'kill', 'binding', 'dlopen', 'chdir', 'cwd', 'emit', 'nextTick'],
      ...['getBuiltinModule', 'getuid', 'umask', 'memoryUsage', 'reallyExit'],
    ],
  ],
  [
    'Object.prototype',
    Object.prototype,
    [
      ...['__defineGetter__', '__defineSetter__', '__lookupGetter__', '__lookupSetter__'],
      ...['hasOwnProperty', 'isPrototypeOf', 'propertyIsEnumerable', 'toLocaleString'],
      ...['toString', 'valueOf'],
    ],
  ],
  ['Function.prototype', Function.prototype, ['toString']],
  ['Reflect', Reflect, ['construct', 'setPrototypeOf', 'defineProperty']],
  ['Object', Object, ['setPrototypeOf', 'getPrototypeOf', 'getOwnPropertyNames']],
];

/** What leads from a value to the host when it is only read. */
const READ: readonly (readonly [name: string, owner: object, part: string])[] = [
  ['Function.prototype', Function.prototype, 'constructor'],
  ['Object.prototype', Object.prototype, 'constructor'],
  ['String.prototype', String.prototype, 'constructor'],
  ['Number.prototype', Number.prototype, 'constructor'],
  ['Boolean.prototype', Boolean.prototype, 'constructor'],
  ['process', process, 'env'],
  ['process', process, 'mainModule'],
  ['globalThis', globalThis, 'process'],
];

/** How many snares there are in this process, once {@link setSnares} ran. */
let set = 0;

/**
 * Puts snares on the global object, `process` and the prototypes of this process, for good: only for
 * a process of its own. All of them go on doing what they did.
 */
export function setSnares(): number {
  if (set > 0) return set;
  for (const [name, owner, parts] of CALLED) {
    for (const part of parts) snareCalls(`${name}.${part}`, owner, part);
  }
  for (const [name, owner, part] of READ) snareReads(`${name}.${part}`, owner, part);
  Object.defineProperty(Object.prototype, SNARE_NAME, {
    configurable: true,
    get() {
      touched?.push(SNARE_NAME);
      return () => touched?.push(`${SNARE_NAME}()`);
    },
    set: () => touched?.push(`${SNARE_NAME} =`),
  });
  set += 1;
  checkSnapping();
  return set;
}

/** Does the work and tells what of the host it touched, besides what it gave. */
export function touchedBy<T>(work: () => T): { readonly made: T; readonly touched: string[] } {
  const here: string[] = [];
  touched = here;
  try {
    return { made: work(), touched: here };
  } finally {
    touched = undefined;
  }
}

/** For snares that a caller lays itself, such as columns that nobody asks for. */
export function touch(name: string): void {
  touched?.push(name);
}

function snareCalls(name: string, owner: object, part: string): void {
  const found = Object.getOwnPropertyDescriptor(owner, part);
  // A function or a class of the host: it is only passed on.
  const real = found?.value as ((...given: unknown[]) => unknown) | undefined;
  if (!found || typeof real !== 'function') return;
  const value = new Proxy(real, {
    apply(target, self, given: unknown[]) {
      touched?.push(`${name}()`);
      return apply(target, self, given);
    },
    construct(target, given: unknown[], made) {
      touched?.push(`new ${name}()`);
      // An object of the host, whatever it is.
      return construct(target, given, made) as object;
    },
  });
  Object.defineProperty(owner, part, { ...found, value });
  set += 1;
}

function snareReads(name: string, owner: object, part: string): void {
  const found = Object.getOwnPropertyDescriptor(owner, part);
  if (!found?.configurable) return;
  // Whatever it is, it is only passed on.
  const read = (): unknown => found.get?.call(owner) ?? (found.value as unknown);
  Object.defineProperty(owner, part, {
    configurable: true,
    enumerable: found.enumerable ?? false,
    get() {
      touched?.push(name);
      return read();
    },
    set(value: unknown) {
      touched?.push(`${name} =`);
      Object.defineProperty(this, part, {
        value,
        configurable: true,
        enumerable: true,
        writable: true,
      });
    },
  });
  set += 1;
}

/** A snare that does not snap shows nothing: each way out that is known is tried once. */
function checkSnapping(): void {
  const ways: readonly (readonly [string, () => unknown])[] = [
    ['Function.prototype.constructor', () => (() => 1).constructor],
    ['String.prototype.constructor', () => 'x'.constructor],
    ['Object.prototype.constructor', () => ({}).constructor],
    ['globalThis.process', () => globalThis.process],
    // What an interpreter that is careless would do.
    ['new globalThis.Function()', () => construct(globalThis.Function, ['return 1'])],
    ['process.cwd()', () => process.cwd()],
    ['Object.prototype.toString()', () => JSON.stringify([{}].map(String))],
    [SNARE_NAME, () => Reflect.get({}, SNARE_NAME) as unknown],
  ];
  for (const [name, way] of ways) {
    const { touched: found } = touchedBy(way);
    assert.ok(found.includes(name), `the snare ${name} does not snap: ${found.join()}`);
  }
}
