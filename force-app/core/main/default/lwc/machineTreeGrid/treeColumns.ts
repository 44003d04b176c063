import AGE_LABEL from '@salesforce/label/c.MachineTree_Column_Age';
import ALARM_BELOW_LABEL from '@salesforce/label/c.MachineTree_Alarm_Below';
import ALARM_COUNT_LABEL from '@salesforce/label/c.MachineTree_Alarm_Count';
import ALARMS_LABEL from '@salesforce/label/c.MachineTree_Column_Alarms';
import CONNECTIVITY_LABEL from '@salesforce/label/c.MachineTree_Column_Connectivity';
import DEVICE_LABEL from '@salesforce/label/c.MachineTree_Column_Device';
import HEALTH_LABEL from '@salesforce/label/c.MachineTree_Column_Health';
import HOURS_LABEL from '@salesforce/label/c.MachineTree_Column_Hours';
import PRODUCT_LABEL from '@salesforce/label/c.MachineTree_Column_Product';
import STATE_LABEL from '@salesforce/label/c.MachineTree_Column_State';
import { connectivityDisplay, connectivityShape, type Priority, priorityLabel } from 'c/alarmDisplay';
import { fillLabel, formatAge, formatDateTime, formatNumber } from 'c/displayFormat';
import { hasAlarm, type Machine, type Rollup } from 'c/machineHierarchy';

/** One cell as the row shows it. */
export interface Cell {
    readonly key: string;
    readonly text: string;
    /** More words for the pointer and for screen readers. */
    readonly title?: string;
    readonly priority?: Priority;
    /** Outline in a 16 × 16 box and its colour. */
    readonly shape?: string;
    readonly shapeVariant?: 'error' | 'warning' | 'success' | '';
}

/** A column that an admin can choose. */
export interface Column {
    readonly key: string;
    readonly label: string;
    readonly cell: (machine: Machine, rollup: Rollup, now: number) => Omit<Cell, 'key'>;
}

const COLUMNS: readonly Column[] = [
    { key: 'alarms', label: ALARMS_LABEL, cell: alarmCell },
    { key: 'connectivity', label: CONNECTIVITY_LABEL, cell: connectivityCell },
    { key: 'state', label: STATE_LABEL, cell: stateCell },
    { key: 'age', label: AGE_LABEL, cell: ageCell },
    { key: 'product', label: PRODUCT_LABEL, cell: ({ product }) => ({ text: product ?? '', title: product ?? '' }) },
    { key: 'health', label: HEALTH_LABEL, cell: ({ health }) => ({ text: withUnit(formatNumber(health, 0), '%') }) },
    {
        key: 'hours',
        label: HOURS_LABEL,
        cell: ({ operatingHours: h }) => ({ text: withUnit(formatNumber(h, 1), 'h') })
    },
    { key: 'device', label: DEVICE_LABEL, cell: ({ deviceId }) => ({ text: deviceId ?? '', title: deviceId ?? '' }) }
];

/** Columns when the admin chose none. */
export const DEFAULT_COLUMNS = 'alarms, connectivity, state, age';

/**
 * Columns named in a design attribute, in that order. Names that do not exist are left out; when none
 * remains, the default columns are shown.
 */
export function chooseColumns(names: string): readonly Column[] {
    const wanted = names.split(',').map((name) => name.trim().toLowerCase());
    const chosen = wanted.flatMap((name) => COLUMNS.find((column) => column.key === name) ?? []);
    return chosen.length > 0 || names === DEFAULT_COLUMNS ? chosen : chooseColumns(DEFAULT_COLUMNS);
}

/** Pixels that the name and every further column need at least. */
export const NAME_WIDTH = 176;
export const COLUMN_WIDTH = 88;

/** Pixels of the button at the end of a row. */
export const ACTIONS_WIDTH = 32;

/**
 * The columns that fit beside the name, the first ones first; at least one.
 * @param width pixels; 0 = not measured yet, all columns
 */
export function fittingColumns(columns: readonly Column[], width: number): readonly Column[] {
    if (width <= 0) return columns;
    return columns.slice(0, Math.max(1, Math.floor((width - NAME_WIDTH - ACTIONS_WIDTH) / COLUMN_WIDTH)));
}

/** The worst alarm of the machine and everything below it, with the number of alarms. */
function alarmCell(machine: Machine, rollup: Rollup): Omit<Cell, 'key'> {
    if (rollup.priority === undefined && rollup.alarms === 0) return { text: '' };
    const label = hasAlarm(machine) ? ALARM_COUNT_LABEL : ALARM_BELOW_LABEL;
    return {
        text: rollup.alarms > 0 ? String(rollup.alarms) : '',
        title: fillLabel(label, priorityLabel(rollup.priority), rollup.alarms),
        priority: rollup.priority
    };
}

/** Plants and lines have no device, so nothing about them is unknown. */
function hasNothingToSay(machine: Machine, value: string | null): boolean {
    return machine.deviceId === null && (value === null || value === 'Unknown');
}

function stateCell(machine: Machine): Omit<Cell, 'key'> {
    const { operatingState, operatingStateLabel } = machine;
    return { text: hasNothingToSay(machine, operatingState) ? '' : (operatingStateLabel ?? '') };
}

function connectivityCell(machine: Machine): Omit<Cell, 'key'> {
    const { connectivity } = machine;
    if (hasNothingToSay(machine, connectivity)) return { text: '' };
    const { label, iconVariant } = connectivityDisplay(connectivity);
    return { text: label, shape: connectivityShape(connectivity), shapeVariant: iconVariant };
}

function ageCell({ lastTelemetry }: Machine, _rollup: Rollup, now: number): Omit<Cell, 'key'> {
    return { text: formatAge(lastTelemetry, now), title: formatDateTime(lastTelemetry) };
}

function withUnit(number: string, unit: string): string {
    return number === '' ? '' : `${number} ${unit}`;
}
