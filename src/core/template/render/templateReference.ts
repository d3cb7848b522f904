import { Callable, TemplateObject } from '../values/pythonValue.js';
import type { Value } from '../values/pythonValue.js';
import { captured } from './capture.js';
import { runBlock } from './compileBlock.js';
import type { Frame } from './frame.js';
import type { BlockCode, Compilation } from './scope.js';
import { fail } from './templateFailure.js';

/** `self`: the blocks of the template by name, to be rendered again. */
export class TemplateReference extends TemplateObject {
  readonly typeName = 'TemplateReference';

  constructor(
    private readonly frame: Frame,
    private readonly blocks: Compilation['blocks'],
  ) {
    super();
  }

  override attribute(name: string): Value {
    const block = this.blocks.get(name);
    return block && blockReference(block, this.frame);
  }

  /** Python takes it for a sequence and finds no item 0. */
  override readonly iterate = (): Iterator<Value> => ({
    next: () => fail('"self" has blocks by name and no items'),
  });

  override item(key: Value): Value {
    return typeof key === 'string' ? this.attribute(key) : undefined;
  }

  text(): string {
    return '<TemplateReference None>';
  }
}

function blockReference(block: BlockCode, frame: Frame): Value {
  const { rendering } = frame;
  return new Callable(
    block.node.name.name,
    ({ args, named }) => {
      if (args.length > 0 || named.size > 0) return fail('A block takes no arguments');
      const { line } = rendering;
      const text = captured(frame, () => runBlock(block, frame, frame.exported), line);
      rendering.line = line;
      return rendering.safeText(text);
    },
    'BlockReference',
  );
}
