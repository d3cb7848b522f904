import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { createOutlets } from '../../../../src/cli/terminal/outlets.js';
import { printable } from '../../../../src/cli/terminal/printable.js';
import { createTerminal } from '../../../../src/cli/terminal/terminal.js';
import { knownKeys } from '../../../../src/core/redaction/knownKeys.js';
import { proven } from '../../../security/proofs.js';

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

  it('regression: no way to a terminal lets a control character through', async () => {
    const controls = Array.from({ length: 0x2070 }, (_, code) => String.fromCharCode(code)).filter(
      (character) => /\p{Cc}|\p{Bidi_Control}/u.test(character) && !'\t\n'.includes(character),
    );
    const driving = controls.filter((character) => !/[\u061c\u200e\u200f]/.test(character));
    const text = `${driving.join('a')}\u001b]0;title\u0007\u009b2J`;
    const ways: readonly ((terminal: ReturnType<typeof createTerminal>) => unknown)[] = [
      (terminal) => terminal.write(text),
      (terminal) => terminal.result({ [text]: text }, text),
      (terminal) => terminal.say(text),
      (terminal) => terminal.fail(text),
    ];
    let tried = 0;
    for (const json of [true, false]) {
      for (const way of ways) {
        const stdout = Object.assign(new PassThrough(), { isTTY: true });
        const stderr = new PassThrough();
        const outlets = createOutlets(stdout, stderr);
        await way(createTerminal(outlets, {}, json));
        outlets.end();
        const said = String(stdout.read() ?? '') + String(stderr.read() ?? '');
        for (const character of driving) assert.ok(!said.includes(character), printable(character));
        if (json && said.startsWith('{')) assert.deepEqual(JSON.parse(said), { [text]: text });
        tried += 1;
      }
    }
    proven({
      area: 'Interface',
      claim: 'No text of a row, a name or a reply drives the terminal that it is printed on',
      test: 'test/unit/cli/terminal/terminal.test.ts',
      figure: `${driving.length} control characters in ${tried} ways to a terminal`,
    });
  });

  it('with --json prints one document on standard output and says nothing else', () => {
    const stdout = new PassThrough();
    const stderr = new PassThrough();
    const terminal = createTerminal(createOutlets(stdout, stderr), {}, true);
    terminal.say('note');
    terminal.result({ a: 1 }, 'text');
    assert.deepEqual(JSON.parse(String(stdout.read())), { a: 1 });
    assert.equal(stderr.read(), null);
    assert.equal(terminal.interactive, false);
  });

  it('regression: a terminal that says no width has the usual one', () => {
    const stderr = Object.assign(new PassThrough(), { isTTY: true, columns: 0 });
    const { columns, interactive } = createTerminal(
      createOutlets(new PassThrough(), stderr),
      stderr,
      false,
    );
    assert.deepEqual({ columns, interactive }, { columns: 80, interactive: true });
  });

  it('without --json prints the text on standard output and notes on standard error', () => {
    const stdout = new PassThrough();
    const stderr = new PassThrough();
    const terminal = createTerminal(createOutlets(stdout, stderr), {}, false);
    terminal.say('note');
    terminal.result({ a: 1 }, 'text');
    assert.equal(String(stdout.read()), 'text\n');
    assert.equal(String(stderr.read()), 'note\n');
  });

  it('prints no key that was learned, however the text is cut, and all else as it is', async () => {
    const key = 'terminal-5b1f9a-canary';
    knownKeys.learn(key, 'KEY');
    const text = `{"said":"${key}"} terminal-5b {"again":"${Buffer.from(key).toString('base64')}"}\n`;
    let cuts = 0;
    for (let at = 0; at <= text.length; at += 1) {
      const stdout = new PassThrough();
      const outlets = createOutlets(stdout, new PassThrough());
      const terminal = createTerminal(outlets, {}, false);
      await terminal.write(text.slice(0, at));
      await terminal.write(text.slice(at));
      outlets.end();
      const said = String(stdout.read());
      assert.match(said, /^\{"said":"\[key\]"\} terminal-5b \{"again":"\[key\]\S{0,3}"\}\n$/);
      cuts += 1;
    }
    proven({
      area: 'Keys',
      claim: 'A key whose text is cut between two writes is printed no more than a whole one',
      test: 'test/unit/cli/terminal/terminal.test.ts',
      figure: `${cuts} cuts of a text`,
    });
  });

  it('regression: prints no end of a key that another key begins with', async () => {
    knownKeys.learn('5c2d-ends-like-canary', 'ONE');
    knownKeys.learn('canary-that-begins-so-5c2d', 'OTHER');
    const stdout = new PassThrough();
    const outlets = createOutlets(stdout, new PassThrough());
    const terminal = createTerminal(outlets, {}, false);
    for (const piece of ['a 5c2d-ends-like-canary', ' b 5c2d-ends-', 'like-canary']) {
      await terminal.write(piece);
    }
    outlets.end();
    assert.equal(String(stdout.read()), 'a [key] b [key]');
  });

  it('prints nothing that looks like a key among its messages, known or not', () => {
    const stderr = new PassThrough();
    const outlets = createOutlets(new PassThrough(), stderr);
    createTerminal(outlets, {}, false).fail(
      'refused: Bearer unknown-0123456789, sk-unknown0123456789',
    );
    assert.equal(String(stderr.read()), 'refused: Bearer [key], [key]\n');
  });
});
