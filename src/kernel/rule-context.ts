import type { PlainDate } from './dates.ts';
import type { CodeValue, RuleContext } from './rule.ts';

/** A value of the jurisdiction in force between two days (both included, null = open). */
export type ParameterValue = { name: string; value: unknown; from: PlainDate | null; to: PlainDate | null };

export type CodeTableValues = { class: string; values: readonly CodeValue[] };

/** Finds codes and parameters by name and day: the same in the server, in the browser and in tests. */
export function lookUpIn(
  tables: Iterable<CodeTableValues>,
  parameters: Iterable<ParameterValue>,
): Pick<RuleContext, 'code' | 'parameter'> {
  const byCode = new Map<string, CodeValue[]>();
  for (const table of tables) for (const value of table.values) append(byCode, `${table.class}|${value.code}`, value);
  const byName = new Map<string, ParameterValue[]>();
  for (const it of parameters) append(byName, it.name, it);
  return {
    code: (className, code, on) => byCode.get(`${className}|${code}`)?.find((it) => holdsOn(it, on)) ?? null,
    parameter: <Value>(name: string, on?: PlainDate): Value => {
      const found = byName.get(name)?.find((it) => holdsOn(it, on));
      if (!found) throw new Error(`the jurisdiction has no parameter ${name}${on ? ` on ${on}` : ''}`);
      return found.value as Value; // typed by whoever declared the parameter; its shape is tested with the jurisdiction's files
    },
  };
}

function holdsOn({ from, to }: { from: PlainDate | null; to: PlainDate | null }, on: PlainDate | undefined): boolean {
  return on === undefined || ((from === null || from <= on) && (to === null || on <= to));
}

function append<Item>(map: Map<string, Item[]>, key: string, item: Item): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}
