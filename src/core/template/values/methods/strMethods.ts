import { listOf } from '../iterate.js';
import type { Value } from '../pythonValue.js';
import { method, textArgument } from './method.js';
import type { Method, Methods } from './method.js';

export const STR_METHODS: Methods<string> = new Map<string, Method<string>>([
  ['upper', method('', (text) => text.toUpperCase())],
  ['lower', method('', (text) => text.toLowerCase())],
  [
    'join',
    method('iterable, /', (text, [items]) =>
      listOf(items)
        .map((item: Value) => textArgument(item, 'join()'))
        .join(text),
    ),
  ],
]);
