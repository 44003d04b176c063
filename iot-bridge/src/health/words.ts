import type { Priority } from '../contract/index.ts';
import type { Instant } from '../pipeline/index.ts';
import type { FeatureName } from './anomaly/signalDetector.ts';
import type { LifePrediction } from './life/machineLife.ts';
import type { HealthSettings, SignalFacts, UsageKind } from './model.ts';
import type { UsagePrediction } from './prediction/usagePrediction.ts';
import type { WearPrediction } from './prediction/wearPrediction.ts';

type Range = readonly [number, number];
type Named = Pick<SignalFacts, 'label' | 'unit'>;

/** The reasons in the words of one language. */
export interface Words {
    level(signal: Named, level: number, usual: Range, limit: number | undefined): string;
    anomaly(signal: Named, feature: FeatureName, at: Instant): string;
    misfit(signal: Named, level: number, expected: Range): string;
    fleet(label: string, model: string): string;
    error(code: string): string;
    alarm(priority: Priority): string;
    points(points: number, text: string): string;
    learning(done: number, wanted: number): string;
    readonly nothing: string;
    wear(signal: Named, wear: WearPrediction): string;
    usage(kind: UsageKind, usage: UsagePrediction): string;
    life(kind: UsageKind, life: LifePrediction, labels: readonly string[]): string;
}

/** Units as people write them; others are shown as they are. */
const UNITS: Readonly<Record<string, string>> = {
    Cel: '°C',
    '[degF]': '°F',
    'kW.h': 'kWh',
    '/min': '1/min',
    '{rotation}/min': '1/min',
    '1': ''
};

/** The words of a language. */
export function wordsOf(language: HealthSettings['language']): Words {
    return language === 'de' ? german() : english();
}

interface Formats {
    readonly number: (value: number) => string;
    readonly whole: (value: number) => string;
    readonly quantity: (value: number, unit: string | undefined) => string;
    readonly time: (at: Instant) => string;
}

function formats(locale: string): Formats {
    const digits = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
    const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
    const times = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
    const number = (value: number): string => (Math.abs(value) >= 1000 ? whole : digits).format(value);
    return {
        number,
        whole: (value) => whole.format(value),
        quantity: (value, unit) => `${number(value)} ${unit === undefined ? '' : (UNITS[unit] ?? unit)}`.trimEnd(),
        time: (at) => `${times.format(at)} UTC`
    };
}

/** Whether the limit is reached within two days: then a rate by the hour says more. */
function isFast(level: number, perDay: number, limit: number): boolean {
    return Math.abs(limit - level) < Math.abs(perDay) * 2;
}

function english(): Words {
    const { number, whole, quantity, time } = formats('en');
    const features: Readonly<Record<FeatureName, string>> = {
        spike: 'sudden change',
        'level shift': 'shift of level',
        'time of day': 'unusual for the time of day',
        'short shape': 'unusual course',
        'long shape': 'unusual course'
    };
    const usages: Readonly<Record<UsageKind, string>> = { 'Operating Hours': 'h', Cycles: 'cycles', Starts: 'starts' };
    return {
        level: ({ label, unit }, level, [low, high], limit) => {
            const alarm = limit === undefined ? '' : `; alarm at ${quantity(limit, unit)}`;
            return `${label} is ${quantity(level, unit)}, usually ${number(low)} to ${number(high)}${alarm}`;
        },
        anomaly: ({ label }, feature, at) => `${label} was unusual on ${time(at)}: ${features[feature]}`,
        misfit: ({ label, unit }, level, [low, high]) =>
            `${label} is ${quantity(level, unit)}, the other readings let expect ${number(low)} to ${number(high)}`,
        fleet: (label, model) => `${label} differs from the other machines of model ${model}`,
        error: (code) => `The machine sent the error ${code} within the last day`,
        alarm: (priority) => `An alarm of priority ${priority} is active`,
        points: (points, text) => `−${points}: ${text}.`,
        learning: (done, wanted) => `Still learning what is usual: ${done} of ${wanted} stretches of steady running.`,
        nothing: 'Everything is as usual.',
        wear: ({ label, unit }, { level, perDay, limit }) => {
            if (perDay === 0) {
                return `${label} is ${quantity(level, unit)}: it has passed the alarm limit of ${quantity(limit, unit)}.`;
            }
            const [rate, per] = isFast(level, perDay, limit) ? [perDay / 24, 'an hour'] : [perDay, 'a day'];
            return `${label} is ${quantity(level, unit)} and changes by ${quantity(rate, unit)} ${per} towards the alarm limit of ${quantity(limit, unit)}.`;
        },
        usage: (kind, { usage, target, perDay }) =>
            `Service is due at ${number(target)} ${usages[kind]}; now ${number(usage)}, ${number(perDay)} a day.`,
        life: (kind, { left, least, most, perDay }, labels) =>
            `By machines that ran to their end, ${whole(left)} ${usages[kind]} are left (${whole(least)} to ${whole(most)}), ${number(perDay)} a day; told by ${labels.join(', ')}.`
    };
}

function german(): Words {
    const { number, whole, quantity, time } = formats('de');
    const features: Readonly<Record<FeatureName, string>> = {
        spike: 'plötzliche Änderung',
        'level shift': 'verschobenes Niveau',
        'time of day': 'ungewöhnlich für die Tageszeit',
        'short shape': 'ungewöhnlicher Verlauf',
        'long shape': 'ungewöhnlicher Verlauf'
    };
    const usages: Readonly<Record<UsageKind, string>> = { 'Operating Hours': 'h', Cycles: 'Zyklen', Starts: 'Starts' };
    const priorities: Readonly<Record<Priority, string>> = {
        Critical: 'Kritisch',
        High: 'Hoch',
        Medium: 'Mittel',
        Low: 'Niedrig'
    };
    return {
        level: ({ label, unit }, level, [low, high], limit) => {
            const alarm = limit === undefined ? '' : `; Alarm bei ${quantity(limit, unit)}`;
            return `${label}: ${quantity(level, unit)}, üblich ${number(low)} bis ${number(high)}${alarm}`;
        },
        anomaly: ({ label }, feature, at) => `${label} war am ${time(at)} ungewöhnlich: ${features[feature]}`,
        misfit: ({ label, unit }, level, [low, high]) =>
            `${label}: ${quantity(level, unit)}, nach den anderen Werten zu erwarten ${number(low)} bis ${number(high)}`,
        fleet: (label, model) => `${label} weicht von den anderen Maschinen des Modells ${model} ab`,
        error: (code) => `Die Maschine meldete in den letzten 24 Stunden den Fehler ${code}`,
        alarm: (priority) => `Ein Alarm der Priorität ${priorities[priority]} steht an`,
        points: (points, text) => `−${points}: ${text}.`,
        learning: (done, wanted) => `Lernt noch, was üblich ist: ${done} von ${wanted} Abschnitten stetigen Laufs.`,
        nothing: 'Alles wie üblich.',
        wear: ({ label, unit }, { level, perDay, limit }) => {
            if (perDay === 0) {
                return `${label}: ${quantity(level, unit)}, die Alarmgrenze ${quantity(limit, unit)} ist überschritten.`;
            }
            const [rate, per] = isFast(level, perDay, limit) ? [perDay / 24, 'in der Stunde'] : [perDay, 'am Tag'];
            return `${label}: ${quantity(level, unit)}, Änderung ${quantity(rate, unit)} ${per} in Richtung der Alarmgrenze ${quantity(limit, unit)}.`;
        },
        usage: (kind, { usage, target, perDay }) =>
            `Wartung fällig bei ${number(target)} ${usages[kind]}; jetzt ${number(usage)}, ${number(perDay)} am Tag.`,
        life: (kind, { left, least, most, perDay }, labels) =>
            `Nach Maschinen, die bis zum Ende liefen, bleiben ${whole(left)} ${usages[kind]} (${whole(least)} bis ${whole(most)}), ${number(perDay)} am Tag; erkannt an ${labels.join(', ')}.`
    };
}
