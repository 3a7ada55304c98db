import { readFile, stat } from 'node:fs/promises';
import { type Command, defineCommand, Misuse } from '#platform/command.ts';
import { type Evidence, type Trace, traceFile } from './service/trace.ts';

/** Larger than any export. */
const fileBytesMax = 512 * 1024 * 1024;

async function readInput(path: string): Promise<Buffer> {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) throw new Misuse(`the file ${path} cannot be read`);
  if (found.size > fileBytesMax) throw new Misuse(`the file ${path} is larger than any export`);
  return readFile(path);
}

function tell(evidence: Evidence): string {
  switch (evidence.kind) {
    case 'file':
      return 'it is the encrypted file itself';
    case 'label':
      return `its label ${evidence.label} stands in the file`;
    case 'decoys':
      return `invented people of this export alone: ${evidence.decoys.map((it) => `${it.name} (${it.studentNumber})`).join(', ')}`;
    case 'references':
      return `${evidence.matching} of ${evidence.of} references are those of this export`;
    case 'order':
      return `${evidence.people} people stand in its order (${Math.round(evidence.agreement * 1000) / 10} % of all pairs)`;
  }
}

function lines({ told, evidence }: Trace): string[] {
  return [
    `${told.exportId}  asked for by ${told.askedByName} (${told.organisation}), made ${told.madeAt.toISOString()} for ${told.receiverName}`,
    `  for: ${told.purposeText}`,
    ...evidence.map((it) => `  - ${tell(it)}`),
  ];
}

const traceCommand = defineCommand({
  name: 'exports trace',
  summary: {
    en: 'Say which export a found file comes from (CSV, XLSX, Parquet, or still encrypted)',
    fr: 'Dire de quelle exportation provient un fichier trouvé (CSV, XLSX, Parquet ou encore chiffré)',
  },
  usage: 'FILE',
  positionals: { min: 1, max: 1 },
  run: async ({ positionals: [path = ''], print, open }) => {
    const content = await readInput(path);
    const { db } = await open();
    const traces = await traceFile(db, content);
    print.json({ traces });
    if (traces.length === 0) print.line('No export of this register is known by what stands in this file.');
    for (const trace of traces) for (const line of lines(trace)) print.line(line);
    return traces.length === 0 ? 1 : 0;
  },
});

export const exportCommands: readonly Command[] = [traceCommand];
