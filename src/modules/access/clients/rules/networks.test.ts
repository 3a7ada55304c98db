import { BlockList } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAllowed, normaliseNetwork } from './networks.ts';

const checkNormal = (text: string, normal: string | null) =>
  expect([text, normaliseNetwork(text)]).toEqual([text, normal]);

describe('a network', () => {
  test('is written in one way', () => {
    checkNormal('203.0.113.7', '203.0.113.7/32');
    checkNormal(' 10.1.2.3/8 ', '10.0.0.0/8');
    checkNormal('0.0.0.0/0', '0.0.0.0/0');
    checkNormal('2001:DB8:0:0:1:0:0:1/64', '2001:db8::/64');
    checkNormal('2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1/128');
    checkNormal('::1', '::1/128');
    checkNormal('::/0', '::/0');
    checkNormal('fe80::/10', 'fe80::/10');
    checkNormal('1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0/128');
    checkNormal('::ffff:10.0.0.1', '10.0.0.1/32');
  });

  test('that is none is told apart', () => {
    for (const text of [
      '',
      '/',
      '10.0.0',
      '10.0.0.256',
      '010.0.0.1',
      '10.0.0.0/33',
      '10.0.0.0/-1',
      '10.0.0.0/8/8',
      '::/129',
      ':::',
      '1::2::3',
      '12345::',
      'g::',
      'example.org',
      '1:2:3:4:5:6:7:8:9',
      '10.0.0.0/ 8',
    ])
      checkNormal(text, null);
  });
});

describe('an address', () => {
  test('is let in from anywhere when no network is said, and from nowhere when it is no address', () => {
    expect(isAllowed('198.51.100.1', [])).toBe(true);
    expect(isAllowed('', ['0.0.0.0/0'])).toBe(false);
    expect(isAllowed('unknown', ['0.0.0.0/0', '::/0'])).toBe(false);
  });

  test('of one family never lies in a network of the other, unless it is the same address in the other’s clothes', () => {
    expect(isAllowed('198.51.100.1', ['::/0'])).toBe(false);
    expect(isAllowed('::1', ['0.0.0.0/0'])).toBe(false);
    expect(isAllowed('::ffff:198.51.100.1', ['198.51.100.0/24'])).toBe(true);
  });

  test('lies in a network exactly when the runtime’s own list says so', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.ipV4(), fc.integer({ min: 0, max: 32 }), (address, network, prefix) => {
        const list = new BlockList();
        list.addSubnet(network, prefix, 'ipv4');
        expect(isAllowed(address, [`${network}/${prefix}`])).toBe(list.check(address, 'ipv4'));
      }),
    );
    const ipV6 = fc
      .array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 })
      .map((groups) => groups.map((it) => it.toString(16)).join(':'));
    fc.assert(
      fc.property(ipV6, ipV6, fc.integer({ min: 0, max: 128 }), fc.boolean(), (address, network, prefix, isNear) => {
        const asked = isNear ? `${network.slice(0, network.lastIndexOf(':'))}:1` : address;
        const list = new BlockList();
        list.addSubnet(network, prefix, 'ipv6');
        const normal = normaliseNetwork(`${network}/${prefix}`) ?? '';
        expect(isAllowed(asked, [normal])).toBe(list.check(asked, 'ipv6'));
        expect(normaliseNetwork(normal)).toBe(normal);
      }),
    );
  });
});
