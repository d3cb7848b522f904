import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { createTerminal, printable } from '../../../src/cli/terminal.js';

describe('terminal', () => {
  const cases: readonly { name: string; text: string; shown: string }[] = [
    { name: 'keeps letters, tabs and newlines', text: 'é\t✓\n', shown: 'é\t✓\n' },
    {
      name: 'shows an escape sequence instead of obeying it',
      text: '\u001b[2J',
      shown: '\\u001b[2J',
    },
    { name: 'shows a carriage return', text: 'ok\rno', shown: 'ok\\u000dno' },
    { name: 'shows text that would run backwards', text: '\u202eevil', shown: '\\u202eevil' },
  ];
  for (const { name, text, shown } of cases) {
    it(name, () => assert.equal(printable(text), shown));
  }

  it('with --json prints one document on standard output and says nothing else', () => {
    const stdout = new PassThrough();
    const stderr = new PassThrough();
    const terminal = createTerminal(stdout, stderr, true);
    terminal.say('note');
    terminal.result({ a: 1 }, 'text');
    assert.deepEqual(JSON.parse(String(stdout.read())), { a: 1 });
    assert.equal(stderr.read(), null);
    assert.equal(terminal.interactive, false);
  });

  it('regression: a terminal that says no width has the usual one', () => {
    const stderr = Object.assign(new PassThrough(), { isTTY: true, columns: 0 });
    const { columns, interactive } = createTerminal(new PassThrough(), stderr, false);
    assert.deepEqual({ columns, interactive }, { columns: 80, interactive: true });
  });

  it('without --json prints the text on standard output and notes on standard error', () => {
    const stdout = new PassThrough();
    const stderr = new PassThrough();
    const terminal = createTerminal(stdout, stderr, false);
    terminal.say('note');
    terminal.result({ a: 1 }, 'text');
    assert.equal(String(stdout.read()), 'text\n');
    assert.equal(String(stderr.read()), 'note\n');
  });
});
