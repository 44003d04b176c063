import type { FlowCondition } from '@salesforce/types/metadata';
import { compileFormula, FormulaSyntaxError } from '../../formula/index.ts';
import type { CompiledFormula } from '../../formula/index.ts';
import type { ObjectDescribe, Schema } from '../../platform.ts';
import { comparable, declaredType, fits, single, typeName } from '../dataType.ts';
import type { FlowType } from '../dataType.ts';
import type { ValueSource } from '../metadata.ts';
import { list } from '../metadata.ts';
import { parseLogic } from '../run/logic.ts';
import { mergeFields } from '../run/template.ts';
import { formulaTypeOf, isProblem, typeOfReference } from './references.ts';
import type { Namespace } from './references.ts';

/** Takes a problem of a flow; `at` is the piece of metadata it stands at. */
export type Report = (message: string, at?: unknown) => void;

/** What a subflow promises to its callers. */
export interface FlowInterface {
    readonly inputs: ReadonlyMap<string, FlowType>;
    readonly outputs: ReadonlyMap<string, FlowType>;
    /** Why it cannot be called from another flow; undefined when it can. */
    readonly refusal: string | undefined;
}

/** Checks the parts of elements and reports what is wrong with them. */
export class Checker {
    readonly names: Namespace;
    readonly formulas = new Map<string, CompiledFormula>();
    readonly #report: Report;
    readonly #flows: (name: string) => FlowInterface | undefined;
    #place = '';
    #at: unknown;

    constructor(names: Namespace, report: Report, flows: (name: string) => FlowInterface | undefined) {
        this.names = names;
        this.#report = report;
        this.#flows = flows;
    }

    get schema(): Schema {
        return this.names.schema;
    }

    /** Names the element (or resource) whose problems follow. */
    enter(place: string, at: unknown): void {
        this.#place = place;
        this.#at = at;
    }

    report(message: string, at: unknown = this.#at): void {
        this.#report(this.#place === '' ? message : `${this.#place}: ${message}`, at);
    }

    /** Another flow, reported when it does not exist. */
    flow(name: string): FlowInterface | undefined {
        const found = this.#flows(name);
        if (!found) this.report(`There is no flow ${name}.`);
        else if (found.refusal !== undefined) this.report(found.refusal);
        return found;
    }

    /** Type of a reference; unknown ones are reported. */
    reference(reference: string | undefined, at?: unknown): FlowType | undefined {
        if (reference === undefined || reference === '') {
            this.report('A reference is missing.', at);
            return undefined;
        }
        const type = typeOfReference(reference, this.names);
        if (!isProblem(type)) return type;
        this.report(type.problem, at);
        return undefined;
    }

    /** Type of a literal, a reference or a formula. */
    value(source: ValueSource | undefined, at?: unknown): FlowType | undefined {
        if (!source) return single('null');
        if (source.elementReference !== undefined) return this.reference(source.elementReference, source);
        if (source.formulaExpression !== undefined) return this.formulaValue(source);
        if (source.stringValue !== undefined) return this.template(source.stringValue, source);
        if (source.numberValue !== undefined) return single('number');
        if (source.booleanValue !== undefined) return single('boolean');
        if (source.dateValue !== undefined) return single('date');
        if (source.dateTimeValue !== undefined) return single('datetime');
        if (source.timeValue !== undefined) return single('time');
        return this.otherValue(source, at);
    }

    private otherValue(source: ValueSource, at: unknown): FlowType | undefined {
        const refused = (
            [
                'apexValue',
                'sobjectValue',
                'setupReference',
                'complexValue',
                'transform',
                'transformValueReference',
                'valueMapName'
            ] as const
        ).find((name) => source[name] !== undefined);
        if (refused) {
            this.report(`The local org does not support ${refused}.`, at ?? source);
            return undefined;
        }
        return single('null');
    }

    private formulaValue(source: ValueSource): FlowType | undefined {
        this.formula(source.formulaExpression ?? '', source);
        return declaredType(source.formulaDataType ?? 'String', false);
    }

    private template(text: string, at: unknown): FlowType {
        for (const name of mergeFields(text)) this.reference(name, at);
        return single('text');
    }

    /** Checks the merge fields of a text. */
    text(text: string, at?: unknown): void {
        this.template(text, at);
    }

    /** Compiles a formula. */
    formula(source: string, at?: unknown): CompiledFormula | undefined {
        try {
            const names = this.names;
            const compiled = compileFormula(source, {
                typeOf: (path) => formulaTypeOf(path, names),
                picklistsAreText: true
            });
            this.formulas.set(source, compiled);
            return compiled;
        } catch (error) {
            if (!(error instanceof FormulaSyntaxError)) throw error;
            this.report(`The formula expression is invalid: ${error.message}`, at);
            return undefined;
        }
    }

    /** Reports a value that does not fit where it is put. */
    assignable(target: FlowType | undefined, source: FlowType | undefined, name: string, at?: unknown): void {
        if (!target || !source || fits(target, source)) return;
        this.report(`${name} is ${typeName(target)} and cannot take ${typeName(source)}.`, at);
    }

    /** An object by its name; unknown ones are reported. */
    object(name: string | undefined, at?: unknown): ObjectDescribe | undefined {
        const object = this.schema.object(name ?? '');
        if (!object) this.report(name ? `There is no object ${name}.` : 'The object is missing.', at);
        return object;
    }

    /** Type of a field of an object; unknown ones are reported. */
    field(object: ObjectDescribe | undefined, name: string | undefined, at?: unknown): FlowType | undefined {
        if (!object) return undefined;
        const type = typeOfReference(`$Record.${name ?? ''}`, { ...this.names, recordObject: object.name });
        if (!isProblem(type)) return type;
        this.report(type.problem, at);
        return undefined;
    }

    /** `and`, `or` or `1 AND (2 OR 3)` over a number of conditions. */
    logic(logic: string | undefined, count: number, at?: unknown): void {
        const parsed = parseLogic(logic ?? 'and', count);
        if ('problem' in parsed) this.report(parsed.problem, at);
    }

    /** Conditions of an outcome, a wait event or a collection filter. */
    conditions(conditions: readonly FlowCondition[] | undefined, logic: string | undefined): void {
        this.logic(logic, list(conditions).length);
        for (const condition of list(conditions)) this.condition(condition);
    }

    private condition(condition: FlowCondition): void {
        const { operator, leftValueReference } = condition;
        if (operator === 'WasVisited' || operator === 'HasError') return this.visited(leftValueReference, condition);
        const left = this.reference(leftValueReference, condition);
        const right = this.value(condition.rightValue, condition);
        if (!left || !right) return;
        if (unaryOperators.has(operator)) return this.assignable(single('boolean'), right, operator, condition);
        if (unsupportedOperators.has(operator))
            return this.report(`The local org does not support the operator ${operator}.`, condition);
        const item = operator === 'In' || operator === 'NotIn' || (operator === 'Contains' && left.collection);
        if (item || comparable(left, right)) return;
        this.report(
            `${leftValueReference ?? ''} is ${typeName(left)} and cannot be compared with ${typeName(right)}.`,
            condition
        );
    }

    private visited(name: string | undefined, at: unknown): void {
        if (!this.names.resources.has((name ?? '').toLowerCase()))
            this.report(`There is no element ${name ?? ''}.`, at);
    }
}

const unaryOperators: ReadonlySet<string> = new Set(['IsNull', 'IsBlank', 'IsEmpty', 'IsChanged', 'WasSet']);
const unsupportedOperators: ReadonlySet<string> = new Set(['None', 'WasSelected']);
