import assert from 'node:assert/strict';
import path from 'node:path';
import { createPathGate } from '../../../../src/files/paths/pathGate.js';
import { realPlace, type LinkDisk } from '../../../../src/files/paths/realPlace.js';
import { proven } from '../../../security/proofs.js';

const { win32 } = path;

/** A disk of Windows: links by their place; whatever else is a plain file. Keeps what was asked. */
function windowsDisk(links: Readonly<Record<string, string>>) {
  const touched: string[] = [];
  const known = new Map(Object.entries(links));
  const linkAt = (place: string): string | undefined => {
    touched.push(place);
    return known.get(place);
  };
  const disk: LinkDisk = {
    lstat: (place) => {
      const isLink = linkAt(place) !== undefined;
      return Promise.resolve({ isSymbolicLink: () => isLink });
    },
    readlink: (place) => Promise.resolve(linkAt(place) ?? ''),
    realpath: (place) => {
      touched.push(place);
      let left = place;
      for (let end = left; win32.dirname(end) !== end; end = win32.dirname(end)) {
        const target = known.get(end);
        if (target === undefined) continue;
        left = win32.resolve(win32.dirname(end), target, win32.relative(end, left));
        end = left;
      }
      return Promise.resolve(left);
    },
  };
  return { disk, touched };
}

describe('realPlace on Windows', () => {
  const cases: readonly {
    readonly name: string;
    readonly links: Readonly<Record<string, string>>;
    readonly place: string;
    readonly leads: string | undefined;
  }[] = [
    { name: 'a file', links: {}, place: 'C:\\repo\\a', leads: 'C:\\repo\\a' },
    {
      name: 'a link to a file',
      links: { 'C:\\repo\\a': '..\\secret' },
      place: 'C:\\repo\\a',
      leads: 'C:\\secret',
    },
    {
      name: 'a link to a folder',
      links: { 'C:\\repo\\data': 'D:\\data' },
      place: 'C:\\repo\\data\\rows.jsonl',
      leads: 'D:\\data\\rows.jsonl',
    },
    {
      name: 'a share',
      links: {},
      place: '\\\\evil\\share\\rows.jsonl',
      leads: '\\\\evil\\share\\rows.jsonl',
    },
    {
      name: 'a link to a share',
      links: { 'C:\\repo\\a': '\\\\evil\\share\\rows.jsonl' },
      place: 'C:\\repo\\a',
      leads: '\\\\evil\\share\\rows.jsonl',
    },
    {
      name: 'a folder on a share, by two links',
      links: { 'C:\\repo\\data': 'more', 'C:\\repo\\more': '\\\\evil\\share' },
      place: 'C:\\repo\\data\\rows.jsonl',
      leads: '\\\\evil\\share\\rows.jsonl',
    },
    {
      name: 'links in a circle',
      links: { 'C:\\repo\\a': 'b', 'C:\\repo\\b': 'a' },
      place: 'C:\\repo\\a',
      leads: undefined,
    },
  ];
  for (const { name, links, place, leads } of cases) {
    it(`${name}: no share is touched`, async () => {
      const { disk, touched } = windowsDisk(links);
      const found = await realPlace(place, { system: 'windows', disk, mayTouch: () => false });
      assert.equal(found, leads);
      assert.deepEqual(
        touched.filter((each) => /^[\\/]{2}/.test(each)),
        [],
      );
    });
  }

  it('is proven for the gate', async () => {
    const shares = [
      '\\\\evil\\share\\rows.jsonl',
      '//evil/share/rows.jsonl',
      '\\\\evil@SSL@443\\dav\\rows.jsonl',
      'C:\\repo\\link',
      'C:\\repo\\folder\\rows.jsonl',
      'C:\\repo\\two\\rows.jsonl',
    ];
    for (const share of shares) {
      const { disk, touched } = windowsDisk({
        'C:\\repo\\link': '\\\\evil\\share\\rows.jsonl',
        'C:\\repo\\folder': '\\\\evil\\share',
        'C:\\repo\\two': 'folder',
      });
      const policy = { place: 'the workspace', wayOn: () => 'allow it', allowed: () => [] };
      const gate = createPathGate(
        { ...policy, roots: () => ['C:\\repo'] },
        { system: 'windows', disk },
      );
      assert.equal((await gate.look(share)).kind, 'outside', share);
      await assert.rejects(gate.check(share), { kind: 'outside' });
      assert.deepEqual(
        touched.filter((each) => /^[\\/]{2}/.test(each)),
        [],
      );
    }
    proven({
      area: 'Paths',
      claim: 'A share of another machine is not touched on Windows unless a person allows it',
      test: 'test/unit/files/paths/realPlace.test.ts',
      figure: `${shares.length} ways to a share, by name and by links`,
    });
  });

  it('a share that a person allowed is opened', async () => {
    const { disk } = windowsDisk({});
    const policy = { place: 'the workspace', wayOn: () => 'allow it', roots: () => ['C:\\repo'] };
    const gate = createPathGate(
      { ...policy, allowed: () => ['\\\\host\\share\\data'] },
      { system: 'windows', disk },
    );
    await gate.check('\\\\HOST\\share\\data\\rows.jsonl');
    await assert.rejects(gate.check('\\\\host\\share\\other\\rows.jsonl'), { kind: 'outside' });
  });
});
