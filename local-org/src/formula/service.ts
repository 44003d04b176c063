import type { FieldType, FieldValue, FormulaScope, FormulaService, ObjectDescribe, Schema } from '../platform.ts';
import { compileFormula } from './compile.ts';
import type { CompiledFormula, FormulaNames } from './compile.ts';
import { fromField, toField, typeOfField } from './convert.ts';
import type { FormulaContext } from './definition.ts';
import { FormulaSyntaxError, placeOf } from './errors.ts';
import { findField, globalType } from './names.ts';
import { locationText } from '../schema/location.ts';
import type { FormulaType, FormulaValue } from './value.ts';

/** Creates the formula service of an org; it keeps compiled formulas as long as their schema lives. */
export function createFormulaService(): FormulaService {
    const bySchema = new WeakMap<Schema, Map<string, CompiledFormula>>();
    return {
        check(formula, objectName, schema, hasGlobal) {
            try {
                compileFormula(formula, namesOf(objectName, schema, hasGlobal));
                return [];
            } catch (error) {
                return [problemText(formula, error)];
            }
        },
        evaluate(formula, scope) {
            const compiledFormulas = bySchema.get(scope.schema) ?? new Map<string, CompiledFormula>();
            bySchema.set(scope.schema, compiledFormulas);
            const key = `${scope.objectName}\n${formula}`;
            let compiled = compiledFormulas.get(key);
            if (!compiled) {
                compiled = compileFormula(formula, namesOf(scope.objectName, scope.schema));
                compiledFormulas.set(key, compiled);
            }
            return toField(compiled.run(contextOf(scope)), scope.resultType);
        }
    };
}

/** A problem as people read it, with its place in the formula. */
export function problemText(formula: string, error: unknown): string {
    if (!(error instanceof FormulaSyntaxError)) throw error;
    const { line, column } = placeOf(formula, error.position);
    return `${error.message} (line ${line}, column ${column})`;
}

function namesOf(
    objectName: string,
    schema: Schema,
    hasGlobal: (path: readonly string[]) => boolean = () => true
): FormulaNames {
    const object = schema.object(objectName);
    return {
        picklistsAreText: false,
        typeOf(path) {
            if (path.startsWith('$')) return hasGlobal(path.split('.')) ? globalType(path, schema) : undefined;
            const field = object && findField(object, path.split('.'), schema);
            return field && typeOfField[field.type];
        }
    };
}

function contextOf(scope: FormulaScope): FormulaContext {
    const object = scope.schema.object(scope.objectName);
    const read = (path: string, record: FormulaScope['record']): FormulaValue => {
        const parts = path.split('.');
        const [type, formulaType] = fieldTypes(path, parts, object, scope.schema);
        return fromField(rawValue(scope, parts, object, record), formulaType, type === 'percent');
    };
    return {
        now: scope.now,
        blankNumbersAreZero: scope.blanksAs !== 'blank',
        isNew: scope.isNew,
        value: (path) => read(path, scope.record),
        priorValue: (path) => (scope.prior ? read(path, scope.prior) : undefined)
    };
}

function fieldTypes(
    path: string,
    parts: readonly string[],
    object: ObjectDescribe | undefined,
    schema: Schema
): [FieldType | undefined, FormulaType] {
    if (path.startsWith('$')) return [undefined, globalType(path, schema) ?? 'text'];
    const type = object && findField(object, parts, schema)?.type;
    return [type, type ? typeOfField[type] : 'text'];
}

function rawValue(
    scope: FormulaScope,
    parts: readonly string[],
    object: ObjectDescribe | undefined,
    record: FormulaScope['record']
): FieldValue | undefined {
    if (parts[0]?.startsWith('$')) return globalValue(scope, parts);
    if (parts.length > 1) return scope.lookup(parts);
    const name = parts[0] ?? '';
    const field = object?.field(name);
    return field?.type === 'location' ? locationText(field, record) : record[field?.name ?? name];
}

function globalValue(scope: FormulaScope, parts: readonly string[]): FieldValue {
    if (scope.global) return scope.global(parts);
    if (parts.join('.').toLowerCase() === '$user.id') return scope.userId;
    if (parts.join('.').toLowerCase() === '$system.origindatetime') return '1900-01-01T00:00:00.000Z';
    throw new Error(`The formula reads ${parts.join('.')}, which is not known here.`);
}
