import type { FlowComparisonOperator, FlowCondition } from '@salesforce/types/metadata';
import { compare, equal, fromField, toText } from '../../formula/index.ts';
import type { FormulaValue } from '../../formula/index.ts';
import { formulaType } from '../dataType.ts';
import type { FlowType } from '../dataType.ts';
import { FlowError } from '../flowError.ts';
import { list } from '../metadata.ts';
import { isCollection, isRecord } from '../value.ts';
import type { FlowValue } from '../value.ts';
import type { Evaluator } from './evaluate.ts';
import { parseLogic } from './logic.ts';

/** Whether a group of conditions holds. */
export function conditionsHold(
    conditions: readonly FlowCondition[] | undefined,
    logic: string | undefined,
    evaluator: Evaluator
): boolean {
    const all = list(conditions);
    const parsed = parseLogic(logic ?? 'and', all.length);
    if ('problem' in parsed) throw new FlowError(parsed.problem);
    return parsed.logic((number) => {
        const condition = all[number - 1];
        return condition !== undefined && holds(condition, evaluator);
    });
}

function holds(condition: FlowCondition, evaluator: Evaluator): boolean {
    const { operator, leftValueReference: reference = '' } = condition;
    const { interview } = evaluator;
    if (operator === 'WasVisited') return interview.visited.has(reference.toLowerCase());
    if (operator === 'HasError') return interview.failed.has(reference.toLowerCase());
    const left = evaluator.reference(reference);
    const right = evaluator.value(condition.rightValue);
    if (operator === 'IsChanged') return isChanged(reference, left, evaluator) === isTrue(right);
    return compareValues(operator, left, right, evaluator.typeOfReference(reference));
}

function isChanged(reference: string, value: FlowValue, evaluator: Evaluator): boolean {
    if (!evaluator.interview.prior) return evaluator.interview.start.isNew === true && !isBlank(value);
    const prior = evaluator.reference(reference.replace(/^\$record\b/i, '$Record__Prior'));
    return !sameValue(value, prior, evaluator.typeOfReference(reference));
}

/**
 * Whether an operator holds between two values; `type` is that of the left one. Unlike formulas, the operators of
 * flows compare text whatever its case.
 */
export function compareValues(
    operator: FlowComparisonOperator,
    left: FlowValue,
    right: FlowValue,
    type: FlowType
): boolean {
    switch (operator) {
        case 'EqualTo':
            return alike(left, right, type);
        case 'NotEqualTo':
            return !alike(left, right, type);
        case 'IsNull':
            return isBlank(left) === isTrue(right);
        case 'IsBlank':
            return (isBlank(left) || (typeof left === 'string' && left.trim() === '')) === isTrue(right);
        case 'IsEmpty':
            return (isBlank(left) || (isCollection(left) && left.length === 0)) === isTrue(right);
        case 'WasSet':
            return !isBlank(left) === isTrue(right);
        case 'GreaterThan':
        case 'LessThan':
        case 'GreaterThanOrEqualTo':
        case 'LessThanOrEqualTo':
            return ordered(operator, left, right, type);
        case 'In':
            return items(right).some((item) => alike(left, item, type));
        case 'NotIn':
            return !items(right).some((item) => alike(left, item, type));
        case 'Contains':
            return isCollection(left)
                ? left.some((item) => alike(item, right, { ...type, collection: false }))
                : folded(left).includes(folded(right));
        case 'StartsWith':
            return folded(left).startsWith(folded(right));
        case 'EndsWith':
            return folded(left).endsWith(folded(right));
        default:
            throw new FlowError(`The local org does not support the operator ${operator}.`);
    }
}

const orders = {
    GreaterThan: [1],
    LessThan: [-1],
    GreaterThanOrEqualTo: [0, 1],
    LessThanOrEqualTo: [-1, 0]
} as const;

function ordered(operator: keyof typeof orders, left: FlowValue, right: FlowValue, type: FlowType): boolean {
    const order = compare(comparable(left, type), comparable(right, type));
    return order !== undefined && orders[operator].some((sign) => sign === Math.sign(order));
}

/** Whether two values are equal to the operators of flows: as `sameValue`, but text whatever its case. */
function alike(left: FlowValue, right: FlowValue, type: FlowType): boolean {
    const fold = (value: FlowValue): FlowValue =>
        typeof value === 'string' && textual.has(type.base) && !isId(value) ? value.toLowerCase() : value;
    return sameValue(fold(left), fold(right), type);
}

const textual: ReadonlySet<string> = new Set(['text', 'picklist', 'multipicklist']);

/** Whether two values are equal: text by case, numbers by value, records by id, collections item by item. */
export function sameValue(left: FlowValue, right: FlowValue, type: FlowType): boolean {
    if (isCollection(left) || isCollection(right)) return JSON.stringify(left) === JSON.stringify(right);
    if (isRecord(left) && isRecord(right)) return JSON.stringify(left.fields) === JSON.stringify(right.fields);
    if (isBlank(left) || isBlank(right)) return isBlank(left) === isBlank(right);
    const [one, other] = [comparable(left, type), comparable(right, type)];
    return sameId(one, other) || equal(one, other);
}

/** Whether a text has the form of a record id, whose case tells records apart. */
function isId(value: unknown): boolean {
    return typeof value === 'string' && /^[a-zA-Z0-9]{4}0[a-zA-Z0-9]{10}([A-Z0-5]{3})?$/.test(value);
}

/** Ids of 15 and 18 characters are the same when they begin alike. */
function sameId(one: FormulaValue, other: FormulaValue): boolean {
    if (typeof one !== 'string' || typeof other !== 'string' || !isId(one) || !isId(other)) return false;
    return one.slice(0, 15) === other.slice(0, 15);
}

/** A value as the formula language compares it. */
export function comparable(value: FlowValue, type: FlowType): FormulaValue {
    if (isRecord(value) || isCollection(value)) return null;
    return fromField(value, formulaType({ ...type, collection: false }) ?? 'text');
}

/** Whether a value is blank: no value, empty text, no record. Lists are blank when they are empty. */
export function isBlank(value: FlowValue): boolean {
    return value === null || value === '' || (isCollection(value) && value.length === 0);
}

function items(value: FlowValue): readonly FlowValue[] {
    return isCollection(value) ? value : [value];
}

function isTrue(value: FlowValue): boolean {
    return value === true || value === 'true' || value === null;
}

function folded(value: FlowValue): string {
    return textOf(value).toLowerCase();
}

function textOf(value: FlowValue): string {
    return isRecord(value) || isCollection(value)
        ? ''
        : toText(fromField(value, typeof value === 'number' ? 'number' : 'text'));
}
