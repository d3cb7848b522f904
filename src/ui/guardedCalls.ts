export type Call = (...all: unknown[]) => unknown;

/** By a function's name: what is called in its place, given the function. */
export type Guards = Readonly<Record<string, (real: Call) => Call>>;

/**
 * Puts guards before functions of an object. Whatever is put in a function's place later is guarded
 * too: nothing goes around a guard by coming after it. What the object has not is left out. Gives what
 * undoes it.
 */
export function guardedCalls(object: object, guards: Guards): () => void {
  const names = Object.keys(guards).filter((name) => name in object);
  const before = names.map((name) => [name, Reflect.get(object, name) as Call] as const);
  for (const [name, first] of before) {
    const guarded = new WeakSet<Call>();
    const guard = (real: Call): Call => {
      // One of ours that was taken from here is put back.
      if (guarded.has(real)) return real;
      const call = guards[name]?.(real) ?? real;
      guarded.add(call);
      return call;
    };
    let current = guard(first);
    Object.defineProperty(object, name, {
      configurable: true,
      enumerable: true,
      get: () => current,
      set: (next: Call) => (current = guard(next)),
    });
  }
  return () => {
    for (const [name, value] of before) {
      Object.defineProperty(object, name, {
        configurable: true,
        enumerable: true,
        writable: true,
        value,
      });
    }
  };
}
