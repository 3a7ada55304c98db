import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { DomainError } from '#kernel/errors.ts';
import { outlineOf, plainPdf } from '#support/pdf.ts';
import { renderPdf } from './pdf.ts';

const options = { language: 'en', title: 'Names', at: new Date('2026-11-24T09:41:00Z') } as const;
const template = '= #sys.inputs.title\n#for name in data.names [+ #name]\n';

const names = {
  'Latin with diacritics': 'Łukasz Škvorecký-Ó Súilleabháin, Kʼaásba Dëne Sųłıné, Øyvind Ţepeş',
  'Cree syllabics': 'ᐊᓯᓂᐚᒋᕀ ᐲᐦᑖᓱᐊᑭᕽ',
  'Inuktitut syllabics': 'ᐃᓄᒃᑎᑐᑦ ᓯᕗᒻᒧᑦ',
  Arabic: 'محمد بن عبد الله الفارسي',
  Gurmukhi: 'ਹਰਪ੍ਰੀਤ ਕੌਰ ਸਿੰਘ',
  Han: '王小明 歐陽娜娜',
  Hangul: '김서연 뷁',
  Vietnamese: 'Nguyễn Thị Hường Đặng',
  Ukrainian: 'Ївга Щербак-Ґалаґан Єлизавета',
};

describe('renderPdf', () => {
  test.each(Object.entries(names))('prints a name in %s without a missing letter', async (_script, name) => {
    const pdf = await renderPdf(template, { names: [name] }, options);
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  });

  test('gives the same bytes for the same input', async () => {
    const digest = async (at: Date) =>
      createHash('sha256')
        .update(await renderPdf(template, { names: Object.values(names) }, { ...options, at }))
        .digest('hex');
    expect(await digest(options.at)).toBe(await digest(options.at));
    expect(await digest(options.at)).not.toBe(await digest(new Date('2026-11-25T09:41:00Z')));
  });

  test('is a tagged PDF/A-2a that says its language and title', async () => {
    const text = plainPdf(await renderPdf(template, { names: ['Amara'] }, { ...options, language: 'fr' }));
    expect(text).toMatch(/\/MarkInfo\s*<<\s*\/Marked true/);
    expect(text).toMatch(/\/Lang\s*\(fr\)/);
    expect(text).toContain('<pdfaid:part>2</pdfaid:part>');
    expect(text).toContain('<pdfaid:conformance>A</pdfaid:conformance>');
    expect(text).toMatch(/<dc:title>.*Names.*<\/dc:title>/s);
  });

  test('prints markup in data as it stands', async () => {
    const hostile = '#panic("x") *_[] $x$ `y` \\ <z> @w // #sys.inputs.data';
    const pdf = await renderPdf('#for name in data.names [= #name]', { names: [hostile] }, options);
    expect(outlineOf(pdf)).toContain(hostile);
  });

  test('refuses a letter that no font has, and names the text', async () => {
    const refusal = await renderPdf(template, { names: ['สมชาย'] }, options).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(DomainError);
    expect(refusal).toMatchObject({ code: 'pdf.glyph_missing', params: { text: 'สมชาย' } });
  });

  test('throws on a template that does not compile or warns', async () => {
    await expect(renderPdf('#nothing', {}, options)).rejects.toThrow('does not compile');
    await expect(renderPdf('#set text(font: "Nowhere Sans")\nA', {}, options)).rejects.toThrow('does not compile');
  });
});
