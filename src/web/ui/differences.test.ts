import { describe, expect, it } from 'vitest';
import { closestTo, differences, isSameText, markAgainst } from './differences.ts';

const marked = (a: string, b: string) => {
  const show = (segments: { text: string; isDifferent: boolean }[]) =>
    segments.map(({ text, isDifferent }) => (isDifferent ? `[${text}]` : text)).join('');
  const result = differences(a, b);
  return [show(result.a), show(result.b)];
};

describe('differences', () => {
  it('marks the letters that differ inside the word', () => {
    expect(marked('Okafor', 'Okaforr')).toEqual(['Okafor', 'Okafor[r]']);
    expect(marked('2015-03-09', '2015-09-03')).toEqual(['2015-0[3]-0[9]', '2015-0[9]-0[3]']);
  });

  it('pays no regard to case or to how an accent is composed', () => {
    expect(marked('LÉA', 'le\u0301a')).toEqual(['LÉA', 'léa']);
  });

  it('keeps letters of several code points whole', () => {
    expect(marked('ਸਿੰਘ', 'ਸੰਘ')[0]).toBe('[ਸਿੰ]ਘ');
  });

  it('marks everything when nothing is shared', () => {
    expect(marked('ab', 'xy')).toEqual(['[ab]', '[xy]']);
    expect(marked('', 'xy')).toEqual(['', '[xy]']);
  });
});

it('knows texts that read the same', () => {
  expect(isSameText(' Léa', 'LE\u0301A')).toBe(true);
  expect(isSameText('Lea', 'Léa')).toBe(false);
});

describe('one text against another', () => {
  const against = (text: string, other: string) =>
    markAgainst(text, other)
      .map((segment) => (segment.isDifferent ? `[${segment.text}]` : segment.text))
      .join('');

  it('marks letters that the other lacks, and the place of letters that this one lacks', () => {
    expect(against('Okaforr', 'Okafor')).toBe('Okafor[r]');
    expect(against('Okafor', 'Okaforr')).toBe('Okafor[]');
    expect(against('Ana', 'Anna')).toBe('An[]a');
    expect(against('Jon', 'Johnny')).toBe('Jo[]n[]');
  });

  it('marks an exchanged letter once', () => {
    expect(against('Katherine', 'Catherine')).toBe('[K]atherine');
    expect(against('Zoé', 'Zoe')).toBe('Zo[é]');
  });

  it('sets texts of one length against each other place by place', () => {
    expect(against('7 Jul 2018', '7 Jun 2018')).toBe('7 Ju[l] 2018');
    expect(against('14 Mar 2016', '21 Dec 2014')).toBe('[14 Mar 2016]');
    expect(against('Jonh', 'John')).toBe('Jo[nh]');
    expect(against('7805559531', '2505553773')).toBe('[7805559531]');
  });

  it('marks the whole of a quite different text', () => {
    expect(against('Beaulieu', 'Singh')).toBe('[Beaulieu]');
  });
});

it('finds the text most like another', () => {
  expect(closestTo('Tremblay', ['Roy', 'Trembley', 'Bell'])).toBe('Trembley');
  expect(closestTo('Tremblay', [])).toBeNull();
});
