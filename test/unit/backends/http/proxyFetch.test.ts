import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { proxyFetch } from '../../../../src/backends/http/proxyFetch.js';
import { UserError } from '../../../../src/core/userError.js';

describe('fetch by way of a proxy', () => {
  let target: Server;
  let proxy: Server;
  let tunnels: { readonly to: string | undefined; readonly as: string | undefined }[] = [];
  const portOf = (server: Server) => (server.address() as AddressInfo).port; // it listens on TCP
  const listen = (server: Server) =>
    new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  before(async () => {
    target = createServer((request, response) => {
      request.resume().on('end', () => {
        const { host, 'content-type': type } = request.headers;
        response.end(`${request.method} ${host}${request.url} ${type?.split(';')[0] ?? ''}`);
      });
    });
    proxy = createServer();
    proxy.on('connect', (request, socket) => {
      tunnels.push({ to: request.url, as: request.headers['proxy-authorization'] });
      const onward = connect(portOf(target), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        socket.pipe(onward).pipe(socket);
      });
      onward.on('error', () => socket.destroy());
      socket.on('error', () => onward.destroy());
    });
    await Promise.all([listen(target), listen(proxy)]);
  });
  beforeEach(() => {
    tunnels = [];
  });
  after(() => {
    for (const server of [target, proxy]) {
      server.close();
      server.closeAllConnections();
    }
  });

  const address = () => `http://user:pass@127.0.0.1:${portOf(proxy)}`;
  const form = () => {
    const made = new FormData();
    made.set('file', new Blob(['{}\n']), 'rows.jsonl');
    return made;
  };

  it('is asked for by the environment alone', () => {
    assert.equal(proxyFetch({}), undefined);
    assert.equal(proxyFetch({ HTTPS_PROXY: ' ', NO_PROXY: '*' }), undefined);
  });

  for (const name of ['HTTP_PROXY', 'http_proxy']) {
    it(`goes by ${name}, with its user, and carries forms`, async () => {
      const through = proxyFetch({ [name]: address() });
      const response = await through?.('http://service.test/v1/files', {
        method: 'POST',
        body: form(),
      });
      assert.equal(await response?.text(), 'POST service.test/v1/files multipart/form-data');
      const as = `Basic ${Buffer.from('user:pass').toString('base64')}`;
      assert.deepEqual(tunnels, [{ to: 'service.test:80', as }]);
    });
  }

  it('takes HTTPS_PROXY for https: the tunnel is what the proxy sees', async () => {
    const through = proxyFetch({ HTTPS_PROXY: address() });
    // Nobody speaks TLS at the other end.
    await assert.rejects(async () => through?.('https://service.test/v1/files'));
    assert.equal(tunnels[0]?.to, 'service.test:443');
  });

  it('leaves out NO_PROXY and this machine', async () => {
    const through = proxyFetch({ HTTP_PROXY: address(), NO_PROXY: 'service.test' });
    await assert.rejects(async () => through?.('http://service.test/'));
    const local = await through?.(`http://127.0.0.1:${portOf(target)}/x`);
    assert.match((await local?.text()) ?? '', /^GET 127\.0\.0\.1:\d+\/x/);
    assert.deepEqual(tunnels, []);
  });

  for (const proxyAddress of ['proxy:3128', 'socks5://host:1', 'nowhere at all']) {
    it(`refuses ${proxyAddress} without repeating it`, () => {
      assert.throws(
        () => proxyFetch({ HTTPS_PROXY: proxyAddress }),
        (error) =>
          error instanceof UserError &&
          error.kind === 'usage' &&
          !error.message.includes(proxyAddress),
      );
    });
  }
});
