/** A block of addresses: the number of the first, and how many leading bits all share. */
type Block = { bits: 32 | 128; first: bigint; prefix: number };

/** Whether an address lies in one of some networks; no networks at all means that none is asked for. */
export function isAllowed(address: string, networks: readonly string[]): boolean {
  if (networks.length === 0) return true;
  const parsed = parseAddress(address);
  if (!parsed) return false;
  return networks.some((network) => {
    const block = parseBlock(network);
    if (block?.bits !== parsed.bits) return false;
    const rest = BigInt(block.bits - block.prefix);
    return parsed.first >> rest === block.first >> rest;
  });
}

/** A network in its one spelling (`10.1.0.0/16`, `2001:db8::/32`; a lone address is a network of one), or null when it is none. */
export function normaliseNetwork(text: string): string | null {
  const block = parseBlock(text.trim());
  if (!block) return null;
  const rest = BigInt(block.bits - block.prefix);
  const first = (block.first >> rest) << rest;
  return `${block.bits === 32 ? showIpv4(first) : showIpv6(first)}/${block.prefix}`;
}

function parseBlock(text: string): Block | null {
  const [address = '', length, ...more] = text.split('/');
  const parsed = parseAddress(address);
  if (!parsed || more.length > 0) return null;
  if (length === undefined) return { ...parsed, prefix: parsed.bits };
  if (!/^\d{1,3}$/.test(length) || Number(length) > parsed.bits) return null;
  return { ...parsed, prefix: Number(length) };
}

/** An IPv4 address that a system writes as IPv6 (`::ffff:10.0.0.1`) is the IPv4 address. */
function parseAddress(text: string): Pick<Block, 'bits' | 'first'> | null {
  const ipv4 = parseIpv4(text.replace(/^::ffff:(?=\d+\.)/i, ''));
  if (ipv4 !== null) return { bits: 32, first: ipv4 };
  const ipv6 = parseIpv6(text);
  return ipv6 === null ? null : { bits: 128, first: ipv6 };
}

function parseIpv4(text: string): bigint | null {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)) return null;
  return parts.reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
}

function parseIpv6(text: string): bigint | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  const [before = [], after] = groups;
  const given = before.length + (after?.length ?? 0);
  if (after === undefined ? given !== 8 : given > 7) return null;
  const all = [...before, ...Array<string>(8 - given).fill('0'), ...(after ?? [])];
  if (!all.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  return all.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
}

function showIpv4(number: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (number >> shift) & 255n).join('.');
}

/** The longest run of empty groups is written `::` (RFC 5952). */
function showIpv6(number: bigint): string {
  const groups = Array.from({ length: 8 }, (_, place) => (number >> BigInt(16 * (7 - place))) & 0xffffn);
  const text = groups.map((group) => group.toString(16)).join(':');
  const [longest = ''] = [...text.matchAll(/(?:^|(?<=:))0(?::0)+(?=:|$)/g)]
    .map(([run]) => run)
    .sort((a, b) => b.length - a.length);
  if (longest === '') return text;
  const at = text.search(new RegExp(`(?:^|(?<=:))${longest}(?=:|$)`));
  const [before, after] = [text.slice(0, at), text.slice(at + longest.length)];
  return `${before.replace(/:$/, '')}::${after.replace(/^:/, '')}`;
}
