import type { CustomObjectTranslation, ValidationRule } from '@salesforce/types/metadata';
import type { MetadataRegistry } from '../metadata/component.ts';
import type { Execution, FieldDescribe, FormulaScope, ObjectDescribe, RecordData } from '../platform.ts';
import { isStored } from '../store/tables.ts';
import type { RecordsContext } from './context.ts';
import { convertValue } from './convertValue.ts';
import { guard, type Draft } from './draft.ts';
import type { FormulaFields } from './formulaFields.ts';
import { fieldErrors, RecordRefusal } from './saveError.ts';

/** Checks drafts after before-save automation: types, required fields, lookups, validation rules. */
export function checkDrafts(
    context: RecordsContext,
    execution: Execution,
    object: ObjectDescribe,
    drafts: readonly Draft[],
    formulas: FormulaFields
): void {
    const references = new ReferenceCheck(context, object);
    const rules = validationRules(context.registry, object.name);
    for (const draft of drafts) {
        guard(draft, () => convertAll(object, draft));
        if (draft.errors.length === 0) guard(draft, () => checkRequired(object, draft.record));
        if (draft.errors.length === 0) guard(draft, () => references.check(draft));
        if (draft.errors.length === 0)
            guard(draft, () => checkRules(context, execution, object, draft, rules, formulas));
    }
}

/** Automation writes plain values: they obey the same types as a client's. */
function convertAll(object: ObjectDescribe, draft: Draft): void {
    for (const field of object.fields) {
        if (!isStored(field)) continue;
        const value = draft.record[field.name] ?? null;
        if (value === (draft.prior?.[field.name] ?? null) || value === draft.changes[field.name]) continue;
        draft.record[field.name] = convertValue(field, value);
    }
}

function checkRequired(object: ObjectDescribe, record: RecordData): void {
    const missing = object.fields.filter(
        (field) => !field.nillable && field.createable && isStored(field) && (record[field.name] ?? null) === null
    );
    if (missing.length > 0) throw fieldErrors.required(missing.map((field) => field.name));
    if (object.name === 'Asset' && !record['AccountId'] && !record['ContactId'])
        throw new RecordRefusal('FIELD_INTEGRITY_EXCEPTION', 'Every asset needs an account, a contact, or both.', [
            'AccountId',
            'ContactId'
        ]);
}

/** Whether what is looked up to exists; each id is asked for once. */
class ReferenceCheck {
    readonly #context: RecordsContext;
    readonly #object: ObjectDescribe;
    readonly #fields: readonly FieldDescribe[];
    readonly #known = new Map<string, boolean>();

    constructor(context: RecordsContext, object: ObjectDescribe) {
        this.#context = context;
        this.#object = object;
        this.#fields = object.fields.filter((field) => field.type === 'reference' && isStored(field));
    }

    check(draft: Draft): void {
        for (const field of this.#fields) {
            const id = draft.record[field.name];
            if (typeof id !== 'string' || id === draft.prior?.[field.name]) continue;
            const target = this.#context.schema.objectByKeyPrefix(id.slice(0, 3));
            if (!target || !field.referenceTo.includes(target.name)) throw fieldErrors.badId(field, id);
            if (!this.#exists(target, id)) throw fieldErrors.badReference(field);
            if (field.name === 'OwnerId' && target.name === 'Group') this.#checkQueue(id);
        }
    }

    #exists(target: ObjectDescribe, id: string): boolean {
        const known = this.#known.get(id);
        if (known !== undefined) return known;
        const exists = this.#context.rows.idsWhere(target, 'Id', id).length > 0;
        this.#known.set(id, exists);
        return exists;
    }

    #checkQueue(queueId: string): void {
        const link = this.#context.database.get(
            'SELECT 1 AS found FROM "QueueSobject" WHERE "QueueId" = ? AND "SobjectType" = ?',
            queueId,
            this.#object.name
        );
        if (!link)
            throw new RecordRefusal('FIELD_INTEGRITY_EXCEPTION', 'Queue not associated with this SObject type', [
                'OwnerId'
            ]);
    }
}

const rulesByRegistry = new WeakMap<MetadataRegistry, Map<string, ValidationRule[]>>();

function validationRules(registry: MetadataRegistry, objectName: string): readonly ValidationRule[] {
    let byObject = rulesByRegistry.get(registry);
    if (!byObject) {
        byObject = new Map();
        for (const component of registry.list('ValidationRule')) {
            const rule = component.content as ValidationRule;
            const name = component.fullName.split('.')[0] ?? '';
            if (rule.active) byObject.set(name, [...(byObject.get(name) ?? []), rule]);
        }
        rulesByRegistry.set(registry, byObject);
    }
    return byObject.get(objectName) ?? [];
}

function checkRules(
    context: RecordsContext,
    execution: Execution,
    object: ObjectDescribe,
    draft: Draft,
    rules: readonly ValidationRule[],
    formulas: FormulaFields
): void {
    if (rules.length === 0) return;
    const record = formulas.complete(object, draft.record, execution.userId);
    // Rules have no choice of their own: blank numbers stay blank, as for ISBLANK in Salesforce's rules.
    const scope: FormulaScope = {
        ...formulas.scope(object, record, draft.prior, draft.isNew, execution.userId),
        blanksAs: 'blank'
    };
    for (const rule of rules)
        if (context.formula.evaluate(rule.errorConditionFormula, scope) === true)
            draft.errors.push({
                statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
                message: messageOf(context, execution.userId, object.name, rule),
                fields: rule.errorDisplayField ? [rule.errorDisplayField] : []
            });
}

/** What a rule says, in the language of the user who saves. */
function messageOf(context: RecordsContext, userId: string, objectName: string, rule: ValidationRule): string {
    const language = String(context.global(['$User', 'LanguageLocaleKey'], userId) ?? '');
    const translation = context.registry.get('CustomObjectTranslation', `${objectName}-${language}`)?.content as
        CustomObjectTranslation | undefined;
    return translation?.validationRules.find(({ name }) => name === rule.fullName)?.errorMessage ?? rule.errorMessage;
}
