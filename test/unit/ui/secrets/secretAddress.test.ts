import assert from 'node:assert/strict';
import { secretAddressFault } from '../../../../src/ui/secrets/secretAddress.js';

describe('secretAddressFault', () => {
  it('takes an address, with blanks that a paste brings', () => {
    assert.equal(secretAddressFault(' https://api.openai.com/v1\n'), undefined);
  });

  it('says what is wrong with another, as a sentence', () => {
    assert.equal(
      secretAddressFault('https://api.openai.com@evil.example'),
      'The address is read as https://evil.example; write it so, if that is what you mean.',
    );
  });
});
