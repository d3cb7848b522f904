const WATCHED = {
  Object: Object.prototype,
  Array: Array.prototype,
  Function: Function.prototype,
  String: String.prototype,
  Number: Number.prototype,
  Boolean: Boolean.prototype,
  BigInt: BigInt.prototype,
  Map: Map.prototype,
  Set: Set.prototype,
  RegExp: RegExp.prototype,
  Error: Error.prototype,
  Promise: Promise.prototype,
};

/** Every property of the prototypes and of the global object: equal before and after, or changed. */
export function hostState(): Record<string, readonly unknown[]> {
  const watched: Record<string, object> = { ...WATCHED, globalThis };
  return Object.fromEntries(
    Object.entries(watched).map(([name, object]) => [
      name,
      Reflect.ownKeys(object).map((key) => {
        const found = Object.getOwnPropertyDescriptor(object, key);
        // Whatever it is, it is only compared.
        const value = found?.value as unknown;
        return [key, name === 'globalThis' ? typeof value : value, found?.get, found?.set];
      }),
    ]),
  );
}
