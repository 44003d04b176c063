import type { FunctionDefinition } from '../definition.ts';
import { advancedFunctions } from './advanced.ts';
import { logicalFunctions } from './logical.ts';
import { mathFunctions } from './math.ts';
import { temporalFunctions } from './temporal.ts';
import { textFunctions } from './text.ts';

/** Every function of the language. */
export const allFunctions: readonly FunctionDefinition[] = [
    ...logicalFunctions,
    ...textFunctions,
    ...mathFunctions,
    ...temporalFunctions,
    ...advancedFunctions
];

const byName = new Map(allFunctions.map((definition) => [definition.name, definition]));

/** Functions of the language that the local org refuses, with the reason. */
const refused: Readonly<Record<string, string>> = {
    VLOOKUP: 'it reads other records',
    GETSESSIONID: 'there are no session ids in formulas',
    GETRECORDIDS: 'it belongs to list buttons',
    LINKTO: 'it belongs to custom buttons',
    URLFOR: 'it belongs to custom buttons and Visualforce',
    INCLUDE: 'it belongs to s-controls',
    REQUIRESCRIPT: 'it belongs to custom buttons',
    PARENTGROUPVAL: 'it belongs to reports',
    PREVGROUPVAL: 'it belongs to reports',
    IMAGEPROXYURL: 'it belongs to Experience sites',
    PREDICT: 'it needs Einstein Discovery',
    ISCLONED: 'there is no such function'
};

/** The function of an upper-case name, or why there is none. */
export function findFunction(name: string): FunctionDefinition | { readonly problem: string } {
    const definition = byName.get(name);
    if (definition) return definition;
    const reason = refused[name];
    return {
        problem: reason
            ? `The local org does not run the function ${name}: ${reason}.`
            : `Unknown function ${name}. Check spelling.`
    };
}
