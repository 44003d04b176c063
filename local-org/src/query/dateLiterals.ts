/** A span of days: from the first day on, up to and without the last. */
export interface DaySpan {
    readonly from: string;
    readonly to: string;
}

type Unit = 'day' | 'week' | 'month' | 'quarter' | 'year';

const UNITS: Readonly<Record<string, Unit>> = {
    DAY: 'day',
    DAYS: 'day',
    WEEK: 'week',
    WEEKS: 'week',
    MONTH: 'month',
    MONTHS: 'month',
    QUARTER: 'quarter',
    QUARTERS: 'quarter',
    YEAR: 'year',
    YEARS: 'year'
};

/**
 * The days that a date literal means, in UTC; weeks begin on Sunday and fiscal years are calendar years, as in
 * an org without other settings. Undefined for a word that is no date literal.
 */
export function daysOf(literal: string, now: Date): DaySpan | undefined {
    const [word = '', count] = literal.toUpperCase().replace('FISCAL_', '').split(':');
    const number = Number(count ?? 1);
    if (word === 'TODAY') return span('day', now, 0, 1);
    if (word === 'YESTERDAY') return span('day', now, -1, 0);
    if (word === 'TOMORROW') return span('day', now, 1, 2);
    if (word === 'LAST_90_DAYS') return span('day', now, -90, 1);
    if (word === 'NEXT_90_DAYS') return span('day', now, 1, 91);
    const single = /^(THIS|LAST|NEXT)_(WEEK|MONTH|QUARTER|YEAR)$/.exec(word);
    if (single) {
        const offset = single[1] === 'THIS' ? 0 : single[1] === 'LAST' ? -1 : 1;
        return span(unitOf(single[2]), now, offset, offset + 1);
    }
    const ago = /^N_(DAYS|WEEKS|MONTHS|QUARTERS|YEARS)_AGO$/.exec(word);
    if (ago) return span(unitOf(ago[1]), now, -number, 1 - number);
    const many = /^(LAST|NEXT)_N_(DAYS|WEEKS|MONTHS|QUARTERS|YEARS)$/.exec(word);
    if (!many) return undefined;
    const unit = unitOf(many[2]);
    // The last N days include today; the last N months do not include the current one.
    if (many[1] === 'LAST') return span(unit, now, -number, unit === 'day' ? 1 : 0);
    return span(unit, now, 1, number + 1);
}

function unitOf(word: string | undefined): Unit {
    return UNITS[word ?? ''] ?? 'day';
}

function span(unit: Unit, now: Date, from: number, to: number): DaySpan {
    return { from: startOf(unit, now, from), to: startOf(unit, now, to) };
}

/** First day of the unit that is `offset` units away from now. */
function startOf(unit: Unit, now: Date, offset: number): string {
    const year = now.getUTCFullYear();
    const month = now.getUTCMonth();
    const day = now.getUTCDate();
    const start: Readonly<Record<Unit, () => Date>> = {
        day: () => new Date(Date.UTC(year, month, day + offset)),
        week: () => new Date(Date.UTC(year, month, day - now.getUTCDay() + 7 * offset)),
        month: () => new Date(Date.UTC(year, month + offset, 1)),
        quarter: () => new Date(Date.UTC(year, Math.floor(month / 3) * 3 + 3 * offset, 1)),
        year: () => new Date(Date.UTC(year + offset, 0, 1))
    };
    return start[unit]().toISOString().slice(0, 10);
}
