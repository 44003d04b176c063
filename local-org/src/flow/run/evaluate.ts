import { fromField, toField, toText } from '../../formula/index.ts';
import type { FormulaContext, FormulaValue } from '../../formula/index.ts';
import type { FieldValue } from '../../platform.ts';
import { formulaType, sameName, single } from '../dataType.ts';
import type { FlowType } from '../dataType.ts';
import { FlowError } from '../flowError.ts';
import { formulaTypeOf, isProblem, typeOfReference } from '../load/references.ts';
import type { Namespace } from '../load/references.ts';
import type { Resource } from '../load/resource.ts';
import { isoText } from '../metadata.ts';
import type { ValueSource } from '../metadata.ts';
import { isCollection, isRecord } from '../value.ts';
import type { FlowValue } from '../value.ts';
import { Interview } from './interview.ts';
import type { Runtime } from './runtime.ts';
import { fillTemplate } from './template.ts';

/** Answers references, literals, formulas and templates for one interview. */
export class Evaluator {
    readonly interview: Interview;
    readonly runtime: Runtime;
    readonly #names: Namespace;

    constructor(interview: Interview, runtime: Runtime) {
        this.interview = interview;
        this.runtime = runtime;
        const { resources, recordObject } = interview.flow;
        // What exists was found out when the flow was deployed.
        this.#names = { resources, recordObject, schema: runtime.schema, hasGlobal: () => true };
    }

    /** The same flow as it would see the record before its change. */
    withPriorRecord(): Evaluator {
        const { flow, start, prior } = this.interview;
        const earlier = new Interview(flow, prior ? { ...start, record: prior, prior: undefined } : start);
        for (const [name, value] of this.interview.values) earlier.values.set(name, value);
        return new Evaluator(earlier, this.runtime);
    }

    /** Value of a literal, a reference or a formula. */
    value(source: ValueSource | undefined): FlowValue {
        if (!source) return null;
        if (source.elementReference !== undefined) return this.reference(source.elementReference);
        if (source.formulaExpression !== undefined) return this.formula(source.formulaExpression);
        if (source.stringValue !== undefined) return this.text(source.stringValue);
        if (source.numberValue !== undefined) return source.numberValue;
        if (source.booleanValue !== undefined) return source.booleanValue;
        if (source.dateValue !== undefined) return isoText(source.dateValue).slice(0, 10);
        if (source.dateTimeValue !== undefined) return new Date(isoText(source.dateTimeValue)).toISOString();
        if (source.timeValue !== undefined) return isoText(source.timeValue).replace(/^\d{4}-\d{2}-\d{2}T/, '');
        return null;
    }

    /** Type of a literal or reference, for comparisons. */
    typeOf(source: ValueSource | undefined): FlowType {
        if (source?.elementReference !== undefined) return this.typeOfReference(source.elementReference);
        if (source?.numberValue !== undefined) return single('number');
        if (source?.booleanValue !== undefined) return single('boolean');
        if (source?.dateValue !== undefined) return single('date');
        if (source?.dateTimeValue !== undefined) return single('datetime');
        if (source?.timeValue !== undefined) return single('time');
        return single('text');
    }

    typeOfReference(reference: string): FlowType {
        const type = typeOfReference(reference, this.#names);
        if (isProblem(type)) throw new FlowError(type.problem);
        return type;
    }

    /** Value of a resource, a field or a global variable. */
    reference(reference: string): FlowValue {
        const [root = '', ...path] = reference.split('.');
        if (root.startsWith('$')) return this.#global(root, path, reference);
        if (root.endsWith(']')) return this.#below(this.interview.get(root), path);
        const resource = this.interview.flow.resources.get(root.toLowerCase());
        if (!resource) throw new FlowError(`There is no resource ${root}.`);
        if (resource.kind === 'outputs') return this.#output(root, path);
        return this.#below(this.#resource(resource), path);
    }

    #output(root: string, path: readonly string[]): FlowValue {
        const [output = '', ...rest] = sameName(path[0] ?? '', 'Outputs') ? path.slice(1) : path;
        return this.#below(this.interview.get(`${root}.${output}`), rest);
    }

    #resource(resource: Resource): FlowValue {
        switch (resource.kind) {
            case 'constant':
                return this.value(resource.metadata.value);
            case 'formula':
                return this.#typedFormula(resource.metadata.expression, resource.type, resource.metadata.scale);
            case 'template':
                return this.text(resource.metadata.text);
            case 'outcome':
                return this.interview.taken.has(resource.name.toLowerCase());
            default:
                return this.interview.get(resource.name);
        }
    }

    #global(root: string, path: readonly string[], reference: string): FlowValue {
        const { interview } = this;
        switch (root.toLowerCase()) {
            case '$record':
                return this.#below(interview.record ?? null, path);
            case '$record__prior':
                return this.#below(interview.prior ?? null, path);
            case '$flow':
                return this.#flowGlobal(path[0] ?? '');
            case '$globalconstant':
                return { true: true, false: false, emptystring: '' }[(path[0] ?? '').toLowerCase()] ?? null;
            default:
                return this.runtime.parts.globals(reference.split('.'), this.runtime.execution);
        }
    }

    #flowGlobal(name: string): FieldValue {
        const { interview, runtime } = this;
        switch (name.toLowerCase()) {
            case 'currentdate':
                return runtime.now().toISOString().slice(0, 10);
            case 'currentdatetime':
                return runtime.now().toISOString();
            case 'faultmessage':
                return interview.faultMessage;
            case 'interviewguid':
                return interview.id;
            case 'interviewstarttime':
                return interview.start.startedAt.toISOString();
            case 'currentrecord':
                return interview.record?.fields['Id'] ?? null;
            default:
                throw new FlowError(`There is no $Flow.${name}.`);
        }
    }

    /** A field of a record; a record that was not found has blank fields. */
    #below(value: FlowValue, path: readonly string[]): FlowValue {
        if (path.length === 0) return value;
        return isRecord(value) ? this.runtime.parents.read(value, path) : null;
    }

    /** A text with its merge fields filled in. */
    text(template: string): string {
        return fillTemplate(template, (reference) => {
            const value = this.reference(reference);
            if (isRecord(value) || isCollection(value)) return JSON.stringify(value);
            return toText(this.#formulaValue(value, this.typeOfReference(reference)));
        });
    }

    /** Value of a formula expression. */
    formula(source: string): FieldValue {
        return toField(this.#run(source));
    }

    #typedFormula(source: string, type: FlowType, scale: number | undefined): FieldValue {
        const result = this.#run(source);
        if (type.base === 'date') return toField(result, 'date');
        if (type.base === 'boolean') return toField(result, 'boolean');
        const value = toField(result);
        return typeof value === 'number' && scale !== undefined ? roundTo(value, scale) : value;
    }

    #run(source: string): FormulaValue {
        const compiled = this.interview.flow.formulas.get(source);
        if (!compiled) throw new FlowError(`The formula was not compiled: ${source}`);
        return compiled.run(this.#context());
    }

    #context(): FormulaContext {
        return {
            now: this.runtime.now(),
            blankNumbersAreZero: false,
            isNew: this.interview.start.isNew === true,
            value: (path) => this.#read(path),
            priorValue: (path) =>
                this.interview.prior ? this.#read(path.replace(/^\$record\b/i, '$Record__Prior')) : undefined
        };
    }

    #read(path: string): FormulaValue {
        const value = this.reference(path);
        const type = formulaTypeOf(path, this.#names);
        return fromField(isRecord(value) || isCollection(value) ? null : value, type ?? 'text');
    }

    #formulaValue(value: FieldValue, type: FlowType): FormulaValue {
        return value === null ? null : fromField(value, formulaType(type) ?? 'text');
    }
}

function roundTo(value: number, scale: number): number {
    return Number(value.toFixed(Math.min(Math.max(scale, 0), 17)));
}
