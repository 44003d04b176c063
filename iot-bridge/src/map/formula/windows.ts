import type { Node } from './nodes.ts';
import { FormulaProblem } from './tokens.ts';

/** What is told about the hours behind: the mean kinetic temperature in °C, or the hours beyond a limit. */
export type WindowKind = 'mean_kinetic_temperature' | 'hours_above' | 'hours_below';

/** One figure over the past hours of a signal. The bridge remembers it for each device. */
export interface WindowFigure {
    /** The same for the same figure, also after a restart. */
    readonly key: string;
    readonly kind: WindowKind;
    readonly signal: string;
    /** In the unit of the signal; NaN for a kind without limit. */
    readonly limit: number;
    /** Length of the window in hours: 1 to 744, or whole days up to 8784. */
    readonly hours: number;
    /** Longest time a value holds without a next one, in milliseconds. */
    readonly holdMs: number;
}

/** Numbers behind the signal, by function. */
const numbersOf = { mean_kinetic_temperature: 2, hours_above: 3, hours_below: 3 } as const;
/** A month by the hour, a year by the day: the sums are stored with each group of messages, so their number stays small. */
const MOST_HOURS = 744;
const HOURS_A_DAY = 24;
const MOST_DAYS = 366;
const MOST_HOLD_SECONDS = 86_400;

/** Whether a function looks at the past. */
export function isWindowKind(name: string): name is WindowKind {
    return Object.hasOwn(numbersOf, name);
}

/** How many numbers a function takes behind its signal. */
export function windowNumbers(kind: WindowKind): number {
    return numbersOf[kind];
}

/** A figure from what is written: `[limit,] hours, seconds a value holds`. @throws FormulaProblem */
export function windowFigure(kind: WindowKind, signal: string, numbers: readonly number[]): WindowFigure {
    const [holdSeconds = 0, hours = 0, limit = Number.NaN] = numbers.toReversed();
    const isDays = hours % HOURS_A_DAY === 0 && hours <= MOST_DAYS * HOURS_A_DAY;
    if (!Number.isInteger(hours) || hours < 1 || (hours > MOST_HOURS && !isDays)) {
        const wanted = `a whole number of hours from 1 to ${MOST_HOURS}, or whole days (24 h) up to ${MOST_DAYS * HOURS_A_DAY}`;
        throw new FormulaProblem(`${kind} needs ${wanted}, not ${hours}`);
    }
    if (!(holdSeconds > 0 && holdSeconds <= MOST_HOLD_SECONDS)) {
        throw new FormulaProblem(`in ${kind} a value holds up to ${MOST_HOLD_SECONDS} seconds, not ${holdSeconds}`);
    }
    const key = `${kind}(${[signal, ...numbers].join(', ')})`;
    return { key, kind, signal, limit, hours, holdMs: holdSeconds * 1000 };
}

/** The value of a figure. */
export function windowNode({ key, kind, signal }: WindowFigure): Node {
    return {
        evaluate: (scope) => scope.window?.(key),
        type: (typeOf) => {
            const type = typeOf(signal);
            if (!type) throw new FormulaProblem(`no signal definition is named ${signal}`);
            if (type !== 'Number') throw new FormulaProblem(`"${kind}" needs a Number, not a ${type}`);
            return 'Number';
        }
    };
}
