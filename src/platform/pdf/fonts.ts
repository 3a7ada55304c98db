import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** The families that a page is set in, in the order in which they are asked for a letter. */
export const families = [
  'Noto Sans',
  'Noto Sans Canadian Aboriginal',
  'Noto Sans Arabic',
  'Noto Sans Gurmukhi',
  'Noto Sans SC',
  'Noto Sans KR',
] as const;

const require = createRequire(import.meta.url);

// Regular and semi-bold; Han and Hangul in regular alone, since each weight of theirs weighs 6 to 11 MB.
// Spelt out one by one, so that the check for unused packages sees them.
const files = () => [
  require.resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'),
  require.resolve('@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf'),
  require.resolve(
    '@expo-google-fonts/noto-sans-canadian-aboriginal/400Regular/NotoSansCanadianAboriginal_400Regular.ttf',
  ),
  require.resolve(
    '@expo-google-fonts/noto-sans-canadian-aboriginal/600SemiBold/NotoSansCanadianAboriginal_600SemiBold.ttf',
  ),
  require.resolve('@expo-google-fonts/noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf'),
  require.resolve('@expo-google-fonts/noto-sans-arabic/600SemiBold/NotoSansArabic_600SemiBold.ttf'),
  require.resolve('@expo-google-fonts/noto-sans-gurmukhi/400Regular/NotoSansGurmukhi_400Regular.ttf'),
  require.resolve('@expo-google-fonts/noto-sans-gurmukhi/600SemiBold/NotoSansGurmukhi_600SemiBold.ttf'),
  require.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
  require.resolve('@expo-google-fonts/noto-sans-kr/400Regular/NotoSansKR_400Regular.ttf'),
];

/** The bytes of every font file (19 MB), from the installed packages. */
export function readFonts(): Promise<Buffer[]> {
  return Promise.all(files().map((file) => readFile(file)));
}
