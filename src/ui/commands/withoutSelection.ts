/**
 * The arguments of a command as it takes them. A tree in which several lines can be selected gives all
 * of them as the second argument, where our commands take their options.
 */
export function withoutSelection([argument, options, ...others]: readonly unknown[]): unknown[] {
  return [argument, Array.isArray(options) ? undefined : options, ...others];
}
