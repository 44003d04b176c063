import type { FormulaType } from './value.ts';

/** The one type that all branches share; picklists and text together are text. */
export function commonType(types: readonly FormulaType[]): FormulaType | undefined {
    const known = new Set(types.filter((type) => type !== 'null'));
    if (known.size === 0) return 'null';
    if (known.size === 1) return [...known][0];
    const textual = [...known].every((type) => type === 'text' || type === 'picklist' || type === 'multipicklist');
    return textual ? 'text' : undefined;
}
