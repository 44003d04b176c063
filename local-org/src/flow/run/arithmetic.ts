import type { FlowAssignmentOperator } from '@salesforce/types/metadata';
import { FlowError } from '../flowError.ts';
import type { FlowType } from '../dataType.ts';
import { isCollection } from '../value.ts';
import type { FlowValue } from '../value.ts';
import { addNumbers, shiftDate } from '../../formula/index.ts';
import { sameValue } from './compare.ts';
import { coerce } from './assign.ts';

/** What a place holds after an assignment operator was applied to it. */
export function applyOperator(
    operator: FlowAssignmentOperator,
    current: FlowValue,
    value: FlowValue,
    type: FlowType
): FlowValue {
    if (operator === 'Assign') return type.collection && value !== null && !isCollection(value) ? [value] : value;
    if (operator === 'AssignCount') return items(value).length;
    if (type.collection) return changeCollection(operator, items(current), value, type);
    if (operator === 'Add') return add(current, value, type, 1);
    if (operator === 'Subtract') return add(current, value, type, -1);
    throw new FlowError(`The local org does not support the operator ${operator}.`);
}

function add(current: FlowValue, value: FlowValue, type: FlowType, sign: 1 | -1): FlowValue {
    if (value === null) return current;
    switch (type.base) {
        case 'number':
            return addNumbers(Number(current ?? 0), sign * Number(value));
        case 'date':
        case 'datetime':
        case 'time':
            return current === null ? null : shiftDate(String(current), type.base, sign * Number(value));
        case 'multipicklist':
            return current === null || current === '' ? value : `${String(current)};${String(value)}`;
        default:
            return `${current === null ? '' : String(current)}${String(coerce(value, type))}`;
    }
}

function items(value: FlowValue): readonly FlowValue[] {
    if (isCollection(value)) return value;
    return value === null ? [] : [value];
}

function changeCollection(
    operator: FlowAssignmentOperator,
    current: readonly FlowValue[],
    value: FlowValue,
    type: FlowType
): readonly FlowValue[] {
    const item = { ...type, collection: false };
    const equals =
        (one: FlowValue) =>
        (other: FlowValue): boolean =>
            sameValue(one, other, item);
    const among =
        (wanted: readonly FlowValue[]) =>
        (one: FlowValue): boolean =>
            wanted.some(equals(one));
    const at = current.findIndex(among(items(value)));
    switch (operator) {
        case 'Add':
        case 'AddItem':
            return [...current, ...items(value)];
        case 'AddAtStart':
            return [...items(value), ...current];
        case 'RemoveAll':
            return current.filter((one) => !among(items(value))(one));
        case 'RemoveFirst':
            return at < 0 ? current : current.toSpliced(at, 1);
        case 'RemoveBeforeFirst':
            return at < 0 ? current : current.slice(at);
        case 'RemoveAfterFirst':
            return at < 0 ? current : current.slice(0, at + 1);
        case 'RemoveUncommon':
            return current.filter(among(items(value)));
        case 'RemovePosition':
            return removeAt(current, Number(value));
        default:
            throw new FlowError(`The operator ${operator} does not work on collections.`);
    }
}

/** Positions count from 1. */
function removeAt(current: readonly FlowValue[], position: number): readonly FlowValue[] {
    const exists = Number.isInteger(position) && position >= 1 && position <= current.length;
    if (!exists) throw new FlowError(`There is no item at position ${position}.`);
    return current.toSpliced(position - 1, 1);
}
